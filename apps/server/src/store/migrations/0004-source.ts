import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

/** Secrets, runs of sources, the files a folder was read from, and leases. */
export const source: Migration = {
  up: async (db: Anything) => {
    await db.schema
      .createTable("secret")
      .addColumn("name", "text", (c) => c.primaryKey())
      .addColumn("sealed", "text", (c) => c.notNull())
      .addColumn("set_at", "bigint", (c) => c.notNull())
      .addColumn("set_by", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("source_run")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("source", "text", (c) => c.notNull())
      .addColumn("dataset", "text", (c) => c.notNull())
      .addColumn("started_at", "bigint", (c) => c.notNull())
      .addColumn("ended_at", "bigint")
      .addColumn("due_at", "bigint")
      .addColumn("outcome", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("source_run_source").on("source_run").columns(["source", "started_at"]).execute();
    await db.schema
      .createTable("source_file")
      .addColumn("dataset", "text", (c) => c.notNull())
      .addColumn("path", "text", (c) => c.notNull())
      .addColumn("fingerprint", "text", (c) => c.notNull())
      .addColumn("sequence", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("source_file_key", ["dataset", "path"])
      .execute();
    await db.schema
      .createTable("lease")
      .addColumn("name", "text", (c) => c.primaryKey())
      .addColumn("holder", "text", (c) => c.notNull())
      .addColumn("until", "bigint", (c) => c.notNull())
      .execute();
  },
};
