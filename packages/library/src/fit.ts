import type { ColumnType } from "@sextant/model/dataset/dataset";
import type { Entry, Role, Shape, Slot } from "./entry.ts";

/** What is known of a column of a table: its type, and where someone looked at the rows what it seems to be for. */
export interface ColumnFacts {
  name: string;
  type: ColumnType;
  /** What a look at the values says it is for. */
  roles?: readonly Role[];
  /** How many different values it has. */
  distinct?: number;
  /** Some of its values, for columns that have few. */
  values?: readonly string[];
}

/** A table as far as it is known: its columns, and the one that dates its rows. */
export interface TableFacts {
  dataset: string;
  time: string;
  columns: readonly ColumnFacts[];
}

/** An entry that could be made from tables, and how. */
export interface Fit {
  entry: Entry;
  datasets: Record<string, string>;
  columns: Record<string, string>;
  /** From 0 to 1: the share of its columns whose names say that they are meant. */
  score: number;
  /** Columns of the entry nothing was found for; empty when it can be installed as it is. */
  missing: string[];
}

const typesOf: Record<Role, readonly ColumnType[]> = {
  amount: ["integer", "number", "decimal"],
  flag: ["boolean"],
  category: ["string"],
  entity: ["string", "integer"],
  moment: ["date", "datetime"],
};

/** A column without a telling name is worth so much: it could be meant. */
const byTypeOnly = 0.2;

const tokens = (name: string): string[] => name.toLowerCase().match(/[a-z]+|\d+/g) ?? [];

/** Whether two words are one but for an ending: user and users, open and opened. */
const isAlike = (a: string, b: string): boolean =>
  a === b ||
  (Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a)) && Math.abs(a.length - b.length) <= 3);

const isNamed = (column: string, name: string, slot: Slot): boolean => {
  const own = tokens(column);
  const spoken = [...tokens(name), ...slot.names.flatMap(tokens)];
  return own.some((token) => spoken.some((word) => isAlike(token, word)));
};

/** A value of a column with few values that says what a condition asks: `stage = 'won'`. */
const conditionOf = (column: ColumnFacts, name: string, slot: Slot): string | null => {
  if (column.type !== "string" || column.values === undefined) return null;
  const wanted = [...tokens(name), ...slot.names.flatMap(tokens)];
  const value = column.values.find((one) => tokens(one).some((token) => wanted.some((word) => isAlike(token, word))));
  if (value === undefined) return null;
  const quoted = /^[a-z_][a-z0-9_]*$/.test(column.name) ? column.name : `"${column.name.replaceAll('"', '""')}"`;
  return `${quoted} = '${value.replaceAll("'", "''")}'`;
};

interface Guess {
  written: string;
  worth: number;
}

const guess = (name: string, slot: Slot, table: TableFacts): Guess | null => {
  const guesses = table.columns
    .filter((column) => column.name !== table.time)
    .flatMap((column): Guess[] => {
      const condition = slot.role === "flag" ? conditionOf(column, name, slot) : null;
      if (condition !== null) return [{ written: condition, worth: 1 }];
      if (!typesOf[slot.role].includes(column.type)) return [];
      if (column.roles !== undefined && !column.roles.includes(slot.role)) return [];
      return [{ written: column.name, worth: isNamed(column.name, name, slot) ? 1 : byTypeOnly }];
    });
  return guesses.reduce<Guess | null>((best, one) => (best === null || one.worth > best.worth ? one : best), null);
};

interface TableFit {
  dataset: string;
  columns: Record<string, string>;
  worth: number;
  missing: string[];
}

const fitTable = (name: string, shape: Shape, table: TableFacts): TableFit => {
  const columns: Record<string, string> = {};
  const missing: string[] = [];
  let worth = tokens(table.dataset).some((token) => tokens(name).some((word) => isAlike(token, word))) ? 1 : 0;
  for (const [slotName, slot] of Object.entries(shape.columns)) {
    const best = guess(slotName, slot, table);
    if (best === null) missing.push(slotName);
    else {
      columns[slotName] = best.written;
      worth += best.worth;
    }
  }
  return { dataset: table.dataset, columns, worth, missing };
};

const better = (a: TableFit, b: TableFit): TableFit => {
  if (a.missing.length !== b.missing.length) return a.missing.length < b.missing.length ? a : b;
  return b.worth > a.worth ? b : a;
};

/** How an entry could be made from tables: for each of its tables the one that fits best. */
export const fitEntry = (entry: Entry, tables: readonly TableFacts[]): Fit | null => {
  const fits = Object.entries(entry.shapes).map(([name, shape]) => {
    const all = tables.map((table) => fitTable(name, shape, table));
    const best = all.length === 0 ? null : all.reduce(better);
    return { name, best, parts: Object.keys(shape.columns).length + 1 };
  });
  const found = fits.flatMap(({ name, best }) => (best === null ? [] : [{ name, best }]));
  if (found.length < fits.length || fits.length === 0) return null;
  const parts = fits.reduce((sum, one) => sum + one.parts, 0);
  return {
    entry,
    datasets: Object.fromEntries(found.map(({ name, best }) => [name, best.dataset])),
    columns: Object.assign({}, ...found.map(({ best }) => best.columns)),
    score: found.reduce((sum, { best }) => sum + best.worth, 0) / parts,
    missing: found.flatMap(({ best }) => best.missing),
  };
};

/** The entries that can be made from tables, those whose columns are most surely meant first. */
export const fitLibrary = (entries: readonly Entry[], tables: readonly TableFacts[]): Fit[] =>
  entries
    .map((entry) => fitEntry(entry, tables))
    .filter((fit): fit is Fit => fit !== null && fit.missing.length === 0)
    .sort((a, b) => b.score - a.score);
