import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

/** Who made a version and who stands behind it, files edited on a screen, proposals, and remarks. */
export const governance: Migration = {
  up: async (db: Anything) => {
    await db.schema
      .alterTable("definition_version")
      .addColumn("by_kind", "text", (c) => c.notNull().defaultTo("person"))
      .execute();
    await db.schema
      .alterTable("definition_version")
      .addColumn("by_id", "text", (c) => c.notNull().defaultTo(""))
      .execute();
    await db.schema
      .createTable("definition_edit")
      .addColumn("path", "text", (c) => c.primaryKey())
      .addColumn("base_hash", "text")
      .addColumn("edited_by", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("approval")
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("id", "text", (c) => c.notNull())
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("by_id", "text", (c) => c.notNull())
      .addColumn("by_name", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("note", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("approval_key", ["type", "id", "hash", "by_id"])
      .execute();
    await db.schema
      .createTable("proposal")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("proposal_at").on("proposal").column("at").execute();
    await db.schema
      .createTable("comment")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("id", "text", (c) => c.notNull())
      .addColumn("period_key", "text")
      .addColumn("version", "integer")
      .addColumn("by_kind", "text", (c) => c.notNull())
      .addColumn("by_id", "text", (c) => c.notNull())
      .addColumn("by_name", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("text", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("comment_subject").on("comment").columns(["type", "id", "at"]).execute();
  },
};
