import type { ColumnType } from "../dataset/dataset.ts";
import type { DateOrder, DecimalMark } from "../dataset/file-notation.ts";
import { type ColumnProfile, distinctLimit } from "./profile.ts";
import { freshReadings, mayBeDates, type Readings, see } from "./reading.ts";
import { roleOf } from "./role.ts";

/** How numbers and dates of a file are read, once all its columns have been seen. */
export interface Notation {
  decimal: DecimalMark;
  dateOrder: DateOrder;
}

/** Collects the values of one column, then says what it holds. */
export interface ColumnProfiler {
  from: string;
  name: string;
  /** Notes a value as written; an empty text is a missing value. */
  see(value: string): void;
  /** What the values have all been, for the choice of a notation. */
  readings: Readings;
  profile(notation: Notation): ColumnProfile;
}

/** Examples kept of a column, and their length. */
const [mostExamples, longestExample] = [3, 60];

const typeOf = (readings: Readings, { decimal, dateOrder }: Notation): ColumnType => {
  if (readings.boolean) return "boolean";
  if (readings.integer) return "integer";
  if (readings.marked.has(decimal) || (readings.number && decimal === ".")) return "number";
  if (readings.iso !== null && readings.isoPossible) return readings.iso.timed ? "datetime" : "date";
  const span = readings.ordered.get(dateOrder);
  if (span) return span.timed ? "datetime" : "date";
  return "string";
};

const spanOf = (readings: Readings, { dateOrder }: Notation) =>
  (readings.isoPossible ? readings.iso : null) ?? readings.ordered.get(dateOrder) ?? null;

/** The profiler of a column named `from` in the file and `name` in definitions. */
export const columnProfiler = (from: string, name: string): ColumnProfiler => {
  const readings = freshReadings();
  const distinct = new Set<string>();
  const examples: string[] = [];
  let notDate: ColumnProfile["notDate"] = null;
  let rows = 0;
  let empty = 0;

  const profile = (notation: Notation): ColumnProfile => {
    const type = rows === empty ? "string" : typeOf(readings, notation);
    const span = type === "date" || type === "datetime" ? spanOf(readings, notation) : null;
    const range = type === "integer" || type === "number" ? readings.marked.get(notation.decimal) : undefined;
    const known = {
      from,
      name,
      type,
      rows,
      empty,
      distinct: distinct.size,
      first: span?.first ?? null,
      last: span?.last ?? null,
      days: span?.days.size ?? 0,
      least: range?.least ?? null,
      most: range?.most ?? null,
      zoned: span?.zoned ?? false,
      notDate:
        span === null ? (notDate ?? (examples[0] === undefined ? null : { value: examples[0], after: 0 })) : null,
      examples,
      mark: type === "number" ? readings.mark : null,
    };
    return { ...known, role: roleOf(known) };
  };

  return {
    from,
    name,
    readings,
    profile,
    see: (value) => {
      rows += 1;
      if (value === "") {
        empty += 1;
        return;
      }
      if (distinct.has(value)) return;
      if (distinct.size <= distinctLimit) distinct.add(value);
      if (examples.length < mostExamples) examples.push(value.slice(0, longestExample));
      const dated = mayBeDates(readings);
      see(readings, value, distinctLimit);
      if (dated && !mayBeDates(readings)) notDate = { value: value.slice(0, longestExample), after: rows - 1 - empty };
    },
  };
};
