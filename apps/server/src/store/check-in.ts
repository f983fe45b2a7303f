import {
  type CheckIn,
  checkInSchema,
  type Retrospective,
  retrospectiveSchema,
} from "@sextant/model/objective/check-in";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** Check-ins of one objective read at once. */
const most = 1000;

/** The latest check-ins of an objective, newest first. */
export const checkInsOf = async ({ db }: Store, objective: string): Promise<CheckIn[]> => {
  const query = db.selectFrom("key_result_check_in").select("body").where("objective", "=", objective);
  const rows = await query.orderBy("created_at", "desc").orderBy("id", "desc").limit(most).execute();
  return rows.map(({ body }) => checkInSchema.parse(JSON.parse(body)));
};

/** The latest check-in of every key result, by objective and key result with a space between. */
export const latestCheckIns = async ({ db }: Store): Promise<Map<string, CheckIn>> => {
  const rows = await db
    .selectFrom("key_result_check_in as one")
    .select("one.body")
    .where((e) =>
      e(
        "one.created_at",
        "=",
        e
          .selectFrom("key_result_check_in as other")
          .select((f) => f.fn.max("other.created_at").as("latest"))
          .whereRef("other.objective", "=", "one.objective")
          .whereRef("other.key_result", "=", "one.key_result"),
      ),
    )
    .execute();
  const read = rows.map(({ body }) => checkInSchema.parse(JSON.parse(body)));
  return new Map(read.map((one) => [`${one.objective} ${one.keyResult}`, one]));
};

/** Keeps a check-in, in the caller's transaction. */
export const insertCheckIn = async (transaction: Transaction<Tables>, one: CheckIn): Promise<void> => {
  const { id, objective, keyResult, at, createdAt } = one;
  const row = { id, objective, key_result: keyResult, at, created_at: createdAt, body: JSON.stringify(one) };
  await transaction.insertInto("key_result_check_in").values(row).execute();
};

/** The retrospectives of an objective, newest first. */
export const retrospectivesOf = async ({ db }: Store, objective: string): Promise<Retrospective[]> => {
  const query = db.selectFrom("retrospective").select("body").where("objective", "=", objective);
  const rows = await query.orderBy("created_at", "desc").limit(most).execute();
  return rows.map(({ body }) => retrospectiveSchema.parse(JSON.parse(body)));
};

/** Keeps a retrospective, in the caller's transaction. */
export const insertRetrospective = async (transaction: Transaction<Tables>, one: Retrospective): Promise<void> => {
  const { id, objective, createdAt } = one;
  await transaction
    .insertInto("retrospective")
    .values({ id, objective, created_at: createdAt, body: JSON.stringify(one) })
    .execute();
};
