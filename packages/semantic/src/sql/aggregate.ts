import type { Dataset } from "@sextant/model/dataset/dataset";
import { printExpression } from "../expression/print.ts";
import { aggregateKey } from "../plan/aggregate.ts";
import type { Aggregate, Slot, Term } from "../plan/plan.ts";
import { filterKey } from "../plan/term.ts";
import { decimalDigits, quoteIdentifier } from "./name.ts";
import type { Bindings } from "./parameters.ts";

/** Prints a term over the columns of a dataset. */
export type PrintTerm = (term: Term) => string;

/** A printer of terms over the columns of a dataset. */
export const termPrinter = (dataset: Dataset, timeZone: string, parameters: Bindings): PrintTerm => {
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
export const summand = (term: Term, dataset: Dataset, print: PrintTerm): string => {
  const type = columnTypeOf(term, dataset);
  if (type === "integer") return `toInt128(${print(term)})`;
  return type === "decimal" ? `toDecimal256(${print(term)}, ${decimalDigits})` : print(term);
};

/** Quantiles are interpolated, which decimals do not allow. */
const ranked = (term: Term, dataset: Dataset, print: PrintTerm): string =>
  columnTypeOf(term, dataset) === "decimal" ? `toFloat64(${print(term)})` : print(term);

/** Conditions joined with AND. */
export const together = (filters: readonly Term[], print: PrintTerm): string => filters.map(print).join(" AND ");

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

/** What slots share: the same aggregate over the same rows, quantiles at all the levels asked of the same values. */
export interface Shared {
  /** Key of what is shared. */
  key: string;
  aggregate: Aggregate;
  filters: readonly Term[];
  /** Levels of quantiles, ascending; empty for other aggregates. */
  levels: readonly number[];
}

const sharedKey = ({ aggregate, filters }: Pick<Slot, "aggregate" | "filters">): string =>
  aggregate.kind === "quantile"
    ? `quantile ${aggregate.of.key} ${filterKey(filters)}`
    : `${aggregateKey(aggregate)} ${filterKey(filters)}`;

/** What the slots of a scan share, by key, in the order it is met. */
export const sharedOf = (slots: readonly Pick<Slot, "aggregate" | "filters">[]): Map<string, Shared> => {
  const shared = new Map<string, Shared>();
  for (const slot of slots) {
    const key = sharedKey(slot);
    const { aggregate, filters } = slot;
    const level = aggregate.kind === "quantile" ? [aggregate.level] : [];
    const levels = [...new Set([...(shared.get(key)?.levels ?? []), ...level])].sort((a, b) => a - b);
    shared.set(key, { key, aggregate, filters, levels });
  }
  return shared;
};

/** What a slot shares with others of its scan. */
export const sharedBy = (slot: Pick<Slot, "aggregate" | "filters">, shared: ReadonlyMap<string, Shared>): Shared => {
  const found = shared.get(sharedKey(slot));
  if (found === undefined) throw new Error("A slot of a scan shares nothing with it.");
  return found;
};

/** The function and its levels: `quantilesExactInclusive(0.5, 0.9)`, with a combinator such as `State` or `MergeIf`. */
const functionOf = (name: string, levels: readonly number[], combinator: string): string => {
  if (levels.length === 0) return `${name}${combinator}`;
  const plural = levels.length === 1 ? name : name.replace("quantile", "quantiles");
  return `${plural}${combinator}(${levels.join(", ")})`;
};

/** Several quantiles come as an array. */
const picked = (sql: string, aggregate: Aggregate, levels: readonly number[]): string =>
  aggregate.kind !== "quantile" || levels.length < 2 ? sql : `${sql}[${levels.indexOf(aggregate.level) + 1}]`;

/** An aggregate over rows, or with `state` what such an aggregate can later be merged from. */
export const aggregateSql = (
  { aggregate, filters, levels }: Shared,
  dataset: Dataset,
  print: PrintTerm,
  state: "" | "State" = "",
): string => {
  const [name, args] = aggregateCall(aggregate, dataset, print);
  const given = filters.length === 0 ? args : [...args, together(filters, print)];
  return `${functionOf(name, levels, `${state}${filters.length === 0 ? "" : "If"}`)}(${given.join(", ")})`;
};

/** The column of a slot over rows. */
export const slotSql = (
  slot: Slot,
  shared: ReadonlyMap<string, Shared>,
  dataset: Dataset,
  print: PrintTerm,
): string => {
  const own = sharedBy(slot, shared);
  return `${picked(aggregateSql(own, dataset, print), slot.aggregate, own.levels)} AS ${slot.id}`;
};

const engineName: Record<Aggregate["kind"], string> = {
  count: "count",
  count_distinct: "uniqExact",
  sum: "sum",
  min: "min",
  max: "max",
  quantile: "quantileExactInclusive",
};

/** The value merged from a column of states, over the rows for which `when` holds. */
export const mergeSql = (
  { aggregate, levels }: Pick<Shared, "aggregate" | "levels">,
  state: string,
  when: string,
): string =>
  picked(`${functionOf(engineName[aggregate.kind], levels, "MergeIf")}(${state}, ${when})`, aggregate, levels);
