import type { Store } from "./store.ts";

/** Who may do what only one process does at a time, until when (epoch ms). */
export interface LeaseRow {
  name: string;
  holder: string;
  until: number;
}

/** Takes a lease, or renews one's own; false while somebody else's has not run out. */
export const takeLease = async (store: Store, { name, holder, until }: LeaseRow, now: number): Promise<boolean> => {
  const added = await store.db
    .insertInto("lease")
    .values({ name, holder, until })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirst();
  if (Number(added.numInsertedOrUpdatedRows ?? 0) > 0) return true;
  const taken = await store.db
    .updateTable("lease")
    .set({ holder, until })
    .where("name", "=", name)
    .where((is) => is.or([is("holder", "=", holder), is("until", "<=", now)]))
    .executeTakeFirst();
  return Number(taken.numUpdatedRows) > 0;
};

/** Gives a lease back; nothing happens when it is somebody else's. */
export const giveLease = async (store: Store, name: string, holder: string): Promise<void> => {
  await store.db.deleteFrom("lease").where("name", "=", name).where("holder", "=", holder).execute();
};
