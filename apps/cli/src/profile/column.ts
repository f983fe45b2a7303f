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
}

/** Collects values of one column, then says what it holds. */
export const columnProfiler = (from: string, name: string): { see(value: string): void; profile(): ColumnProfile } => {
  const possible = new Set<(typeof candidates)[number]>(candidates);
  const distinct = new Set<string>();
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
      if (first === null || value < first) first = value;
      if (last === null || value > last) last = value;
    },
    profile: () => ({
      from,
      name,
      type: rows === empty ? "string" : (candidates.find((type) => possible.has(type)) ?? "string"),
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
