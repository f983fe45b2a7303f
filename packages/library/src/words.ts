import type { Entry, Role, Shape, Slot, Template } from "./entry.ts";

const slot =
  (role: Role) =>
  (meaning: string, ...names: string[]): Slot => ({ role, meaning, names });

/** Someone or something that can come back; text or a whole number. */
export const entity = slot("entity");
/** A number. */
export const amount = slot("amount");
/** True or false; a condition over other columns will do as well. */
export const flag = slot("flag");
/** One of a few texts. */
export const category = slot("category");
/** A date or a date-time. */
export const moment = slot("moment");

/** A table: what a row is, what dates it, and its columns. */
export const shape = (row: string, time: string, columns: Record<string, Slot> = {}): Shape => ({ row, time, columns });

type Part = { label: string; unit?: string } & Template;

/** Counts the rows of a dataset, all or those for which a condition holds. */
export const count = (label: string, dataset: string, where?: string): Part => ({
  label,
  unit: "count",
  kind: "simple",
  dataset: `{${dataset}}`,
  aggregation: "count",
  ...(where === undefined ? {} : { where }),
});

/** Counts the different values of an expression. */
export const distinct = (label: string, dataset: string, expression: string, where?: string): Part => ({
  label,
  unit: "count",
  kind: "simple",
  dataset: `{${dataset}}`,
  aggregation: "count_distinct",
  expression,
  ...(where === undefined ? {} : { where }),
});

/** Adds up an expression. */
export const total = (
  label: string,
  dataset: string,
  expression: string,
  more: { unit?: string; where?: string } = {},
): Part => ({
  label,
  kind: "simple",
  dataset: `{${dataset}}`,
  aggregation: "sum",
  expression,
  ...more,
});

/** One aggregate of an expression: its average, median or a percentile. */
export const typical = (
  dataset: string,
  aggregation: "average" | "median",
  expression: string,
  where?: string,
): Template => ({
  kind: "simple",
  dataset: `{${dataset}}`,
  aggregation,
  expression,
  ...(where === undefined ? {} : { where }),
});

/** One part over another. */
export const ratio = (numerator: string, denominator: string): Template => ({
  kind: "ratio",
  numerator: `{${numerator}}`,
  denominator: `{${denominator}}`,
});

/** A formula over parts. */
export const formula = (expression: string): Template => ({ kind: "derived", expression });

/** Same rows, without label: a part's template as the metric itself. */
export const itself = ({ label: _, unit: __, ...template }: Part): Template => template;

/** Green from the first amount up, red below the second. */
export const atLeast = (green: string, yellow: string): Entry["thresholds"] => ({
  green: `>= ${green}`,
  yellow: `${yellow} <= x < ${green}`,
  red: `< ${yellow}`,
});

/** Green below the first amount, red above the second. */
export const atMost = (green: string, yellow: string): Entry["thresholds"] => ({
  green: `< ${green}`,
  yellow: `${green} <= x <= ${yellow}`,
  red: `> ${yellow}`,
});
