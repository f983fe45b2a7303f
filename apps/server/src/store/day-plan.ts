import { type Plan, planSchema } from "@sextant/model/practice/plan";
import type { Store } from "./store.ts";

/** A person's plan of a day, or the last one before it. */
export const planOn = async ({ db }: Store, person: string, day: string): Promise<Plan | null> => {
  const row = await db
    .selectFrom("day_plan")
    .select("body")
    .where("person", "=", person)
    .where("day", "<=", day)
    .orderBy("day", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : planSchema.parse(JSON.parse(row.body));
};

/** Everybody's newest plan up to a day, by person. */
export const newestPlans = async ({ db }: Store, day: string): Promise<Map<string, Plan>> => {
  const newest = db
    .selectFrom("day_plan as newer")
    .select(({ fn }) => ["newer.person as whose", fn.max("newer.day").as("last")])
    .where("newer.day", "<=", day)
    .groupBy("newer.person")
    .as("newest");
  const rows = await db
    .selectFrom("day_plan")
    .innerJoin(newest, (join) =>
      join.onRef("newest.whose", "=", "day_plan.person").onRef("newest.last", "=", "day_plan.day"),
    )
    .select(["person", "body"])
    .execute();
  return new Map(rows.map(({ person, body }) => [person, planSchema.parse(JSON.parse(body))]));
};

/** Plans written together: a statement of many rows has many parameters. */
const together = 200;

/** Keeps plans, each in place of the one of that person and day. */
export const keepPlans = async ({ db }: Store, plans: readonly { person: string; plan: Plan }[]): Promise<void> => {
  const rows = plans.map(({ person, plan }) => ({ person, day: plan.day, body: JSON.stringify(plan) }));
  await db.transaction().execute(async (transaction) => {
    for (let from = 0; from < rows.length; from += together)
      await transaction
        .insertInto("day_plan")
        .values(rows.slice(from, from + together))
        .onConflict((conflict) =>
          conflict.columns(["person", "day"]).doUpdateSet((set) => ({ body: set.ref("excluded.body") })),
        )
        .execute();
  });
};
