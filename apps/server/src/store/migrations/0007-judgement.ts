import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

const keyed = (db: Anything, table: string) =>
  db.schema
    .createTable(table)
    .addColumn("kpi", "text", (c) => c.notNull())
    .addColumn("grain", "text", (c) => c.notNull());

/** How KPIs behave: signals, issued forecasts, and statuses that people set. */
export const judgement: Migration = {
  up: async (db: Anything) => {
    await keyed(db, "behaviour")
      .addColumn("meaning", "text", (c) => c.notNull())
      .addColumn("inputs", "text", (c) => c.notNull())
      .addColumn("shifts", "text", (c) => c.notNull())
      .addColumn("outlook", "text")
      .addColumn("body", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("behaviour_key", ["kpi", "grain"])
      .execute();
    await keyed(db, "signal")
      .addColumn("period_key", "text", (c) => c.notNull())
      .addColumn("method", "text", (c) => c.notNull())
      .addColumn("period_start", "bigint", (c) => c.notNull())
      .addColumn("first_seen", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("signal_key", ["kpi", "grain", "period_key", "method"])
      .execute();
    await db.schema.createIndex("signal_start").on("signal").column("period_start").execute();
    await keyed(db, "forecast")
      .addColumn("meaning", "text", (c) => c.notNull())
      .addColumn("through_end", "bigint", (c) => c.notNull())
      .addColumn("issued_at", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("forecast_key", ["kpi", "grain", "meaning", "through_end"])
      .execute();
    await keyed(db, "status_override")
      .addColumn("until", "bigint", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("ended_at", "bigint")
      .addColumn("ended_by", "text")
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("status_override_key", ["kpi", "grain", "at"])
      .execute();
  },
};
