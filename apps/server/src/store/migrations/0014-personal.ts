import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

/** Habits, what was done of them, plans of days, one-use links to check in, and aggregates that were shown. */
export const personal: Migration = {
  up: async (db: Anything) => {
    await db.schema
      .createTable("habit")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("owner", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("habit_owner").on("habit").column("owner").execute();
    await db.schema
      .createTable("habit_day")
      .addColumn("habit", "text", (c) => c.notNull().references("habit.id"))
      .addColumn("day", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("habit_day_key", ["habit", "day"])
      .execute();
    await db.schema
      .createTable("check_in_link")
      .addColumn("secret_hash", "text", (c) => c.primaryKey())
      .addColumn("habit", "text", (c) => c.notNull().references("habit.id"))
      .addColumn("day", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();
    await db.schema
      .createTable("day_plan")
      .addColumn("person", "text", (c) => c.notNull())
      .addColumn("day", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("day_plan_key", ["person", "day"])
      .execute();
    await db.schema
      .createTable("shown_aggregate")
      .addColumn("family", "text", (c) => c.notNull())
      .addColumn("period_key", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("shown_aggregate_key", ["family", "period_key"])
      .execute();
  },
};
