import type { Receipt } from "@sextant/model/api/answers/receipt";
import type { Store } from "./store.ts";

/** A receipt with the statements that give its rows again: restricted to what had landed, independent of later definitions. */
export interface KeptReceipt {
  receipt: Receipt;
  again: { sql: string; parameters: Record<string, unknown> }[];
}

/** Keeps a receipt; one that is there already stays as it is. */
export const keepReceipt = async (store: Store, kept: KeptReceipt): Promise<void> => {
  await store.db
    .insertInto("receipt")
    .values({ id: kept.receipt.id, at: kept.receipt.at, body: JSON.stringify(kept) })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
};

/** The receipt with this id, or null. */
export const findReceipt = async (store: Store, id: string): Promise<KeptReceipt | null> => {
  const row = await store.db.selectFrom("receipt").select("body").where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.body) as KeptReceipt);
};
