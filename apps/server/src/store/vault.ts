import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "@sextant/model/problem/problem";
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

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const cipher = "aes-256-gcm";

const badKey = (where: string): Problem =>
  new Problem("invalid_request", `${where} is no key of ${keyBytes} bytes in base64.`, {
    hint: "Make one with: openssl rand -base64 32",
  });

/** The key that was given, or the one of the data folder, made at first use and readable by its owner only. */
export const vaultKey = (given: string | null, folder: string): Buffer => {
  if (given !== null) {
    const key = Buffer.from(given, "base64");
    if (key.length !== keyBytes) throw badKey("SEXTANT_SECRET_KEY");
    return key;
  }
  const path = join(folder, "secret.key");
  if (!existsSync(path)) {
    writeFileSync(path, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  }
  if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0)
    throw new Problem("invalid_request", `Others may read ${path}.`, { hint: `Run chmod 600 ${path}` });
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64");
  if (key.length !== keyBytes) throw badKey(path);
  return key;
};

const seal = (key: Buffer, name: string, value: string): string => {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(name));
  const body = Buffer.concat([sealing.update(value, "utf8"), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), body]).toString("base64");
};

const unseal = (key: Buffer, name: string, sealed: string): string => {
  const bytes = Buffer.from(sealed, "base64");
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes))
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]).toString("utf8");
};

/** Opens the secrets of a store; the key is made when the first one is needed. */
export const openVault = (store: Store, keyOf: () => Buffer): Vault => ({
  names: async () => {
    const rows = await store.db.selectFrom("secret").select(["name", "set_at", "set_by"]).orderBy("name").execute();
    return rows.map((row) => ({ name: row.name, setAt: Number(row.set_at), setBy: row.set_by }));
  },
  set: async ({ name, value, at, by }) => {
    const changing = { sealed: seal(keyOf(), name, value), set_at: at, set_by: by };
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
      return unseal(keyOf(), name, row.sealed);
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem("source_unreadable", `The secret ${name} was sealed with another key.`, {
        hint: "Bring SEXTANT_SECRET_KEY or secret.key back, or set the secret again.",
      });
    }
  },
});
