import type { Receipt } from "@sextant/model/api/answers/receipt";
import type { Question } from "@sextant/semantic/question";
import type { Store } from "./store.ts";

/** The question a receipt answers, as JSON; enough to ask it again. */
export interface ReceiptQuestion extends Omit<Question, "sequences"> {
  sequences: Record<string, number>;
}

/** A receipt with the questions behind it. */
export interface KeptReceipt {
  receipt: Receipt;
  questions: ReceiptQuestion[];
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
