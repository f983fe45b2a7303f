import { randomBytes } from "node:crypto";
import type { Author } from "@sextant/model/access/author";
import type { Proposal, WantedEdit, Who } from "@sextant/model/api/answers/edits";
import { Problem } from "@sextant/model/problem/problem";
import { readWorkspace } from "@sextant/semantic/read/read";
import { keepApprovals } from "../store/approval.ts";
import { proposalComments } from "../store/comment.ts";
import { definitionFiles } from "../store/definition.ts";
import { decideOpen, findProposal, insertProposal, type KeptProposal, listProposals } from "../store/proposal.ts";
import type { Core } from "./core.ts";
import type { AppliedEdits, Definitions } from "./definitions.ts";
import type { Editing } from "./editing.ts";
import { conflictProblem, conflictsOf, editFiles } from "./edits.ts";
import { neededIn } from "./states.ts";

type Proposals = Pick<Definitions, "approve" | "proposals" | "propose" | "proposal" | "decide">;

const keyOf = ({ type, id }: { type: string; id: string }): string => `${type}:${id}`;

const keysOf = (edits: readonly WantedEdit[]): string[] => [...new Set(edits.map(keyOf))];

const notAllowed = (message: string, hint: string): Problem => new Problem("not_allowed", message, { hint });

const shown = ({ hashes: _, ...proposal }: KeptProposal, comments: number): Proposal => ({ ...proposal, comments });

/** Opens proposing and approving: agents and tokens propose, people approve (K4). */
export const openProposals = (core: Core, editing: Editing): Proposals => {
  const { store, feed, now } = core;
  const who = ({ kind, id, name }: Author): Who => ({ kind, id, name, at: now() });

  const take = async (id: string): Promise<KeptProposal> => {
    const found = await findProposal(store.db, id);
    if (found) return found;
    throw new Problem("not_found", `There is no proposal ${JSON.stringify(id.slice(0, 80))}.`);
  };

  /** What changed under a proposal since it was made: its definitions' text, or what they mean through others. */
  const staleOf = async ({ edits, hashes }: KeptProposal) => {
    const { places, versions } = core.state();
    const texts = conflictsOf(await definitionFiles(store.db), places, edits);
    const moved = edits.filter(
      (edit) =>
        (hashes[keyOf(edit)] ?? null) !== (versions.get(keyOf(edit))?.hash ?? null) &&
        places.has(keyOf(edit)) &&
        !texts.some((one) => keyOf(one) === keyOf(edit)),
    );
    const upstream = moved.map(({ type, id, base }) => ({ type, id, base, yours: null, theirs: base }));
    return [...texts, ...upstream];
  };

  const checkDecider = (proposal: KeptProposal, decision: string, mayApprove: boolean, by: Author): void => {
    if (proposal.state !== "open")
      throw new Problem("conflict", `The proposal is ${proposal.state} already, by ${proposal.decided?.name ?? ""}.`);
    const isOwn = proposal.by.kind === by.kind && proposal.by.id === by.id;
    if (decision === "withdraw") {
      if (!isOwn) throw notAllowed("Only who proposed it can withdraw it.", "Reject it instead.");
      return;
    }
    if (by.kind !== "person" || !mayApprove)
      throw notAllowed("Proposals are decided by people who may approve.", "Ask one of them.");
    if (decision === "apply" && isOwn && neededIn(core.state().catalog) > 1)
      throw notAllowed("Two people must stand behind a meaning here.", "Somebody else has to approve your proposal.");
  };

  /** Keeps the approver's voice for every metric and KPI the proposal gives a meaning. */
  const applyProposal = async (proposal: KeptProposal, decided: KeptProposal, by: Author): Promise<AppliedEdits> => {
    const stale = await staleOf(proposal);
    if (stale.length > 0) throw conflictProblem(stale);
    return editing.applyNow(proposal.edits, proposal.by, async (transaction, changes) => {
      if (!(await decideOpen(transaction, decided))) throw new Problem("conflict", "Somebody decided it just now.");
      const meant = changes.filter(({ type, change }) => ["metric", "kpi"].includes(type) && change !== "removed");
      const rows = meant.map(({ type, id, hash }) => ({
        type,
        id,
        hash,
        by_id: by.id,
        by_name: by.name,
        at: now(),
        note: "",
      }));
      await keepApprovals(transaction, rows);
      return [await feed.record(transaction, decidedFact(decided, by))];
    });
  };

  const decidedFact = ({ id, state, edits }: KeptProposal, by: Author) =>
    ({ type: "proposal_decided", proposal: id, decision: state, definitions: keysOf(edits), by: by.name }) as const;

  return {
    approve: (wanted, by, note) =>
      core.inTurn(async () => {
        if (by.kind !== "person") throw notAllowed("Only people approve.", "Propose a change instead.");
        const { versions, states } = core.state();
        const missing = wanted.find((one) => !states.has(keyOf(one)));
        if (missing) throw new Problem("not_found", `There is no ${missing.type} ${missing.id}.`);
        const changed = wanted.filter((one) => versions.get(keyOf(one))?.hash !== one.hash);
        if (changed.length > 0)
          throw new Problem("conflict", `Changed since you looked: ${changed.map(keyOf).join(", ")}.`, {
            hint: "Look at what it means now before you approve it.",
            conflicts: changed.map(({ type, id, hash }) => ({
              type,
              id,
              base: hash,
              yours: hash,
              theirs: versions.get(`${type}:${id}`)?.hash ?? null,
            })),
          });
        const rows = wanted.map((one) => ({ ...one, by_id: by.id, by_name: by.name, at: now(), note }));
        const definitions = wanted.map(keyOf);
        const event = await store.db.transaction().execute(async (transaction) => {
          await keepApprovals(transaction, rows);
          return feed.record(transaction, { type: "approved", definitions, by: by.name });
        });
        await core.reread();
        feed.publish(event);
        return definitions;
      }),
    proposals: async (openOnly) => {
      const counts = await proposalComments(store.db);
      return (await listProposals(store.db, openOnly)).map((one) => shown(one, counts.get(one.id) ?? 0));
    },
    propose: ({ title, reason, edits }, by) =>
      core.inTurn(async () => {
        const { places, versions } = core.state();
        editFiles(await definitionFiles(store.db), places, edits);
        const hashes = Object.fromEntries(keysOf(edits).map((key) => [key, versions.get(key)?.hash ?? null]));
        const id = randomBytes(9).toString("base64url");
        const proposal: KeptProposal = {
          id,
          title,
          reason,
          state: "open",
          by: who(by),
          decided: null,
          edits: [...edits],
          hashes,
        };
        const event = await store.db.transaction().execute(async (transaction) => {
          await insertProposal(transaction, proposal);
          return feed.record(transaction, {
            type: "proposed",
            proposal: id,
            title,
            definitions: keysOf(edits),
            by: by.name,
          });
        });
        feed.publish(event);
        return shown(proposal, 0);
      }),
    proposal: async (id) => {
      const proposal = await take(id);
      const comments = (await proposalComments(store.db)).get(id) ?? 0;
      const nothing = { view: { ...shown(proposal, comments), changes: [], findings: [], stale: [] }, catalog: null };
      if (proposal.state !== "open") return nothing;
      const stale = await staleOf(proposal);
      if (stale.length > 0) return { ...nothing, view: { ...nothing.view, stale } };
      const { files } = editFiles(await definitionFiles(store.db), core.state().places, proposal.edits);
      const { catalog, changes, findings } = await core.planOf(readWorkspace(files));
      return { view: { ...nothing.view, changes, findings }, catalog };
    },
    decide: (id, { decision, note, mayApprove }, by) =>
      core.inTurn(async () => {
        const proposal = await take(id);
        checkDecider(proposal, decision, mayApprove, by);
        const state = ({ apply: "applied", reject: "rejected", withdraw: "withdrawn" } as const)[decision];
        const decided: KeptProposal = { ...proposal, state, decided: { ...who(by), note } };
        if (decision === "apply") {
          const applied = await applyProposal(proposal, decided, by);
          await core.reread();
          return { proposal: shown(decided, 0), applied };
        }
        const event = await store.db.transaction().execute(async (transaction) => {
          if (!(await decideOpen(transaction, decided))) throw new Problem("conflict", "Somebody decided it just now.");
          return feed.record(transaction, decidedFact(decided, by));
        });
        feed.publish(event);
        return { proposal: shown(decided, 0), applied: null };
      }),
  };
};
