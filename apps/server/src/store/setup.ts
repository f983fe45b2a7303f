import { Problem } from "@sextant/model/problem/problem";
import { type AccountRecord, insertAccount } from "./account.ts";
import { takeTurn } from "./lock.ts";
import type { Store } from "./store.ts";

/** Keeps the hash of a new setup link, in place of any earlier one. */
export const replaceSetupLink = async ({ db }: Store, tokenHash: string, now: number): Promise<void> => {
  const link = { token_hash: tokenHash, created_at: now, used_at: null };
  await db
    .insertInto("setup_link")
    .values({ id: 1, ...link })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(link))
    .execute();
};

/** Creates the first account against the setup link and uses the link up, both or neither. */
export const useSetupLink = (
  { db, dialect }: Store,
  tokenHash: string,
  account: AccountRecord,
  link: { now: number; madeAfter: number },
): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    await takeTurn(transaction, dialect, "accounts");
    const existing = await transaction.selectFrom("account").select("id").limit(1).executeTakeFirst();
    if (existing)
      throw new Problem("setup_done", "This workspace has its owner already.", { hint: "Sign in instead." });
    const { numUpdatedRows } = await transaction
      .updateTable("setup_link")
      .set({ used_at: link.now })
      .where("token_hash", "=", tokenHash)
      .where("used_at", "is", null)
      .where("created_at", ">", link.madeAfter)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n)
      throw new Problem("invalid_setup_link", "This setup link is wrong, too old, or was used already.", {
        hint: "Restart the server; it prints a fresh link while there is no account.",
      });
    await insertAccount(transaction, account);
  });
