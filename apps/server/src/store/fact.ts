import type { FeedEvent } from "@sextant/model/api/feed";
import type { Transaction } from "kysely";
import { takeTurn } from "./lock.ts";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A fact that has not been given its place in the log yet. */
export type NewFact = DistributiveOmit<FeedEvent, "seq" | "at">;

const read = (row: { seq: number; at: number; body: string }): FeedEvent => ({
  ...(JSON.parse(row.body) as NewFact),
  seq: row.seq,
  at: row.at,
});

/** Appends a fact within a transaction; on PostgreSQL appends queue, so that sequence numbers become visible in order. */
export const insertFact = async (
  transaction: Transaction<Tables>,
  dialect: Store["dialect"],
  fact: NewFact,
  at: number,
): Promise<FeedEvent> => {
  await takeTurn(transaction, dialect, "feed");
  const { seq } = await transaction
    .insertInto("fact")
    .values({ at, type: fact.type, body: JSON.stringify(fact) })
    .returning("seq")
    .executeTakeFirstOrThrow();
  return { ...fact, seq, at };
};

/** The facts after sequence number `seq`, oldest first, at most `limit`. */
export const factsSince = async (store: Store, seq: number, limit = 1000): Promise<FeedEvent[]> => {
  const rows = await store.db
    .selectFrom("fact")
    .selectAll()
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map(read);
};

/** The highest sequence number of the log; 0 when it is empty. */
export const lastFact = async (store: Store): Promise<number> => {
  const row = await store.db
    .selectFrom("fact")
    .select((e) => e.fn.max("seq").as("seq"))
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
};

/** Facts that only tell this process and its pages what to look at again; the others are history. */
const passing = ["landed", "computed", "loading"];

/** Forgets passing facts but those among the newest `keep` numbers. */
export const pruneFacts = async (store: Store, keep: number): Promise<void> => {
  const last = await lastFact(store);
  await store.db
    .deleteFrom("fact")
    .where("type", "in", passing)
    .where("seq", "<=", last - keep)
    .execute();
};
