import {
  deleteExpiredSessions,
  deleteSession,
  findSession,
  insertSession,
  type SessionRecord,
  touchSession,
} from "../store/session.ts";
import type { Store } from "../store/store.ts";
import { hashSecret, newSecret } from "./secret.ts";

const minute = 60_000;
/** A session ends after 12 hours without use, and after 30 days in any case. */
const idleLife = 12 * 60 * minute;
const wholeLife = 30 * 24 * 60 * minute;
/** Use is written down at most this often. */
const touchEvery = 5 * minute;

/** The sessions of browsers. */
export interface Sessions {
  /** Starts a session; `secret` belongs in the cookie and is kept nowhere. */
  start(accountId: string): Promise<{ secret: string; csrf: string; maxAgeSeconds: number }>;
  /** The living session of a cookie's secret, or null. */
  find(secret: string): Promise<SessionRecord | null>;
  end(secret: string): Promise<void>;
}

/** Opens the sessions over a store. */
export const openSessions = (store: Store, now: () => number): Sessions => ({
  start: async (accountId) => {
    const at = now();
    await deleteExpiredSessions(store, at, at - idleLife);
    const secret = newSecret();
    const csrf = newSecret();
    const expires = { created_at: at, used_at: at, expires_at: at + wholeLife };
    await insertSession(store, { id_hash: hashSecret(secret), account_id: accountId, csrf, ...expires });
    return { secret, csrf, maxAgeSeconds: wholeLife / 1000 };
  },
  find: async (secret) => {
    const at = now();
    const hash = hashSecret(secret);
    const session = await findSession(store, hash, at, at - idleLife);
    if (session && at - session.usedAt > touchEvery) await touchSession(store, hash, at);
    return session ?? null;
  },
  end: (secret) => deleteSession(store, hashSecret(secret)),
});
