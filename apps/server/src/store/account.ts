import type { Role } from "@sextant/model/access/may";
import { Problem } from "@sextant/model/problem/problem";
import type { Selectable, Transaction } from "kysely";
import { isDuplicateKey } from "./fault.ts";
import { takeTurn } from "./lock.ts";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** An account as it is kept, password hash included. */
export type AccountRecord = Selectable<Tables["account"]>;

/** Whether any account exists. */
export const hasAccounts = async ({ db }: Store): Promise<boolean> =>
  (await db.selectFrom("account").select("id").limit(1).executeTakeFirst()) !== undefined;

/** All accounts, oldest first. */
export const listAccounts = ({ db }: Store): Promise<AccountRecord[]> =>
  db.selectFrom("account").selectAll().orderBy("created_at").orderBy("id").execute();

/** The account of an e-mail address, whatever its case. */
export const accountByEmail = ({ db }: Store, email: string): Promise<AccountRecord | undefined> =>
  db.selectFrom("account").selectAll().where("email", "=", email.toLowerCase()).executeTakeFirst();

/** Keeps a new account within a transaction; throws `conflict` when the address has one. */
export const insertAccount = async (transaction: Transaction<Tables>, account: AccountRecord): Promise<void> => {
  try {
    await transaction
      .insertInto("account")
      .values({ ...account, email: account.email.toLowerCase() })
      .execute();
  } catch (error) {
    if (isDuplicateKey(error)) throw new Problem("conflict", "An account with this e-mail address exists already.");
    throw error;
  }
};

/** Changes role or disables; refuses to take the last enabled admin away, and ends the sessions of a disabled account. */
export const updateAccount = (
  { db, dialect }: Store,
  id: string,
  change: { role?: Role | undefined; disabled?: boolean | undefined },
): Promise<AccountRecord> =>
  db.transaction().execute(async (transaction) => {
    await takeTurn(transaction, dialect, "accounts");
    const before = await transaction.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirst();
    if (!before) throw new Problem("not_found", "There is no such account.");
    const disabled = change.disabled === undefined ? before.disabled : change.disabled ? 1 : 0;
    const after: AccountRecord = { ...before, role: change.role ?? before.role, disabled };
    const another = await transaction
      .selectFrom("account")
      .select("id")
      .where("role", "=", "admin")
      .where("disabled", "=", 0)
      .where("id", "!=", id)
      .limit(1)
      .executeTakeFirst();
    if ((after.role !== "admin" || after.disabled === 1) && !another)
      throw new Problem("conflict", "This is the last account that may administer the workspace.", {
        hint: "Make someone else an admin first.",
      });
    await transaction.updateTable("account").set({ role: after.role, disabled }).where("id", "=", id).execute();
    if (disabled === 1) await transaction.deleteFrom("session").where("account_id", "=", id).execute();
    return after;
  });
