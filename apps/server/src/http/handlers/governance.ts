import { type Author, authorOf } from "@sextant/model/access/author";
import { may } from "@sextant/model/access/may";
import { definitionText } from "@sextant/semantic/edit/edit";
import { emptyGate } from "../../ask/gate.ts";
import type { Caller } from "../caller.ts";
import type { Handlers, Rooms } from "../handler.ts";
import { effectOf, loadChanged } from "./definitions.ts";

type GovernanceRoutes =
  | "definition"
  | "planEdit"
  | "applyEdit"
  | "approve"
  | "gate"
  | "demote"
  | "organisation"
  | "proposals"
  | "propose"
  | "proposal"
  | "decideProposal"
  | "comments"
  | "comment";

const by = ({ actor }: Caller): Author => authorOf(actor);

/** Handlers of editing, proposing, approving and remarking (K4). */
export const governanceHandlers = (rooms: Rooms): Pick<Handlers, GovernanceRoutes> => {
  const { definitions, ask } = rooms;
  return {
    definition: async ({ params }) => ({ value: await definitions.definition(params.type, params.id) }),
    planEdit: async ({ body }) => {
      const { catalog, changes, findings, files } = await definitions.planEdits(body.edits);
      const wanted = body.effect && catalog !== null && changes.length > 0;
      const effect = wanted ? await effectOf(ask, catalog, definitions.state().catalog) : null;
      return { value: { changes, findings, files, effect } };
    },
    applyEdit: async ({ body, caller }) => {
      const { answer, changedDatasets, written } = await definitions.edit(body.edits, by(caller));
      await loadChanged(rooms, changedDatasets);
      return { value: { changes: answer.changes, findings: answer.findings, written } };
    },
    approve: async ({ body, caller }) => ({
      value: { approved: await definitions.approve(body.definitions, by(caller), body.note) },
    }),
    gate: async ({ body: { id, metric, fields } }) => {
      const draft = { ...fields, metric, state: "draft" };
      const known = definitions.state().catalog.kpis.has(id) ? await definitions.definition("kpi", id) : null;
      const edit = { type: "kpi", id, base: known?.yaml ?? null, fields: draft } as const;
      const { catalog, findings, files } = await definitions.planEdits([edit]);
      const subject = `kpi ${id}`;
      const after = files.flatMap((file) => definitionText(file.after, "kpi", id) ?? []).join("\n");
      const view = catalog === null ? emptyGate : await ask.gate(catalog, id);
      return { value: { ...view, findings: findings.filter((one) => one.subject === subject), yaml: after } };
    },
    demote: async ({ params, body, caller }) => {
      const { answer, changedDatasets, written } = await definitions.demote(params.id, body.reason, by(caller));
      await loadChanged(rooms, changedDatasets);
      return { value: { changes: answer.changes, findings: answer.findings, written } };
    },
    organisation: async () => ({ cached: await ask.organisation() }),
    proposals: async ({ query }) => ({ value: { proposals: await definitions.proposals(query.state !== "all") } }),
    propose: async ({ body, caller }) => ({ value: await definitions.propose(body, by(caller)) }),
    proposal: async ({ params, query }) => {
      const { view, catalog } = await definitions.proposal(params.id);
      const wanted = query.effect === "true" && catalog !== null && view.changes.length > 0;
      const effect = wanted ? await effectOf(ask, catalog, definitions.state().catalog) : null;
      return { value: { ...view, effect } };
    },
    decideProposal: async ({ params, body, caller }) => {
      const mayApprove = may(caller.actor, "approve", { type: "proposal", id: params.id });
      const { proposal, applied } = await definitions.decide(params.id, { ...body, mayApprove }, by(caller));
      if (applied !== null) await loadChanged(rooms, applied.changedDatasets);
      return { value: proposal };
    },
    comments: async ({ query }) => ({ value: { comments: await definitions.comments(query) } }),
    comment: async ({ body, caller }) => ({ value: await definitions.comment(body, by(caller)) }),
  };
};
