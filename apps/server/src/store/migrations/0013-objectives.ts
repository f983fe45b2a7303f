import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

/** Check-ins of key results, and retrospectives of objectives. */
export const objectives: Migration = {
  up: async (db: Anything) => {
    await db.schema
      .createTable("key_result_check_in")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("objective", "text", (c) => c.notNull())
      .addColumn("key_result", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex("key_result_check_in_objective")
      .on("key_result_check_in")
      .columns(["objective", "created_at"])
      .execute();
    await db.schema
      .createTable("retrospective")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("objective", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("retrospective_objective").on("retrospective").column("objective").execute();
  },
};
