import { sql, type Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** What only one transaction does at a time; the numbers are arbitrary, but every Sextant process takes the same ones. */
const lockNumbers = {
  feed: 5_307_201,
  accounts: 5_307_202,
  definitions: 5_307_203,
  alerts: 5_307_208,
  notify: 5_307_209,
} as const;

/** Queues behind every other transaction that took the same lock; SQLite has one writer anyway. */
export const takeTurn = async (
  transaction: Transaction<Tables>,
  dialect: Store["dialect"],
  lock: keyof typeof lockNumbers,
): Promise<void> => {
  if (dialect === "postgres") await sql`select pg_advisory_xact_lock(${lockNumbers[lock]})`.execute(transaction);
};
