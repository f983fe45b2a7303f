import type { Proposal } from "@sextant/model/api/answers/edits";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** A proposed change of definitions; the body holds edits, author and decision as JSON. */
export interface ProposalRow {
  id: string;
  state: string;
  at: number;
  body: string;
}

/** A proposal as it is kept: comments are counted when it is shown. */
export type KeptProposal = Omit<Proposal, "comments"> & {
  /** The meaning each definition had when it was proposed, by `type:id`; null where there was none. */
  hashes: Record<string, string | null>;
};

type Reader = Store["db"] | Transaction<Tables>;

const read = ({ body }: ProposalRow): KeptProposal => JSON.parse(body) as KeptProposal;

/** Proposals, newest first, at most 500. */
export const listProposals = async (db: Reader, openOnly: boolean): Promise<KeptProposal[]> => {
  const query = db.selectFrom("proposal").selectAll().orderBy("at", "desc").limit(500);
  return (await (openOnly ? query.where("state", "=", "open") : query).execute()).map(read);
};

/** One proposal; undefined when there is none. */
export const findProposal = async (db: Reader, id: string): Promise<KeptProposal | undefined> => {
  const row = await db.selectFrom("proposal").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : read(row);
};

/** Keeps a new proposal. */
export const insertProposal = async (db: Reader, proposal: KeptProposal): Promise<void> => {
  const { id, state, by } = proposal;
  await db
    .insertInto("proposal")
    .values({ id, state, at: by.at, body: JSON.stringify(proposal) })
    .execute();
};

/** Keeps what became of an open proposal; false when somebody decided it meanwhile. */
export const decideOpen = async (db: Reader, proposal: KeptProposal): Promise<boolean> => {
  const { id, state } = proposal;
  const result = await db
    .updateTable("proposal")
    .set({ state, body: JSON.stringify(proposal) })
    .where("id", "=", id)
    .where("state", "=", "open")
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
};
