import type { Receipt } from "@sextant/model/api/answers/receipt";
import type { Statement } from "@sextant/semantic/compile";
import type { Question } from "@sextant/semantic/question";
import type { Store } from "./store.ts";

/** A receipt with the statements that give its rows again: restricted to what had landed, independent of later definitions. */
export type KeptReceipt = KeptAnswer | KeptMemory;

interface KeptAnswer {
  receipt: Receipt;
  question: Question;
  again: Statement[];
}

/** Of kept observations: the rows of its statements are the answer. */
interface KeptMemory {
  receipt: Receipt;
  question: null;
  again: { sql: string; parameters: Record<string, unknown> }[];
}

/** Receipts looked at in one go. */
const mostAtOnce = 100_000;

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

/** Ids of the receipts made before an instant (epoch ms), and of those beyond the newest `most`; oldest first. */
export const oldReceipts = async ({ db }: Store, limits: { before: number; most: number }): Promise<string[]> => {
  const { before, most } = limits;
  const ids = db.selectFrom("receipt").select("id");
  const beyond = await ids.orderBy("at", "desc").orderBy("id").limit(mostAtOnce).offset(most).execute();
  const old = await ids.where("at", "<", before).orderBy("at").limit(mostAtOnce).execute();
  return [...new Set([...old, ...beyond.reverse()].map(({ id }) => id))];
};

/** Forgets receipts. */
export const dropReceipts = async ({ db }: Store, ids: readonly string[]): Promise<void> => {
  for (let from = 0; from < ids.length; from += 500)
    await db
      .deleteFrom("receipt")
      .where("id", "in", ids.slice(from, from + 500))
      .execute();
};
