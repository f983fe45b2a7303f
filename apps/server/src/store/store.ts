import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Problem } from "@sextant/model/problem/problem";
import { type Dialect, Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrationsFor } from "./migrations.ts";
import { postgresDialect } from "./postgres.ts";
import { sqliteDialect } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

/** The records of Sextant: one database, migrated, behind one query builder. */
export interface Store {
  db: Kysely<Tables>;
  dialect: "sqlite" | "postgres";
  close(): Promise<void>;
}

const dialectOf = (url: string): { name: Store["dialect"]; dialect: Dialect } => {
  if (/^postgres(ql)?:\/\//.test(url)) return { name: "postgres", dialect: postgresDialect(url) };
  if (url.startsWith("sqlite:")) {
    const path = url.slice("sqlite:".length);
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    return { name: "sqlite", dialect: sqliteDialect(path) };
  }
  throw new Problem("invalid_request", "The store URL starts with neither sqlite: nor postgres://.", {
    hint: "Write SEXTANT_STORE=postgres://user@host/database, or leave it out for SQLite in the data directory.",
  });
};

/** Opens the store at `sqlite:/path/file.db`, `sqlite::memory:` or `postgres://…` and brings its tables up to date. */
export const openStore = async (url: string): Promise<Store> => {
  const { name, dialect } = dialectOf(url);
  const db = new Kysely<Tables>({ dialect });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor(name) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw error instanceof Error ? error : new Error("the migration failed", { cause: error });
  }
  return { db, dialect: name, close: () => db.destroy() };
};
