import type { ColumnType, Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import { instantColumn, quoteIdentifier, sequenceColumn } from "@sextant/semantic/sql/name";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { type ColumnarColumn, checkPath, describeColumns, engineFormat, numbersRows } from "./columnar.ts";
import { ColumnsChanged, goneFrom, retypedIn } from "./columns-changed.ts";
import type { SourceFile } from "./source.ts";
import { wallClock } from "./wall-clock.ts";

/** Rows carried at a time from an engine that reads files to one that does not. */
const carriedRows = 200_000;

interface Field {
  name: string;
  source: string;
  type: ColumnType;
  required: boolean;
  column: ColumnarColumn;
}

const unreadable = (name: string, why: string, hint: string, cause?: unknown): Problem =>
  new Problem("source_unreadable", `${name}: ${why}`, { hint, cause });

/** Wall clock readings without an offset, as if UTC, epoch ms. */
const wallOf = (value: string, type: string): string => {
  if (/Date32|\(Date\)|^Date$/.test(type)) return `toUnixTimestamp64Milli(toDateTime64(${value}, 3, 'UTC'))`;
  if (type.includes("DateTime")) return `toUnixTimestamp64Milli(CAST(${value} AS Nullable(DateTime64(3, 'UTC'))))`;
  return `toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(CAST(${value} AS Nullable(String)), 3, 'UTC'))`;
};

const hasOffset =
  "match(ifNull(CAST(%s AS Nullable(String)), ''), '(Z|[+-][0-9]{2}:?[0-9]{2})$') AND match(ifNull(CAST(%s AS Nullable(String)), ''), ':')";

/** The instant, epoch ms, of a date or date-time column; wall clock readings by the bound boundaries and offsets. */
const instantOf = ({ column }: Field): string => {
  const value = quoteIdentifier(column.name);
  const wall = wallOf(value, column.type);
  if (column.isInstant) return wall;
  const shift = `${wall} - {offsets:Array(Int64)}[arrayCount(b -> b <= ${wall}, {boundaries:Array(Int64)}) + 1]`;
  return column.type.includes("String") ? `if(${hasOffset.replaceAll("%s", () => value)}, ${wall}, ${shift})` : shift;
};

const plain: Record<Exclude<ColumnType, "datetime">, (value: string, type: string) => string> = {
  string: (value) => `CAST(${value} AS Nullable(String))`,
  integer: (value, type) =>
    type.includes("String") ? `toInt64OrNull(${value})` : `accurateCastOrNull(${value}, 'Int64')`,
  number: (value, type) =>
    type.includes("String") ? `toFloat64OrNull(${value})` : `CAST(${value} AS Nullable(Float64))`,
  decimal: (value) => `toDecimal128OrNull(CAST(${value} AS Nullable(String)), 10)`,
  boolean: (value) => {
    const text = `lower(CAST(${value} AS Nullable(String)))`;
    return `multiIf(${text} IN ('1', 'true'), true, ${text} IN ('0', 'false'), false, NULL)`;
  },
  date: (value, type) => (type.includes("String") ? `toDate32OrNull(${value})` : `CAST(${value} AS Nullable(Date32))`),
};

const convert = (field: Field): string => {
  const { type, column } = field;
  if (type !== "datetime") return plain[type](quoteIdentifier(column.name), column.type);
  return `fromUnixTimestamp64Milli(${instantOf(field)}, 'UTC')`;
};

/** Whether values may have more digits than a JSON number keeps. */
const isLong = ({ type }: Field): boolean => type === "integer" || type === "decimal";

const fieldsOf = (dataset: Dataset, columns: ReadonlyMap<string, ColumnarColumn>, source: SourceFile): Field[] => {
  const wanted = Object.entries(dataset.columns).map(([name, column]) => ({
    name,
    source: column.from ?? name,
    column,
  }));
  const missing = wanted.filter((field) => !columns.has(field.source)).map((field) => `"${field.source}"`);
  if (missing.length > 0) {
    const there = [...columns.keys()].map((name) => `"${name}"`).join(", ");
    const gone = wanted.filter((field) => !columns.has(field.source)).map(({ name }) => name);
    throw new ColumnsChanged(
      `${source.name}: it has no column ${missing.join(", ")}.`,
      gone.map((name) => goneFrom(source.name, dataset.id, name)),
      { hint: `It has ${there}. Name the file's column with from.` },
    );
  }
  return wanted.flatMap(({ name, source: from, column: { type, nullable } }) => {
    const column = columns.get(from);
    return column === undefined
      ? []
      : [{ name, source: from, type, required: !nullable && name !== dataset.time, column }];
  });
};

/** The span of wall clock readings in a file, as if UTC. */
const spanOf = async (reader: Warehouse, fields: readonly Field[], source: SourceFile): Promise<[number, number]> => {
  const naive = fields.filter(
    (field) => (field.type === "datetime" || field.type === "date") && !field.column.isInstant,
  );
  const walls = naive.map((field) => wallOf(quoteIdentifier(field.column.name), field.column.type));
  if (walls.length === 0) return [0, 0];
  const sql = `SELECT ${walls.map((wall) => `min(${wall}), max(${wall})`).join(", ")} FROM file({path:String}, '${engineFormat(source)}')`;
  const { rows } = await reader.query({ sql, parameters: { path: source.path } }, { lane: "background" });
  const values = (rows[0] ?? []).filter((value): value is number => typeof value === "number");
  return values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];
};

/** How a Parquet or Arrow file is read into a dataset's table, checked against the file. */
export interface ParquetPlan {
  rows: number;
  /** Rows without a time, which are left out. */
  refused: number;
  /** Fills a table that has the dataset's columns, in the reader itself or in another warehouse. */
  fill(target: Warehouse, table: string, sequence: number): Promise<void>;
}

/** Whether a column whose values do not fit is another column by its type: no value fits, or texts stand where none are declared. */
const isRetyped = ({ type, column }: Field, bad: number, good: number): boolean =>
  bad > 0 && (good === 0 || (type !== "string" && column.type.includes("String")));

const check = async (
  reader: Warehouse,
  dataset: string,
  fields: readonly Field[],
  source: SourceFile,
  parameters: Record<string, unknown>,
  time: Field,
) => {
  const faults = fields.map((field) => {
    const value = quoteIdentifier(field.column.name);
    const bad =
      field === time
        ? `${value} IS NOT NULL AND ${convert(field)} IS NULL`
        : `${field.required ? "" : `${value} IS NOT NULL AND `}${convert(field)} IS NULL`;
    const good = `${value} IS NOT NULL AND ${convert(field)} IS NOT NULL`;
    return `countIf(${bad}), minIf(${numbersRows(source) ? "_row_number" : "-1"}, ${bad}), countIf(${good})`;
  });
  const sql = `SELECT count(), countIf(${convert(time)} IS NULL), ${faults.join(", ")} FROM file({path:String}, '${engineFormat(source)}')`;
  const { rows } = await reader.query({ sql, parameters }, { lane: "background" });
  const [count = 0, untimed = 0, ...found] = (rows[0] ?? []).map(Number);
  const messages = fields.flatMap((field, index) => {
    const bad = found[index * 3] ?? 0;
    if (bad === 0 || field === time) return [];
    const what = field.required ? "missing or not" : "not";
    return [
      `column "${field.source}" is ${what} ${field.type} in ${bad} rows${numbersRows(source) ? `, first in row ${(found[index * 3 + 1] ?? 0) + 1}` : ""}`,
    ];
  });
  if (messages.length > 0) {
    const retyped = fields.filter(
      (field, index) => field !== time && isRetyped(field, found[index * 3] ?? 0, found[index * 3 + 2] ?? 0),
    );
    throw new ColumnsChanged(
      `${source.name}: ${messages.join("; ")}.`,
      retyped.map(({ name, type }) => retypedIn(source.name, dataset, name, type)),
      { hint: "Change the column's type in the dataset, make it nullable, or correct the file." },
    );
  }
  return { count, untimed };
};

/** Asks about the file; what the engine refuses is a column it cannot turn into the declared type, as a list into a number. */
const fitting = async <T>(
  dataset: string,
  fields: readonly Field[],
  source: SourceFile,
  asking: Promise<T>,
): Promise<T> => {
  try {
    return await asking;
  } catch (error) {
    // The embedded engine brings its own copy of the client's error class.
    if (!(error instanceof Error && !(error instanceof Problem) && "code" in error && "type" in error)) throw error;
    const why = "one of its columns is of a type that cannot be read as the declared one, or the file is damaged.";
    const nested = fields.filter(({ column }) => /^(Array|Map|Tuple|Nested|Variant|JSON)/.test(column.type));
    throw new ColumnsChanged(
      `${source.name}: ${why}`,
      nested.map(({ name, type }) => retypedIn(source.name, dataset, name, type)),
      { hint: "Write lists, maps and structures as plain columns.", cause: error },
    );
  }
};

/** Reads what a Parquet or Arrow file holds and plans its load; throws source_unreadable when it does not fit the dataset. */
export const planParquet = async (
  reader: Warehouse,
  dataset: Dataset,
  source: SourceFile,
  timeZone: string,
): Promise<ParquetPlan> => {
  checkPath(source);
  const fields = fieldsOf(dataset, await describeColumns(reader, source), source);
  const time = fields.find((field) => field.name === dataset.time);
  if (time === undefined)
    throw unreadable(source.name, `the time column "${dataset.time}" is not declared.`, "Declare it under columns.");
  const [from, to] = await fitting(dataset.id, fields, source, spanOf(reader, fields, source));
  const { boundaries, offsets } = wallClock(from, to, timeZone);
  const parameters = { path: source.path, boundaries: [...boundaries], offsets: [...offsets] };
  const { count, untimed } = await fitting(
    dataset.id,
    fields,
    source,
    check(reader, dataset.id, fields, source, parameters, time),
  );
  if (count === untimed) {
    const why = count === 0 ? "it has no rows." : `no row has a time in "${time.source}".`;
    throw unreadable(source.name, why, "Write rows into it, or remove the source.");
  }
  const names = [...fields.map((field) => field.name), instantColumn, sequenceColumn];
  const values = fields.map((field) =>
    field.required || field === time ? `assumeNotNull(${convert(field)})` : convert(field),
  );
  const at = `assumeNotNull(fromUnixTimestamp64Milli(${instantOf(time)}, 'UTC'))`;
  const selected = [...values, at].join(", ");
  const timed = `FROM file({path:String}, '${engineFormat(source)}') WHERE ${convert(time)} IS NOT NULL`;
  const fillInside = (table: string, sequence: number): Promise<void> => {
    const sql = `INSERT INTO ${table} (${names.map(quoteIdentifier).join(", ")}) SELECT ${selected}, {sequence:UInt64} ${timed}`;
    return reader.command({ sql, parameters: { ...parameters, sequence } });
  };
  const fillAcross = async (target: Warehouse, table: string, sequence: number): Promise<void> => {
    const exact = fields.map((field, index) => (isLong(field) ? `toString(${values[index]})` : values[index]));
    // A format that does not number its rows is read in its own order, by one thread, as far as the rows wanted.
    const part = numbersRows(source)
      ? "AND _row_number >= {from:Int64} AND _row_number < {to:Int64}"
      : "LIMIT {from:Int64}, {to:Int64} - {from:Int64} SETTINGS max_threads = 1";
    const sql = `SELECT ${[...exact, at].join(", ")}, {sequence:UInt64} ${timed} ${part}`;
    for (let from = 0; from < count; from += carriedRows) {
      const bounds = { ...parameters, sequence, from, to: from + carriedRows };
      const { rows } = await reader.query({ sql, parameters: bounds }, { lane: "background" });
      await target.insert(table, rows, { columns: names });
    }
  };
  return {
    rows: count - untimed,
    refused: untimed,
    fill: (target, table, sequence) =>
      target === reader ? fillInside(table, sequence) : fillAcross(target, table, sequence),
  };
};
