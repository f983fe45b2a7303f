import { Problem } from "@sextant/model/problem/problem";
import type { Sealing } from "./sealing.ts";
import type { Store } from "./store.ts";

/** A secret as it lies in the store: sealed. Instants are epoch ms. */
export interface SecretRow {
  name: string;
  /** Nonce, tag and ciphertext, base64. */
  sealed: string;
  set_at: number;
  set_by: string;
}

/** What may be known of a secret: everything but its value (D4). */
export interface SecretName {
  name: string;
  setAt: number;
  setBy: string;
}

/** Keeps passwords and tokens encrypted; values come out only here, and only for whoever opens a connection. */
export interface Vault {
  names(): Promise<SecretName[]>;
  /** Keeps a value, in place of an earlier one. */
  set(secret: { name: string; value: string; at: number; by: string }): Promise<void>;
  /** Forgets a secret; false when there was none. */
  remove(name: string): Promise<boolean>;
  /** The value; throws source_unreadable when there is none or the key is another. */
  open(name: string): Promise<string>;
}

/** Opens the secrets of a store; the key is made when the first one is needed. */
export const openVault = (store: Store, sealing: Sealing): Vault => ({
  names: async () => {
    const rows = await store.db.selectFrom("secret").select(["name", "set_at", "set_by"]).orderBy("name").execute();
    return rows.map((row) => ({ name: row.name, setAt: Number(row.set_at), setBy: row.set_by }));
  },
  set: async ({ name, value, at, by }) => {
    const changing = { sealed: sealing.seal(value, name), set_at: at, set_by: by };
    await store.db
      .insertInto("secret")
      .values({ name, ...changing })
      .onConflict((conflict) => conflict.column("name").doUpdateSet(changing))
      .execute();
  },
  remove: async (name) => {
    const gone = await store.db.deleteFrom("secret").where("name", "=", name).executeTakeFirst();
    return Number(gone.numDeletedRows) > 0;
  },
  open: async (name) => {
    const row = await store.db.selectFrom("secret").select("sealed").where("name", "=", name).executeTakeFirst();
    if (row === undefined)
      throw new Problem("source_unreadable", `There is no secret ${name}.`, {
        hint: `Set it with: sextant secret set ${name}`,
      });
    try {
      return sealing.open(row.sealed, name);
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem("source_unreadable", `The secret ${name} was sealed with another key.`, {
        hint: "Bring SEXTANT_SECRET_KEY or secret.key back, or set the secret again.",
      });
    }
  },
});
