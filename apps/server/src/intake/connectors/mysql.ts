import type { ColumnType } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import type { MysqlSource } from "@sextant/model/source/kinds/mysql";
import mysql, { type Connection, type RowDataPacket } from "mysql2";
import {
  type Block,
  type Bound,
  blockRows,
  bytesOf,
  type Connect,
  noTable,
  type Reading,
  type SourceColumn,
  Unreachable,
} from "./connector.ts";

const types: Record<string, ColumnType> = {
  tinyint: "integer",
  smallint: "integer",
  mediumint: "integer",
  int: "integer",
  bigint: "integer",
  year: "integer",
  float: "number",
  double: "number",
  decimal: "decimal",
  date: "date",
  datetime: "datetime",
  timestamp: "datetime",
  char: "string",
  varchar: "string",
  tinytext: "string",
  text: "string",
  mediumtext: "string",
  longtext: "string",
  enum: "string",
  json: "string",
};

const quote = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** Database and name; a table without a database is of the one that is connected. */
const partsOf = (table: string): [string | null, string] => {
  const dot = table.indexOf(".");
  return dot === -1 ? [null, table] : [table.slice(0, dot), table.slice(dot + 1)];
};

const patience = 10_000;

const faultOf = (source: MysqlSource, error: unknown): unknown => {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  const isAway = /^(E(CONN|NOT|TIME|HOST|PIPE|AI_)|PROTOCOL_|ER_(CON_COUNT|SERVER_SHUTDOWN|QUERY_INTERRUPTED))/.test(
    code,
  );
  if (isAway || /closed state|Connection lost/i.test(error.message))
    return new Unreachable(source.label, error.message, error);
  if (code === "") return error;
  return new Problem("source_unreadable", `${source.label}: ${error.message}`, {
    hint: "Check the account's name, password and rights.",
    cause: error,
  });
};

/** A timestamp is an instant (the session's clock is UTC), a datetime a wall clock reading. */
const boundText = (bound: Bound, native: string): string => {
  if (bound.kind !== "time") return bound.text;
  return native === "timestamp" ? bound.instant.replace("T", " ").replace("Z", "") : bound.wall;
};

const statementOf = (
  table: string,
  { columns, cursor }: Reading,
  native: string,
): { sql: string; values: string[] } => {
  const [database, name] = partsOf(table);
  const bounds =
    cursor === null
      ? []
      : ([
          [">=", cursor.from],
          ["<", cursor.before],
        ] as const);
  const given = bounds.flatMap(([operator, bound]) => (bound === null ? [] : [{ operator, bound }]));
  const column = quote(cursor?.column ?? "");
  const where = given.map(({ operator, bound }) => `${column} ${operator} ${bound.kind === "number" ? "? + 0" : "?"}`);
  const from = database === null ? quote(name) : `${quote(database)}.${quote(name)}`;
  const filter = where.length === 0 ? "" : ` WHERE ${where.join(" AND ")}`;
  const order = cursor === null ? "" : ` ORDER BY ${column}`;
  return {
    sql: `SELECT ${columns.map(quote).join(", ")} FROM ${from}${filter}${order}`,
    values: given.map(({ bound }) => boundText(bound, native)),
  };
};

const columnsSql = `SELECT column_name AS name, data_type AS native, is_nullable AS nullable, column_type AS full
FROM information_schema.columns WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? ORDER BY ordinal_position`;

const tablesSql = `SELECT table_name AS name, table_rows AS estimate FROM information_schema.tables
WHERE table_schema = DATABASE() ORDER BY table_name LIMIT 1000`;

const readBlocks = async function* (
  connection: Connection,
  { sql, values }: { sql: string; values: string[] },
  instants: readonly boolean[],
  signal: AbortSignal,
): AsyncGenerator<Block> {
  await connection.promise().query("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
  const typeCast = (field: { string(): string | null }): string | null => field.string();
  const stream = connection.query({ sql, values, rowsAsArray: true, typeCast }).stream({ highWaterMark: 1000 });
  let rows: unknown[][] = [];
  for await (const row of stream as AsyncIterable<(string | null)[]>) {
    rows.push(row.map((value, index) => (value !== null && instants[index] === true ? `${value}Z` : value)));
    if (rows.length < blockRows) continue;
    yield { rows, bytes: bytesOf(rows) };
    rows = [];
    if (signal.aborted) return;
  }
  if (rows.length > 0) yield { rows, bytes: bytesOf(rows) };
  await connection.promise().query("COMMIT");
};

/** Connects to MySQL or MariaDB: the session can only read, and its clock is UTC. */
export const connectMysql: Connect<MysqlSource> = async (source, means) => {
  const guarded = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      throw faultOf(source, error);
    }
  };
  const connection = await guarded(async () => {
    const opened = mysql.createConnection({
      host: source.host,
      port: source.port,
      database: source.database,
      user: source.user,
      password: means.password ?? "",
      connectTimeout: patience,
      charset: "utf8mb4",
      flags: ["-LOCAL_FILES"],
      ...(source.tls === "on" ? { ssl: { rejectUnauthorized: true } } : {}),
    });
    // What breaks while nothing is asked comes back at the next question.
    opened.on("error", () => undefined);
    await opened.promise().query("SET SESSION TRANSACTION READ ONLY");
    await opened.promise().query("SET SESSION time_zone = '+00:00'");
    return opened;
  });
  const columnsOf = async (table: string): Promise<SourceColumn[]> => {
    const [database, name] = partsOf(table);
    const [rows] = await connection.promise().query<RowDataPacket[]>(columnsSql, [database, name]);
    if (rows.length === 0) throw noTable(source.label, table);
    return rows.map((row) => ({
      name: String(row.name),
      native: String(row.native).toLowerCase(),
      type: row.full === "tinyint(1)" ? "boolean" : (types[String(row.native).toLowerCase()] ?? null),
      nullable: row.nullable === "YES",
    }));
  };
  return {
    emptyIsMissing: false,
    test: () =>
      guarded(async () => {
        const [rows] = await connection.promise().query<RowDataPacket[]>("SELECT VERSION() AS version");
        return `MySQL ${String(rows[0]?.version)}`;
      }),
    list: () =>
      guarded(async () => {
        const [rows] = await connection.promise().query<RowDataPacket[]>(tablesSql);
        return rows.map((row) => ({
          name: String(row.name),
          rows: row.estimate === null ? null : Number(row.estimate),
        }));
      }),
    profile: (table) => guarded(() => columnsOf(table)),
    read: async function* (reading) {
      const cut = (): void => connection.destroy();
      reading.signal.addEventListener("abort", cut, { once: true });
      try {
        const columns = await columnsOf(reading.table);
        const nativeOf = (name: string | undefined) => columns.find((column) => column.name === name)?.native ?? "";
        const instants = reading.columns.map((name) => nativeOf(name) === "timestamp");
        yield* readBlocks(
          connection,
          statementOf(reading.table, reading, nativeOf(reading.cursor?.column)),
          instants,
          reading.signal,
        );
      } catch (error) {
        throw faultOf(source, error);
      } finally {
        reading.signal.removeEventListener("abort", cut);
      }
    },
    close: async () => connection.destroy(),
  };
};
