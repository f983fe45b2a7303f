import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import { openedBy } from "@sextant/semantic/privacy/opened";
import type { Definitions } from "../../definitions/definitions.ts";
import { noSuch, type View } from "./view.ts";

/**
 * The definitions in the hands of a reader: what is personal is opened or taken over by its owner only, or by whoever owns the
 * machine and its files. The check is made on the definitions as they would be, before they are.
 */
export const definitionsTo = (definitions: Definitions, view: View): Definitions => {
  const requireClosed = (proposed: Catalog | null): void => {
    if (proposed === null) return;
    const opened = openedBy(view.reader, view.whole(), proposed);
    if (opened.length === 0) return;
    throw new Problem(
      "not_allowed",
      `Personal KPIs are changed by their owner only: ${opened.slice(0, 5).join(", ")}.`,
      {
        hint: "Whoever owns the machine can change the files of the workspace folder and start the server anew.",
      },
    );
  };
  const requireSeen = (type: string, id: string): void => {
    if (type === "kpi" && view.whole().kpis.has(id) && !view.seesKpi(id)) throw noSuch("KPI", id);
    if (type === "metric" && view.whole().metrics.has(id) && !view.seen().metrics.has(id)) throw noSuch("metric", id);
  };
  return {
    ...definitions,
    apply: async (files, prune, by, force) => {
      requireClosed((await definitions.plan(files, prune)).catalog);
      return definitions.apply(files, prune, by, force);
    },
    edit: async (edits, by) => {
      requireClosed((await definitions.planEdits(edits)).catalog);
      return definitions.edit(edits, by);
    },
    demote: async (kpi, reason, by) => {
      requireSeen("kpi", kpi);
      return definitions.demote(kpi, reason, by);
    },
    decide: async (id, given, by) => {
      if (given.decision === "apply") requireClosed((await definitions.proposal(id)).catalog);
      return definitions.decide(id, given, by);
    },
    comments: async (subject) => {
      requireSeen(subject.type, subject.id);
      return definitions.comments(subject);
    },
    comment: async (given, by) => {
      requireSeen(given.type, given.id);
      return definitions.comment(given, by);
    },
  };
};
