import { type KeptHabit, keptHabitSchema } from "@sextant/model/practice/habit";
import type { Kysely, Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

const read = ({ body }: { body: string }): KeptHabit => keptHabitSchema.parse(JSON.parse(body));

/** Habits of one owner, or of everybody. */
export const listHabits = async ({ db }: Pick<Store, "db">, owner?: string): Promise<KeptHabit[]> => {
  let query = db.selectFrom("habit").select("body");
  if (owner !== undefined) query = query.where("owner", "=", owner);
  return (await query.orderBy("id").execute()).map(read);
};

/** A habit, or null. */
export const habitById = async (db: Kysely<Tables>, id: string): Promise<KeptHabit | null> => {
  const row = await db.selectFrom("habit").select("body").where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : read(row);
};

/** Keeps a habit in place of what was kept of it. */
export const keepHabit = async ({ db }: Store, habit: KeptHabit): Promise<void> => {
  const values = { owner: habit.owner, body: JSON.stringify(habit) };
  await db
    .insertInto("habit")
    .values({ id: habit.id, ...values })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
    .execute();
};

/** The days habits of an owner, or of everybody, were done on, by habit. */
export const daysDone = async ({ db }: Pick<Store, "db">, owner?: string): Promise<Map<string, Set<string>>> => {
  let query = db.selectFrom("habit_day").innerJoin("habit", "habit.id", "habit_day.habit").select(["habit", "day"]);
  if (owner !== undefined) query = query.where("owner", "=", owner);
  const found = new Map<string, Set<string>>();
  for (const { habit, day } of await query.execute()) {
    const days = found.get(habit) ?? new Set<string>();
    found.set(habit, days.add(day));
  }
  return found;
};

/** Writes down, or takes back, that a habit was done on a day; twice is once. */
export const markDay = async (
  db: Kysely<Tables>,
  { habit, day, at, done }: { habit: string; day: string; at: number; done: boolean },
): Promise<void> => {
  if (done)
    await db
      .insertInto("habit_day")
      .values({ habit, day, at })
      .onConflict((conflict) => conflict.columns(["habit", "day"]).doNothing())
      .execute();
  else await db.deleteFrom("habit_day").where("habit", "=", habit).where("day", "=", day).execute();
};

/** Keeps a link that checks in once. */
export const keepLink = async (
  { db }: Store,
  link: { secret_hash: string; habit: string; day: string; expires_at: number },
): Promise<void> => {
  await db
    .insertInto("check_in_link")
    .values({ ...link, used_at: null })
    .execute();
};

/** Uses a link up, in the caller's transaction; null when it is unknown, used or too old. */
export const useLink = async (
  transaction: Transaction<Tables>,
  secretHash: string,
  at: number,
): Promise<{ habit: string; day: string } | null> => {
  const { numUpdatedRows } = await transaction
    .updateTable("check_in_link")
    .set({ used_at: at })
    .where("secret_hash", "=", secretHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", at)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return null;
  const link = await transaction
    .selectFrom("check_in_link")
    .select(["habit", "day"])
    .where("secret_hash", "=", secretHash)
    .executeTakeFirst();
  return link ?? null;
};
