import type { ColumnType } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import { fileProfiler } from "@sextant/model/profile/file";
import { type ColumnProfile, distinctLimit, type FileProfile } from "@sextant/model/profile/profile";
import { roleOf } from "@sextant/model/profile/role";
import { quoteIdentifier } from "@sextant/semantic/sql/name";
import { withFileReader } from "../warehouse/file-reader.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { type ColumnarColumn, checkPath, describeColumns, engineFormat } from "./columnar.ts";
import type { SourceFile } from "./source.ts";

/** Rows that texts are judged by: columns have types of their own, only texts may hold dates or numbers. */
const sampled = 20_000;

const plainType = (type: string): string => {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(type)?.[1];
  return inner === undefined ? type : plainType(inner);
};

/** The type of a dataset's column that holds what a column of the file holds; `null` for nested ones, `text` to be judged. */
const typeOf = (type: string): ColumnType | "text" | null => {
  const plain = plainType(type);
  if (/^U?Int/.test(plain)) return "integer";
  if (/^(Float|BFloat)/.test(plain)) return "number";
  if (plain.startsWith("Decimal")) return "decimal";
  if (plain === "Bool") return "boolean";
  if (/^Date(32)?$/.test(plain)) return "date";
  if (plain.startsWith("DateTime")) return "datetime";
  return /^(String|FixedString|Enum|UUID)/.test(plain) ? "text" : null;
};

const isDated = (type: string): boolean => plainType(type).startsWith("Date");

const textOf = (value: unknown, { isInstant }: ColumnarColumn): string => {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return isInstant ? `${text.replace(" ", "T")}Z` : text;
};

/** Count, distinct values, days and ends of every column, in one statement. */
const measure = async (reader: Warehouse, source: SourceFile, columns: readonly ColumnarColumn[]) => {
  const parts = columns.map(({ name, type }) => {
    const value = quoteIdentifier(name);
    const days = isDated(type) ? `uniq(toDate32(${value}))` : "0";
    const isNumber = /^(integer|number|decimal)$/.test(typeOf(type) ?? "");
    const ends = isNumber
      ? `toFloat64OrNull(toString(min(${value}))), toFloat64OrNull(toString(max(${value})))`
      : `toString(min(${value})), toString(max(${value}))`;
    return `countIf(isNull(${value}) OR toString(${value}) = ''), uniqUpTo(100)(${value}), uniq(${value}), ${days}, ${ends}`;
  });
  const sql = `SELECT count(), ${parts.join(", ")} FROM file({path:String}, '${engineFormat(source)}')`;
  const { rows } = await reader.query({ sql, parameters: { path: source.path } }, { lane: "background" });
  const [count = 0, ...values] = rows[0] ?? [];
  return { rows: Number(count), of: (index: number) => values.slice(index * 6, index * 6 + 6) };
};

const sample = async (
  reader: Warehouse,
  source: SourceFile,
  columns: readonly ColumnarColumn[],
): Promise<FileProfile> => {
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  const sql = `SELECT ${names} FROM file({path:String}, '${engineFormat(source)}') LIMIT ${sampled}`;
  const { rows } = await reader.query({ sql, parameters: { path: source.path } }, { lane: "background" });
  const profiler = fileProfiler(columns.map(({ name }) => name));
  for (const row of rows) profiler.see(columns.map((column, index) => textOf(row[index], column)));
  return profiler.profile({ format: {}, asked: { decimal: ".", date_order: "ymd" }, delimiter: null });
};

const ended = (value: unknown, { isInstant, type }: ColumnarColumn): string | null => {
  if (typeof value !== "string" || value === "") return null;
  if (/^Date(32)?$/.test(plainType(type))) return value;
  return `${value.slice(0, 19).replace(" ", "T")}${isInstant ? "Z" : ""}`;
};

const combined = (
  guess: ColumnProfile,
  column: ColumnarColumn,
  rows: number,
  measured: readonly unknown[],
): ColumnProfile => {
  const [empty, few, many, days, least, most] = measured;
  const own = typeOf(column.type);
  const type = own === "text" || own === null ? guess.type : own;
  const isTime = type === "date" || type === "datetime";
  const distinct = Number(few) <= 100 ? Number(few) : Math.min(Number(many), distinctLimit + 1);
  const known = {
    ...guess,
    type,
    rows,
    empty: Number(empty),
    distinct,
    days: isDated(column.type) ? Math.min(Number(days), distinctLimit + 1) : guess.days,
    first: isTime ? (isDated(column.type) ? ended(least, column) : guess.first) : null,
    last: isTime ? (isDated(column.type) ? ended(most, column) : guess.last) : null,
    least: typeof least === "number" ? least : null,
    most: typeof most === "number" ? most : null,
    zoned: isTime && (column.isInstant || (own === "text" && guess.zoned)),
    notDate: isTime ? null : guess.notDate,
  };
  return { ...known, role: roleOf(known) };
};

/** Says what the columns of a Parquet or Arrow file hold, counted by the engine; throws source_unreadable when it is none. */
export const profileColumnar = (warehouse: Warehouse, source: SourceFile): Promise<FileProfile> => {
  checkPath(source);
  return withFileReader(warehouse, async (reader) => {
    const all = [...(await describeColumns(reader, source)).values()];
    const columns = all.filter(({ type }) => typeOf(type) !== null);
    const leftOut = all
      .filter(({ type }) => typeOf(type) === null)
      .map(({ name }) => `"${name}" holds objects or lists and is left out.`);
    if (columns.length === 0)
      throw new Problem("source_unreadable", `${source.name}: it has no flat columns.`, {
        hint: "Write flat columns.",
      });
    const measured = await measure(reader, source, columns);
    if (measured.rows === 0)
      throw new Problem("source_unreadable", `${source.name}: there are no rows in it.`, {
        hint: "At least one row is needed.",
      });
    const guess = await sample(reader, source, columns);
    return {
      ...guess,
      rows: measured.rows,
      leftOut,
      columns: guess.columns.map((column) => {
        const index = columns.findIndex(({ name }) => name === column.from);
        const own = columns[index];
        return own === undefined ? column : combined(column, own, measured.rows, measured.of(index));
      }),
    };
  });
};
