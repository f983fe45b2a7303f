import type { ColumnType } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import type { PostgresSource } from "@sextant/model/source/kinds/postgres";
import pg from "pg";
import Cursor from "pg-cursor";
import {
  type Block,
  type Bound,
  blockRows,
  bytesOf,
  type Connect,
  type Connector,
  noTable,
  type Reading,
  type SourceColumn,
  Unreachable,
} from "./connector.ts";

const types: Record<string, ColumnType> = {
  smallint: "integer",
  integer: "integer",
  bigint: "integer",
  real: "number",
  "double precision": "number",
  numeric: "decimal",
  boolean: "boolean",
  date: "date",
  "timestamp without time zone": "datetime",
  "timestamp with time zone": "datetime",
  text: "string",
  "character varying": "string",
  character: "string",
  uuid: "string",
  json: "string",
  jsonb: "string",
};

/** Object ids of PostgreSQL's built-in types (pg_type.dat) whose text is not ours. */
const oid = { bool: 16, timestamptz: 1184 } as const;

/** Values as PostgreSQL writes them, but for booleans and the offset, which it shortens to +00. */
const parsers = {
  getTypeParser:
    (id: number) =>
    (text: string): unknown => {
      if (id === oid.bool) return text === "t";
      return id === oid.timestamptz ? text.replace(/([+-]\d\d)$/, "$1:00") : text;
    },
};

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Schema and name; a table without a schema is looked for in the search path. */
const partsOf = (table: string): [string | null, string] => {
  const dot = table.indexOf(".");
  return dot === -1 ? [null, table] : [table.slice(0, dot), table.slice(dot + 1)];
};

/** Milliseconds a connection may take to open. */
const patience = 10_000;

/** Errors of the connection (class 08), of a server going down (57P) or with too many guests (53300). */
const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (/^(08|57P|53300)/.test(String("code" in error ? error.code : "")) ||
    ("code" in error && /^E[A-Z]+$/.test(String(error.code))) ||
    /Connection terminated|timeout expired|connect|ended|closed/i.test(error.message));

const faultOf = (source: PostgresSource, error: unknown): unknown => {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  if (isAway(error)) return new Unreachable(source.label, error.message, error);
  if (!("code" in error)) return error;
  return new Problem("source_unreadable", `${source.label}: ${error.message}`, {
    hint: "Check the account's name, password and rights.",
    cause: error,
  });
};

const castOf = (bound: Bound, native: string): [string, string] => {
  if (bound.kind === "number") return ["numeric", bound.text];
  if (bound.kind === "date") return ["date", bound.text];
  return native === "timestamp with time zone" ? ["timestamptz", bound.instant] : ["timestamp", bound.wall];
};

const statementOf = (
  found: { schema: string; name: string },
  { columns, cursor }: Reading,
  native: string,
): { text: string; values: string[] } => {
  const values: string[] = [];
  const compare = (operator: string, bound: Bound | null): string[] => {
    if (bound === null || cursor === null) return [];
    const [type, value] = castOf(bound, native);
    return [`${quote(cursor.column)} ${operator} $${values.push(value)}::${type}`];
  };
  const bounds = [...compare(">=", cursor?.from ?? null), ...compare("<", cursor?.before ?? null)];
  const where = bounds.length === 0 ? "" : ` WHERE ${bounds.join(" AND ")}`;
  const order = cursor === null ? "" : ` ORDER BY ${quote(cursor.column)}`;
  const text = `SELECT ${columns.map(quote).join(", ")} FROM ${quote(found.schema)}.${quote(found.name)}${where}${order}`;
  return { text, values };
};

const columnsSql = `SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, NULL), NOT a.attnotnull
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.oid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

const tablesSql = `SELECT CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END,
CASE WHEN c.reltuples < 0 THEN NULL ELSE c.reltuples::bigint END
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
AND n.nspname NOT LIKE 'pg_toast%' AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1 LIMIT 1000`;

type Row = [string, string, string, string, boolean];

/** The rows of one statement in blocks, of one snapshot, in a transaction that can only read. */
const readBlocks = async function* (
  client: pg.Client,
  statement: { text: string; values: string[] },
): AsyncGenerator<Block> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const cursor = client.query(
    new Cursor<unknown[]>(statement.text, statement.values, { rowMode: "array", types: parsers }),
  );
  for (;;) {
    const rows = await cursor.read(blockRows);
    if (rows.length === 0) break;
    yield { rows, bytes: bytesOf(rows) };
  }
  await cursor.close();
  await client.query("COMMIT");
};

/** Connects to PostgreSQL: the session can only read, and its clock is UTC. */
export const connectPostgres: Connect<PostgresSource> = async (source, means) => {
  const open = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      host: source.host,
      port: source.port,
      database: source.database,
      user: source.user,
      password: means.password ?? undefined,
      ssl: source.tls === "on",
      connectionTimeoutMillis: patience,
      keepAlive: true,
      application_name: "sextant",
      options: "-c default_transaction_read_only=on -c TimeZone=UTC -c DateStyle=ISO",
    });
    // What breaks while nothing is asked comes back at the next question.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  const guarded = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      throw faultOf(source, error);
    }
  };
  const client = await guarded(open);
  const columnsOf = async (table: string) => {
    const [schema, name] = partsOf(table);
    const regclass = schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`;
    const { rows } = await client.query<Row>({ text: columnsSql, values: [regclass], rowMode: "array" });
    const [first] = rows;
    if (first === undefined) throw noTable(source.label, table);
    const columns = rows.map(
      ([, , column, native, nullable]): SourceColumn => ({
        name: column,
        native,
        type: types[native] ?? null,
        nullable,
      }),
    );
    return { schema: first[0], name: first[1], columns };
  };
  const connector: Connector = {
    emptyIsMissing: false,
    test: () =>
      guarded(async () => {
        const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
        return `PostgreSQL ${rows[0]?.server_version ?? ""}`;
      }),
    list: () =>
      guarded(async () => {
        const { rows } = await client.query<[string, string | null]>({ text: tablesSql, rowMode: "array" });
        return rows.map(([name, count]) => ({ name, rows: count === null ? null : Number(count) }));
      }),
    profile: (table) => guarded(async () => (await columnsOf(table)).columns),
    read: async function* (reading) {
      const end = (): void => void client.end().catch(() => undefined);
      const cut = (): void => {
        (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
        end();
      };
      reading.signal.addEventListener("abort", cut, { once: true });
      try {
        const found = await columnsOf(reading.table);
        const native = found.columns.find(({ name }) => name === reading.cursor?.column)?.native ?? "";
        yield* readBlocks(client, statementOf(found, reading, native));
      } catch (error) {
        throw faultOf(source, error);
      } finally {
        reading.signal.removeEventListener("abort", cut);
      }
    },
    close: async () => {
      await client.end().catch(() => undefined);
    },
  };
  return connector;
};
