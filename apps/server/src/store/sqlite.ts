import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { type Dialect, SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from "kysely";

/** Prepared statements kept; more than the distinct queries of the store. */
const keptStatements = 200;

const bindable = (value: unknown): SQLInputValue => {
  if (value === undefined) return null;
  if (value === null || typeof value === "number" || typeof value === "bigint" || typeof value === "string")
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`a ${typeof value} cannot be bound to a SQLite statement`);
};

const statementOf = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (parameters) => statement.all(...parameters.map(bindable)),
  run: (parameters) => statement.run(...parameters.map(bindable)),
  iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
});

/** A full disk makes SQLite roll back by itself; a second rollback would hide the error behind its own. */
const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

/** SQLite rolls back half a migration when told that it can. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** A kysely dialect over Node's own SQLite. Every commit is flushed to disk (`synchronous=FULL` on a write-ahead log). */
export const sqliteDialect = (path: string): Dialect => {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  database.exec("pragma journal_mode = wal; pragma synchronous = full;");
  const kept = new Map<string, SqliteStatement>();
  const adapted: SqliteDatabase = {
    close: () => {
      kept.clear();
      database.close();
    },
    prepare: (text) => {
      if (text === "rollback" && !database.isTransaction) return nothing;
      const known = kept.get(text);
      if (known) return known;
      const statement = statementOf(database.prepare(text));
      if (kept.size >= keptStatements) kept.clear();
      kept.set(text, statement);
      return statement;
    },
  };
  return new NodeSqliteDialect({ database: adapted });
};
