import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { Anything, Dialect } from "./anything.ts";

const accessTables = async (db: Anything): Promise<void> => {
  await db.schema
    .createTable("account")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("email", "text", (c) => c.notNull().unique())
    .addColumn("password_hash", "text", (c) => c.notNull())
    .addColumn("role", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("disabled", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable("session")
    .addColumn("id_hash", "text", (c) => c.primaryKey())
    .addColumn("account_id", "text", (c) => c.notNull().references("account.id").onDelete("cascade"))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("used_at", "bigint", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .addColumn("csrf", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("session_account").on("session").column("account_id").execute();
  await db.schema
    .createTable("api_token")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("role", "text", (c) => c.notNull())
    .addColumn("secret_hash", "text", (c) => c.notNull().unique())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("last_used_at", "bigint")
    .addColumn("revoked_at", "bigint")
    .execute();
  await db.schema
    .createTable("setup_link")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("token_hash", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("used_at", "bigint")
    .execute();
};

const definitionTables = async (db: Anything): Promise<void> => {
  await db.schema
    .createTable("definition_version")
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("id", "text", (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("hash", "text", (c) => c.notNull())
    .addColumn("canonical", "text", (c) => c.notNull())
    .addColumn("applied_at", "bigint", (c) => c.notNull())
    .addColumn("applied_by", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("definition_version_key", ["type", "id", "version"])
    .execute();
  await db.schema
    .createTable("definition_current")
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("id", "text", (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("hash", "text", (c) => c.notNull())
    .addColumn("canonical", "text", (c) => c.notNull())
    .addColumn("definition_json", "text", (c) => c.notNull())
    .addColumn("file", "text")
    .addColumn("line", "integer")
    .addPrimaryKeyConstraint("definition_current_key", ["type", "id"])
    .execute();
  await db.schema
    .createTable("definition_file")
    .addColumn("path", "text", (c) => c.primaryKey())
    .addColumn("text", "text", (c) => c.notNull())
    .execute();
};

const dataTables = async (db: Anything): Promise<void> => {
  await db.schema
    .createTable("landing")
    .addColumn("dataset", "text", (c) => c.notNull())
    .addColumn("sequence", "bigint", (c) => c.notNull())
    .addColumn("batch_key", "text")
    .addColumn("rows", "bigint", (c) => c.notNull())
    .addColumn("landed_at", "bigint", (c) => c.notNull())
    .addColumn("min_time", "bigint")
    .addColumn("max_time", "bigint")
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("source_fingerprint", "text")
    .addPrimaryKeyConstraint("landing_key", ["dataset", "sequence"])
    .addUniqueConstraint("landing_batch", ["dataset", "batch_key"])
    .execute();
  await db.schema
    .createTable("receipt")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("standing")
    .addColumn("kpi", "text", (c) => c.notNull())
    .addColumn("grain", "text", (c) => c.notNull())
    .addColumn("period_key", "text")
    .addColumn("status", "text", (c) => c.notNull())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("computed", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("standing_key", ["kpi", "grain"])
    .execute();
};

const feedTables = async (db: Anything, dialect: Dialect): Promise<void> => {
  await db.schema
    .createTable("fact")
    .addColumn("seq", dialect === "sqlite" ? "integer" : "bigserial", (c) =>
      dialect === "sqlite" ? c.primaryKey().autoIncrement() : c.primaryKey(),
    )
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("setting")
    .addColumn("name", "text", (c) => c.primaryKey())
    .addColumn("value", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("receipt_at").on("receipt").column("at").execute();
};

/** Accounts, definitions, landings, receipts, standings, facts. */
export const first = (dialect: Dialect): Migration => ({
  up: async (db: Anything) => {
    await accessTables(db);
    await definitionTables(db);
    await dataTables(db);
    await feedTables(db, dialect);
    // Byte order everywhere: PostgreSQL would else sort by the locale of its cluster.
    if (dialect === "postgres")
      await sql`alter table definition_file alter column path type text collate "C"`.execute(db);
  },
});
