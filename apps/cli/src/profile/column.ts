import type { ColumnType } from "@sextant/model/dataset/dataset";

/** How many distinct values are remembered before a column counts as having many. */
export const distinctLimit = 10_000;

const patterns = {
  integer: /^[+-]?\d{1,18}$/,
  number: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
  boolean: /^(true|false|yes|no)$/i,
  date: /^\d{4}-\d{2}-\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/,
} as const;

const humanNumber = /^[-+(]?\s*[$€£¥]?\s*[-+]?\d[\d.,'\u00a0\u202f ]*\s*[$€£¥%]?\)?$/;
const humanDate = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/;

/** Numbers as people write them: currency signs, thousands separators, decimal commas, percentages. */
const isHumanNumber = (value: string): boolean =>
  /[$€£¥%.,']/.test(value) && humanNumber.test(value) && !humanDate.test(value);

const offset = /(Z|[+-]\d{2}:?\d{2})$/;

/** Whether one date or date-time lies before another; those with an offset are compared as instants. */
const isBefore = (a: string, b: string): boolean =>
  a.length > 10 && offset.test(a) && offset.test(b) ? Date.parse(a) < Date.parse(b) : a < b;

/** The narrowest type first: a column is of the first type that every one of its values fits. */
const candidates = ["boolean", "integer", "number", "date", "datetime"] as const;

/** What is known of one column after all its values were seen. */
export interface ColumnProfile {
  /** Name in the file. */
  from: string;
  /** Name in definitions: lower-case letters, digits and underscores. */
  name: string;
  type: ColumnType;
  empty: number;
  rows: number;
  /** Distinct values, at most the limit + 1. */
  distinct: number;
  /** Smallest and largest as written, for dates; null when all are empty. */
  first: string | null;
  last: string | null;
  /** Distinct dates, at most the limit + 1; 0 for a column that holds no dates. */
  days: number;
  /** The first value that is no date, and how many values came before it; null for dates. */
  notDate: { value: string; after: number } | null;
  /** A value, when all are numbers as people write them but not as Sextant reads them, e.g. `$1,200.50`. */
  humanNumber: string | null;
}

/** Collects values of one column, then says what it holds. */
export const columnProfiler = (from: string, name: string): { see(value: string): void; profile(): ColumnProfile } => {
  const possible = new Set<(typeof candidates)[number]>(candidates);
  const distinct = new Set<string>();
  const days = new Set<string>();
  let notDate: ColumnProfile["notDate"] = null;
  let numbersOfPeople = true;
  let rows = 0;
  let empty = 0;
  let first: string | null = null;
  let last: string | null = null;
  return {
    see(value) {
      rows += 1;
      if (value === "") {
        empty += 1;
        return;
      }
      for (const type of possible) if (!patterns[type].test(value)) possible.delete(type);
      if (distinct.size <= distinctLimit) distinct.add(value);
      if (possible.has("date") || possible.has("datetime")) {
        if (days.size <= distinctLimit) days.add(value.slice(0, 10));
      } else notDate ??= { value, after: rows - 1 - empty };
      numbersOfPeople &&= patterns.number.test(value) || isHumanNumber(value);
      if (first === null || isBefore(value, first)) first = value;
      if (last === null || isBefore(last, value)) last = value;
    },
    profile: () => ({
      from,
      name,
      type: rows === empty ? "string" : (candidates.find((type) => possible.has(type)) ?? "string"),
      days: notDate === null ? days.size : 0,
      notDate,
      humanNumber: numbersOfPeople && possible.size === 0 ? first : null,
      empty,
      rows,
      distinct: distinct.size,
      first,
      last,
    }),
  };
};

/** A handle made from any text, unique among those taken. */
export const handleOf = (text: string, taken: ReadonlySet<string>): string => {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const base = (/^[a-z]/.test(plain) ? plain : `c_${plain}`).slice(0, 56).replace(/_+$/, "");
  let handle = base;
  for (let n = 2; taken.has(handle); n += 1) handle = `${base}_${n}`;
  return handle;
};
