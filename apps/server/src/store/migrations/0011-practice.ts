import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

/** Remarks, decisions and interventions. */
export const practice: Migration = {
  up: async (db: Anything) => {
    await db.schema
      .createTable("annotation")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("first_day", "text", (c) => c.notNull())
      .addColumn("last_day", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("removed_at", "bigint")
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("annotation_day").on("annotation").column("last_day").execute();
    await db.schema
      .createTable("decision")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("day", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("decision_kpi")
      .addColumn("kpi", "text", (c) => c.notNull())
      .addColumn("decision", "text", (c) => c.notNull().references("decision.id"))
      .addPrimaryKeyConstraint("decision_kpi_key", ["kpi", "decision"])
      .execute();
    await db.schema
      .createTable("intervention")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("kpi", "text", (c) => c.notNull())
      .addColumn("owner", "text", (c) => c.notNull())
      .addColumn("due", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("revision", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("intervention_kpi").on("intervention").column("kpi").execute();
  },
};
