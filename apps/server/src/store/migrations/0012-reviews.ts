import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

/** Reviews, their notes, calendar links, and expectations. */
export const reviews: Migration = {
  up: async (db: Anything) => {
    await db.schema
      .createTable("review")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("series", "text", (c) => c.notNull())
      .addColumn("day", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("revision", "integer", (c) => c.notNull())
      .addColumn("opened_at", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addUniqueConstraint("review_day", ["series", "day"])
      .execute();
    await db.schema
      .createTable("review_note")
      .addColumn("review", "text", (c) => c.notNull().references("review.id"))
      .addColumn("kpi", "text", (c) => c.notNull())
      .addColumn("field", "text", (c) => c.notNull())
      .addColumn("revision", "integer", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("review_note_key", ["review", "kpi", "field"])
      .execute();
    await db.schema
      .createTable("calendar_link")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("owner", "text", (c) => c.notNull())
      .addColumn("person", "text")
      .addColumn("series", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("expectation")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("kpi", "text", (c) => c.notNull())
      .addColumn("grain", "text", (c) => c.notNull())
      .addColumn("period_key", "text", (c) => c.notNull())
      .addColumn("owner", "text", (c) => c.notNull())
      .addColumn("review", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("scored_at", "bigint")
      .addColumn("body", "text", (c) => c.notNull())
      .addUniqueConstraint("expectation_once", ["kpi", "grain", "period_key", "owner"])
      .execute();
    await db.schema.createIndex("expectation_review").on("expectation").column("review").execute();
  },
};
