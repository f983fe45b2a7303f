import { randomBytes } from "node:crypto";
import { Problem } from "@sextant/model/problem/problem";
import { commentsOn, insertComment } from "../store/comment.ts";
import { findProposal } from "../store/proposal.ts";
import type { Core } from "./core.ts";
import type { Definitions } from "./definitions.ts";

/** Opens remarks about KPIs, metrics and proposals, anchored to a period and a version where somebody says so. */
export const openRemarks = (core: Core): Pick<Definitions, "comments" | "comment"> => {
  const { store, feed, now } = core;
  const exists = async (type: string, id: string): Promise<boolean> =>
    type === "proposal" ? (await findProposal(store.db, id)) !== undefined : core.state().states.has(`${type}:${id}`);
  return {
    comments: (subject) => commentsOn(store.db, subject),
    comment: async (given, { kind, id, name }) => {
      if (!(await exists(given.type, given.id)))
        throw new Problem("not_found", `There is no ${given.type} ${JSON.stringify(given.id.slice(0, 80))}.`);
      const newest = core.state().versions.get(`${given.type}:${given.id}`)?.version ?? null;
      if (given.version !== null && (newest === null || given.version > newest))
        throw new Problem("not_found", `The ${given.type} ${given.id} has no version ${given.version}.`);
      const key = randomBytes(9).toString("base64url");
      const comment = { ...given, version: given.version ?? newest, key, by: { kind, id, name }, at: now() };
      const event = await store.db.transaction().execute(async (transaction) => {
        await insertComment(transaction, comment);
        const subject = `${given.type}:${given.id}`;
        return feed.record(transaction, { type: "commented", comment: key, subject, by: name });
      });
      feed.publish(event);
      return comment;
    },
  };
};
