import type { Role } from "@sextant/model/access/may";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** A living session and the account it belongs to. */
export interface SessionRecord {
  accountId: string;
  name: string;
  email: string;
  role: Role;
  csrf: string;
  usedAt: number;
}

/** Keeps a new session. */
export const insertSession = async ({ db }: Store, session: Tables["session"]): Promise<void> => {
  await db.insertInto("session").values(session).execute();
};

/** The session of a hashed secret, when neither it is over (at all, or unused since `idleSince`) nor its account disabled. */
export const findSession = async (
  { db }: Store,
  idHash: string,
  now: number,
  idleSince: number,
): Promise<SessionRecord | undefined> =>
  db
    .selectFrom("session")
    .innerJoin("account", "account.id", "session.account_id")
    .select(["account.id as accountId", "account.name", "account.email", "account.role", "session.csrf"])
    .select("session.used_at as usedAt")
    .where("session.id_hash", "=", idHash)
    .where("session.expires_at", ">", now)
    .where("session.used_at", ">", idleSince)
    .where("account.disabled", "=", 0)
    .executeTakeFirst();

/** Notes that a session was used. */
export const touchSession = async ({ db }: Store, idHash: string, now: number): Promise<void> => {
  await db.updateTable("session").set({ used_at: now }).where("id_hash", "=", idHash).execute();
};

/** Ends a session. */
export const deleteSession = async ({ db }: Store, idHash: string): Promise<void> => {
  await db.deleteFrom("session").where("id_hash", "=", idHash).execute();
};

/** Forgets the sessions that are over. */
export const deleteExpiredSessions = async ({ db }: Store, now: number, idleSince: number): Promise<void> => {
  await db
    .deleteFrom("session")
    .where((e) => e.or([e("expires_at", "<=", now), e("used_at", "<=", idleSince)]))
    .execute();
};
