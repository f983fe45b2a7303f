import type { Approval } from "@sextant/model/definition/approval";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** A person who stands behind a meaning. */
export interface ApprovalRow {
  type: string;
  id: string;
  hash: string;
  by_id: string;
  by_name: string;
  at: number;
  note: string;
}

type Reader = Store["db"] | Transaction<Tables>;

/** Every approval by the meaning it is of: `type:id hash`, oldest first. */
export const allApprovals = async (db: Reader): Promise<Map<string, Approval[]>> => {
  const rows = await db.selectFrom("approval").selectAll().orderBy("at").execute();
  const grouped = Map.groupBy(rows, ({ type, id, hash }) => `${type}:${id} ${hash}`);
  return new Map(
    [...grouped].map(([key, some]) => [key, some.map(({ by_id, by_name, at }) => ({ id: by_id, name: by_name, at }))]),
  );
};

/** Keeps approvals; the same person approving the same meaning again changes nothing. */
export const keepApprovals = async (db: Reader, rows: readonly ApprovalRow[]): Promise<void> => {
  for (const row of rows)
    await db
      .insertInto("approval")
      .values(row)
      .onConflict((conflict) => conflict.columns(["type", "id", "hash", "by_id"]).doNothing())
      .execute();
};
