import { Problem } from "@sextant/model/problem/problem";
import type { Selectable } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** An API token as it is kept; its secret is known by hash only. */
export type TokenRecord = Selectable<Tables["api_token"]>;

/** All tokens that are not revoked, oldest first. */
export const listTokens = ({ db }: Store): Promise<TokenRecord[]> =>
  db.selectFrom("api_token").selectAll().where("revoked_at", "is", null).orderBy("created_at").orderBy("id").execute();

/** Keeps a new token. */
export const insertToken = async ({ db }: Store, token: TokenRecord): Promise<void> => {
  await db.insertInto("api_token").values(token).execute();
};

/** The living token of a hashed secret. */
export const findToken = ({ db }: Store, secretHash: string): Promise<TokenRecord | undefined> =>
  db
    .selectFrom("api_token")
    .selectAll()
    .where("secret_hash", "=", secretHash)
    .where("revoked_at", "is", null)
    .executeTakeFirst();

/** Notes that a token was used. */
export const touchToken = async ({ db }: Store, id: string, now: number): Promise<void> => {
  await db.updateTable("api_token").set({ last_used_at: now }).where("id", "=", id).execute();
};

/** Revokes a token; throws `not_found` when there is no living one. */
export const revokeToken = async ({ db }: Store, id: string, now: number): Promise<void> => {
  const { numUpdatedRows } = await db
    .updateTable("api_token")
    .set({ revoked_at: now })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem("not_found", "There is no such token.");
};
