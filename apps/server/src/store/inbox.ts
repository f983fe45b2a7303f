import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** A message in a person's inbox; `person` is the id of a person, or `*` for whoever looks. */
export interface InboxRow {
  id: string;
  person: string;
  at: number;
  title: string;
  message: string;
  read_at: number | null;
}

/** The inbox of everybody: of a workspace without people, and of alerts nobody owns. */
export const everybody = "*";

/** Puts a message into an inbox, once by id. */
export const putInInbox = async (db: Kysely<Tables>, row: Omit<InboxRow, "read_at">): Promise<void> => {
  await db
    .insertInto("inbox")
    .values({ ...row, read_at: null })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
};

/** The newest messages of a person, those for everybody included. */
export const inboxOf = (db: Kysely<Tables>, person: string, limit: number): Promise<InboxRow[]> =>
  db
    .selectFrom("inbox")
    .selectAll()
    .where("person", "in", [person, everybody])
    .orderBy("at", "desc")
    .limit(limit)
    .execute();

/** How many messages of a person are unread. */
export const unreadOf = async (db: Kysely<Tables>, person: string): Promise<number> => {
  const row = await db
    .selectFrom("inbox")
    .select((e) => e.fn.countAll<number>().as("count"))
    .where("person", "in", [person, everybody])
    .where("read_at", "is", null)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
};

/** The newest messages of all inboxes, each told once. */
export const everyInbox = (db: Kysely<Tables>, limit: number): Promise<InboxRow[]> =>
  db.selectFrom("inbox").selectAll().orderBy("at", "desc").limit(limit).execute();

/** How many messages of all inboxes are unread. */
export const unreadInbox = async (db: Kysely<Tables>): Promise<number> => {
  const row = await db
    .selectFrom("inbox")
    .select((e) => e.fn.countAll<number>().as("count"))
    .where("read_at", "is", null)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
};

/** Marks everything in a person's inbox as read. */
export const readInbox = async (db: Kysely<Tables>, person: string, at: number): Promise<void> => {
  await db
    .updateTable("inbox")
    .set({ read_at: at })
    .where("person", "in", [person, everybody])
    .where("read_at", "is", null)
    .execute();
};

/** Marks everything in every inbox as read. */
export const readEveryInbox = async (db: Kysely<Tables>, at: number): Promise<void> => {
  await db.updateTable("inbox").set({ read_at: at }).where("read_at", "is", null).execute();
};

/** When a person last read their inbox; null when never. */
export const lastLooked = async (db: Kysely<Tables>, person: string): Promise<number | null> => {
  const row = await db
    .selectFrom("inbox")
    .select((e) => e.fn.max("read_at").as("at"))
    .where("person", "=", person)
    .executeTakeFirst();
  return row?.at === null || row?.at === undefined ? null : Number(row.at);
};
