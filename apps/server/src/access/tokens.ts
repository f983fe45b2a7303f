import type { Actor } from "@sextant/model/access/may";
import type { tokenSchema } from "@sextant/model/api/answers/session";
import type { z } from "zod";
import { newId } from "../store/id.ts";
import type { Store } from "../store/store.ts";
import { findToken, insertToken, listTokens, revokeToken, type TokenRecord, touchToken } from "../store/token.ts";
import { hashSecret, newSecret, sameSecret } from "./secret.ts";

/** How a token starts, so that people and secret scanners recognise one. */
const prefix = "sxt_";
/** Use is written down at most this often. */
const touchEvery = 60_000;

/** A token as it is shown; the secret is not part of it. */
export type ApiToken = z.infer<typeof tokenSchema>;

/** The API tokens, and the one of this run that programs on the same machine read from the data directory. */
export interface Tokens {
  list(): Promise<ApiToken[]>;
  /** Issues a token; its secret is told this once. */
  issue(name: string, role: "viewer" | "editor"): Promise<ApiToken & { secret: string }>;
  /** Revokes a token; throws `not_found`. */
  revoke(id: string): Promise<void>;
  /** The actor of a secret, or null. */
  actor(secret: string): Promise<Actor | null>;
  /** The secret of this run: an admin without an account, for whoever may read the data directory. */
  localSecret: string;
}

const shown = (row: TokenRecord): ApiToken => ({
  id: row.id,
  name: row.name,
  role: row.role,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

/** Opens the tokens over a store. */
export const openTokens = (store: Store, now: () => number): Tokens => {
  const localSecret = prefix + newSecret();
  return {
    localSecret,
    list: async () => (await listTokens(store)).map(shown),
    issue: async (name, role) => {
      const secret = prefix + newSecret();
      const times = { created_at: now(), last_used_at: null, revoked_at: null };
      const row: TokenRecord = { id: newId(), name, role, secret_hash: hashSecret(secret), ...times };
      await insertToken(store, row);
      return { ...shown(row), secret };
    },
    revoke: (id) => revokeToken(store, id, now()),
    actor: async (secret) => {
      if (!secret.startsWith(prefix)) return null;
      if (sameSecret(secret, localSecret))
        return { kind: "token", id: "local", name: "a program on this machine", role: "admin" };
      const row = await findToken(store, hashSecret(secret));
      if (!row) return null;
      if (row.last_used_at === null || now() - row.last_used_at > touchEvery) await touchToken(store, row.id, now());
      return { kind: "token", id: row.id, name: row.name, role: row.role };
    },
  };
};
