import { type ColumnProfile, type ColumnRole, distinctLimit } from "./profile.ts";

/** Words in the names of columns that say what they hold; in English, as definitions are, and a few other languages. */
const words = {
  money: /amount|price|revenue|cost|total|value|sales|spend|fee|paid|mrr|arr|betrag|preis|umsatz|kosten|montant|prix/,
  handle:
    /nr$|nummer$|(^|_)(ids?|user|customer|account|email|client|visitor|session|employee|kunde|nr|number|no|uuid|key)($|_)/,
} as const;

/** Most distinct values of a column that is sliced by. */
const mostSlices = 200;

type Known = Omit<ColumnProfile, "role">;

const isCategory = ({ distinct, rows }: Known): boolean =>
  distinct > 1 && distinct <= mostSlices && distinct < Math.max(3, rows / 2);

/** A column that numbers the rows, or names each of them, says nothing of many. */
const isRowNumber = ({ type, distinct, rows, name }: Known): boolean =>
  type === "integer" &&
  distinct === Math.min(rows, distinctLimit + 1) &&
  rows > 2 &&
  /^(index|row|c|unnamed.*)$/.test(name);

/** Rows from which on whole numbers that never come twice are names of rows, as order numbers are, and no amounts. */
const manyRows = 200;

const namesRows = ({ type, distinct, rows, empty, name }: Known): boolean =>
  type === "integer" &&
  empty === 0 &&
  rows >= manyRows &&
  distinct === Math.min(rows, distinctLimit + 1) &&
  !words.money.test(name);

/** What a column is for, judged by its type, its name and how many values it has. */
export const roleOf = (column: Known): ColumnRole => {
  const { type, name, empty, rows, distinct } = column;
  if (empty === rows || (distinct === 1 && rows > 1 && type === "string") || isRowNumber(column)) return "junk";
  if (type === "date" || type === "datetime") return "time";
  if (type === "boolean") return "flag";
  if ((words.handle.test(name) && (type === "string" || type === "integer")) || namesRows(column)) return "entity";
  if (type === "string") return isCategory(column) ? "category" : "text";
  return column.mark !== null && column.mark !== "%" ? "money" : words.money.test(name) ? "money" : "measure";
};

/** Someone or something that comes back: a handle with many values, but fewer than there are rows. */
export const comesBack = ({ role, distinct, rows }: ColumnProfile): boolean =>
  role === "entity" && distinct > Math.min(50, rows / 10) && distinct < rows * 0.9 && distinct <= distinctLimit;

/** Whether a column is worth slicing by. */
export const isDimension = (column: ColumnProfile): boolean =>
  column.role === "flag" ||
  column.role === "category" ||
  (column.role === "entity" && column.type === "string" && isCategory(column));
