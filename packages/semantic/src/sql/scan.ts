import type { Dataset } from "@sextant/model/dataset/dataset";
import { printExpression } from "../expression/print.ts";
import type { Aggregate, Plan, Scan, Slot, Term, Window } from "../plan/plan.ts";
import { filterKey } from "../plan/term.ts";
import { decimalDigits, instantColumn, quoteIdentifier, sequenceColumn, tableName } from "./name.ts";
import type { Bindings } from "./parameters.ts";

/** Prints a term over the columns of a dataset. */
type PrintTerm = (term: Term) => string;

const termPrinter = (dataset: Dataset, timeZone: string, parameters: Bindings): PrintTerm => {
  const name = (column: string): string => {
    const quoted = quoteIdentifier(column);
    return dataset.columns[column]?.type === "number" ? `if(isFinite(${quoted}), ${quoted}, NULL)` : quoted;
  };
  return ({ typed }) => printExpression(typed, { parameters, name, timeZone: dataset.time_zone ?? timeZone });
};

/** The type of a column where a term is a column and nothing else. */
const columnTypeOf = ({ typed }: Term, dataset: Dataset) =>
  typed.kind === "name" ? dataset.columns[typed.name]?.type : undefined;

/**
 * Columns of 64-bit integers are added up in 128 bits, which cannot overflow and costs nothing measurable; decimals, whose sums the
 * engine lets wrap round, in 256.
 */
const summand = (term: Term, dataset: Dataset, print: PrintTerm): string => {
  const type = columnTypeOf(term, dataset);
  if (type === "integer") return `toInt128(${print(term)})`;
  return type === "decimal" ? `toDecimal256(${print(term)}, ${decimalDigits})` : print(term);
};

/** Quantiles are interpolated, which decimals do not allow. */
const ranked = (term: Term, dataset: Dataset, print: PrintTerm): string =>
  columnTypeOf(term, dataset) === "decimal" ? `toFloat64(${print(term)})` : print(term);

const together = (filters: readonly Term[], print: PrintTerm): string => filters.map(print).join(" AND ");

const aggregateCall = (aggregate: Aggregate, dataset: Dataset, print: PrintTerm): [name: string, args: string[]] => {
  switch (aggregate.kind) {
    case "count":
      return ["count", []];
    case "count_distinct":
      return ["uniqExact", aggregate.of.map(print)];
    case "sum":
      return ["sum", [summand(aggregate.of, dataset, print)]];
    case "min":
    case "max":
      return [aggregate.kind, [print(aggregate.of)]];
    case "quantile":
      return ["quantileExactInclusive", [ranked(aggregate.of, dataset, print)]];
  }
};

/** The levels asked of the same values by a scan's slots: they share one sorted array. */
const levelsOf = ({ aggregate, filters }: Slot, slots: readonly Slot[]): number[] => {
  if (aggregate.kind !== "quantile") return [];
  const key = filterKey(filters);
  const levels = slots.flatMap((other) =>
    other.aggregate.kind === "quantile" &&
    other.aggregate.of.key === aggregate.of.key &&
    filterKey(other.filters) === key
      ? [other.aggregate.level]
      : [],
  );
  return [...new Set(levels)].sort((a, b) => a - b);
};

const slotSql = (slot: Slot, slots: readonly Slot[], dataset: Dataset, print: PrintTerm): string => {
  const { id, aggregate, filters } = slot;
  const [name, args] = aggregateCall(aggregate, dataset, print);
  const suffix = filters.length === 0 ? "" : "If";
  const given = filters.length === 0 ? args : [...args, together(filters, print)];
  const levels = levelsOf(slot, slots);
  const written = levels.length === 0 ? "" : `(${levels.join(", ")})`;
  const call = (aggregateName: string): string => `${aggregateName}${suffix}${written}(${given.join(", ")})`;
  if (aggregate.kind !== "quantile" || levels.length === 1) return `${call(name)} AS ${id}`;
  return `${call("quantilesExactInclusive")}[${levels.indexOf(aggregate.level) + 1}] AS ${id}`;
};

const windowSql = (window: Window, parameters: Bindings): string => {
  const instant = (name: string, value: number): string =>
    `fromUnixTimestamp64Milli(${parameters.bindAs(name, value, "Int64")})`;
  if (window.stretches.length === 0) return "false";
  const parts = window.stretches.map(({ from, to }, index) => {
    const [start, end] = index === 0 ? ["from", "to"] : [`from${index + 1}`, `to${index + 1}`];
    return `${instantColumn} >= ${instant(start, from)} AND ${instantColumn} < ${instant(end, to)}`;
  });
  return parts.length === 1 ? parts.join("") : `(${parts.map((part) => `(${part})`).join(" OR ")})`;
};

/** The SELECT of one scan: `_period`, one `_d` column per dimension, one column per slot. */
export const scanSql = (scan: Scan, plan: Plan, dataset: Dataset, timeZone: string, parameters: Bindings): string => {
  const window = plan.window;
  if (window === null) throw new Error("A plan must be rewritten before it is printed.");
  const print = termPrinter(dataset, timeZone, parameters);
  const starts = parameters.bindAs("starts", window.starts.length === 0 ? [0] : window.starts, "Array(Int64)");
  const keys = ["_period", ...plan.by.map((_, index) => `_d${index}`)];
  const columns = [
    `roundDown(toUnixTimestamp64Milli(${instantColumn}), ${starts}) AS _period`,
    ...plan.by.map((dimension, index) => `${quoteIdentifier(dimension)} AS _d${index}`),
    ...scan.slots.map((slot) => slotSql(slot, scan.slots, dataset, print)),
  ];
  const conditions = [
    windowSql(window, parameters),
    ...(scan.sequence === null
      ? []
      : [`${sequenceColumn} <= ${parameters.bindAs(`sequence_${dataset.id}`, scan.sequence, "UInt64")}`]),
    ...scan.filters.map(print),
  ];
  const having =
    window.gaps.length === 0
      ? ""
      : `\n  HAVING _period NOT IN ${parameters.bindAs("gaps", window.gaps, "Array(Int64)")}`;
  return [
    `  SELECT\n    ${columns.join(",\n    ")}`,
    `  FROM ${tableName(dataset.id)}`,
    `  WHERE ${conditions.join("\n    AND ")}`,
    `  GROUP BY ${keys.join(", ")}${having}`,
  ].join("\n");
};
