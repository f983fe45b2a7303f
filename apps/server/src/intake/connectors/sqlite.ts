import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { ColumnType } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import type { SqliteSource } from "@sextant/model/source/kinds/sqlite";
import { type Block, type Bound, blockRows, bytesOf, type Connect, noTable, type SourceColumn } from "./connector.ts";
import { fileIn } from "./folder.ts";

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The type a declared one stands for, by SQLite's rules of affinity (sqlite.org/datatype3.html) and what people write for times. */
const typeOf = (declared: string): ColumnType | null => {
  const type = declared.toUpperCase();
  if (/DATETIME|TIMESTAMP/.test(type)) return "datetime";
  if (type.includes("DATE")) return "date";
  if (type.includes("BOOL")) return "boolean";
  if (type.includes("INT")) return "integer";
  if (/CHAR|CLOB|TEXT/.test(type)) return "string";
  if (/REAL|FLOA|DOUB/.test(type)) return "number";
  return /NUMERIC|DECIMAL/.test(type) ? "decimal" : null;
};

/** Times are text in SQLite, with and without offsets: compared as Julian days, to a millisecond. */
const compare = (column: string, operator: string, bound: Bound | null): string[] => {
  if (bound === null) return [];
  const value = quote(column);
  if (bound.kind === "number") return [`${value} ${operator} CAST(? AS NUMERIC)`];
  if (bound.kind === "date") return [`date(${value}) ${operator} ?`];
  const hasOffset = `${value} GLOB '*[Zz]' OR ${value} GLOB '*[+-][0-9][0-9]:[0-9][0-9]'`;
  return [
    `julianday(${value}) ${operator} CASE WHEN ${hasOffset} THEN julianday(?) ELSE julianday(?) END - ${halfMillisecond}`,
  ];
};

/** In days. */
const halfMillisecond = "0.000000006";

const plain = (value: unknown): unknown => {
  if (typeof value === "bigint") return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
};

/** Opens an SQLite file, read only; another process may write to it meanwhile. */
export const connectSqlite: Connect<SqliteSource> = async (source, means) => {
  const path = fileIn(means.folders, source.file, source.label);
  const guarded = <T>(task: () => T): T => {
    try {
      return task();
    } catch (error) {
      if (error instanceof Problem || !(error instanceof Error)) throw error;
      throw new Problem("source_unreadable", `${source.label}: ${error.message}`, {
        hint: "Check that the file is an SQLite database and is not locked.",
        cause: error,
      });
    }
  };
  const database = guarded(() => new DatabaseSync(path, { readOnly: true, timeout: 5000 }));
  const profile = (table: string): SourceColumn[] =>
    guarded(() => {
      const columns = database.prepare('SELECT name, type, "notnull" FROM pragma_table_info(?)').all(table);
      if (columns.length === 0) throw noTable(source.label, table);
      return columns.map(({ name, type, notnull }) => ({
        name: String(name),
        native: String(type),
        type: typeOf(String(type)),
        nullable: notnull === 0,
      }));
    });
  return {
    emptyIsMissing: false,
    test: async () => guarded(() => `SQLite ${String(database.prepare("SELECT sqlite_version() AS v").get()?.v)}`),
    list: async () =>
      guarded(() => {
        const sql =
          "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name";
        return database
          .prepare(sql)
          .all()
          .map(({ name }) => ({ name: String(name), rows: null }));
      }),
    profile: async (table) => profile(table),
    read: async function* ({ table, columns, cursor, signal }): AsyncGenerator<Block> {
      profile(table);
      const bounds =
        cursor === null
          ? []
          : [...compare(cursor.column, ">=", cursor.from), ...compare(cursor.column, "<", cursor.before)];
      const where = bounds.length === 0 ? "" : ` WHERE ${bounds.join(" AND ")}`;
      const order = cursor === null ? "" : ` ORDER BY ${quote(cursor.column)}`;
      const sql = `SELECT ${columns.map(quote).join(", ")} FROM ${quote(table)}${where}${order}`;
      const values: SQLInputValue[] = [cursor?.from ?? null, cursor?.before ?? null].flatMap((bound) => {
        if (bound === null) return [];
        return bound.kind === "time" ? [bound.instant, bound.wall] : [bound.text];
      });
      const statement = guarded(() => database.prepare(sql));
      statement.setReadBigInts(true);
      statement.setReturnArrays(true);
      let rows: unknown[][] = [];
      const take = function* (): Generator<unknown[]> {
        // With arrays asked for, the declared type (records) does not hold.
        for (const row of statement.iterate(...values) as Iterable<unknown>) yield (row as unknown[]).map(plain);
      };
      for (const row of take()) {
        rows.push(row);
        if (rows.length < blockRows) continue;
        yield { rows, bytes: bytesOf(rows) };
        rows = [];
        if (signal.aborted) return;
      }
      if (rows.length > 0) yield { rows, bytes: bytesOf(rows) };
    },
    close: async () => database.close(),
  };
};
