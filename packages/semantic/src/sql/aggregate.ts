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
export const termPrinter = (
  dataset: Dataset,
  timeZone: string,
  parameters: Bindings,
  identify: (column: string) => string = quoteIdentifier,
): PrintTerm => {
  const name = (column: string): string => {
    const quoted = identify(column);
    return dataset.columns[column]?.type === "number" ? `if(isFinite(${quoted}), ${quoted}, NULL)` : quoted;
  };
  return ({ typed }) => printExpression(typed, { parameters, name, timeZone: dataset.time_zone ?? timeZone });
};

/** The type of a column where a term is a column and nothing else. */
export const columnTypeOf = ({ typed }: Term, dataset: Dataset) =>
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
const together = (filters: readonly Term[], print: PrintTerm): string => filters.map(print).join(" AND ");

const aggregateCall = (aggregate: Aggregate, dataset: Dataset, print: PrintTerm): [name: string, args: string[]] => {
  switch (aggregate.kind) {
    case "count":
      return ["count", []];
    case "count_distinct":
      return [aggregate.approximate === true ? "uniqCombined64" : "uniqExact", aggregate.of.map(print)];
    case "sum":
      return ["sum", [summand(aggregate.of, dataset, print)]];
    case "min":
    case "max":
      return [aggregate.kind, [print(aggregate.of)]];
    case "quantile":
      return [
        aggregate.approximate === true ? "quantileDD" : "quantileExactInclusive",
        [ranked(aggregate.of, dataset, print)],
      ];
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
  /** Whether it counts distinct whole numbers. */
  integers: boolean;
  /** Whether its states hold whole numbers in 32 bits, as those of a rollup whose rows allow it do; others are refused with an error. */
  narrow?: boolean;
}

const sharedKey = ({ aggregate, filters }: Pick<Slot, "aggregate" | "filters">): string =>
  aggregate.kind === "quantile"
    ? `quantile${aggregate.approximate === true ? " approximate" : ""} ${aggregate.of.key} ${filterKey(filters)}`
    : `${aggregateKey(aggregate)} ${filterKey(filters)}`;

/** What the slots of a scan share, by key, in the order it is met. */
export const sharedOf = (
  slots: readonly Pick<Slot, "aggregate" | "filters">[],
  dataset?: Dataset,
): Map<string, Shared> => {
  const shared = new Map<string, Shared>();
  for (const slot of slots) {
    const key = sharedKey(slot);
    const { aggregate, filters } = slot;
    const level = aggregate.kind === "quantile" ? [aggregate.level] : [];
    const levels = [...new Set([...(shared.get(key)?.levels ?? []), ...level])].sort((a, b) => a - b);
    const integers = dataset !== undefined && countsIntegers({ aggregate }, dataset);
    shared.set(key, { key, aggregate, filters, levels, integers });
  }
  return shared;
};

/** What a slot shares with others of its scan. */
export const sharedBy = (slot: Pick<Slot, "aggregate" | "filters">, shared: ReadonlyMap<string, Shared>): Shared => {
  const found = shared.get(sharedKey(slot));
  if (found === undefined) throw new Error("A slot of a scan shares nothing with it.");
  return found;
};

/**
 * Relative error of approximate quantiles. The sketch (Masson et al., DDSketch, 2019) counts values in buckets, so whatever the
 * order rows are read in, it gives the same again.
 */
const accuracy = 0.005;

/** The function and its levels: `quantilesExactInclusive(0.5, 0.9)`, with a combinator such as `State` or `MergeIf`. */
const functionOf = (name: string, levels: readonly number[], combinator: string): string => {
  if (levels.length === 0) return `${name}${combinator}`;
  const plural = levels.length === 1 ? name : name.replace("quantile", "quantiles");
  return `${plural}${combinator}(${[...(name.endsWith("DD") ? [accuracy] : []), ...levels].join(", ")})`;
};

/** Several quantiles come as an array. */
const picked = (sql: string, aggregate: Aggregate, levels: readonly number[]): string =>
  aggregate.kind !== "quantile" || levels.length < 2 ? sql : `${sql}[${levels.indexOf(aggregate.level) + 1}]`;

/** An aggregate over rows. */
const aggregateSql = ({ aggregate, filters, levels }: Shared, dataset: Dataset, print: PrintTerm): string => {
  const [name, args] = aggregateCall(aggregate, dataset, print);
  const given = filters.length === 0 ? args : [...args, together(filters, print)];
  return `${functionOf(name, levels, filters.length === 0 ? "" : "If")}(${given.join(", ")})`;
};

/** How an aggregate is kept to be merged later. */
interface StateFunction {
  name: string;
  /** Levels the state is declared with; it holds every value, so that it can be asked for any. */
  levels: readonly number[];
}

/** Distinct whole numbers are kept as bitmaps, which merge many times faster than sets and are as exact. */
const stateFunctions: Record<string, StateFunction> = {
  count: { name: "count", levels: [] },
  count_distinct: { name: "uniqExact", levels: [] },
  distinct_integers: { name: "groupBitmap", levels: [] },
  sum: { name: "sum", levels: [] },
  min: { name: "min", levels: [] },
  max: { name: "max", levels: [] },
  quantile: { name: "quantilesExactInclusive", levels: [0.5] },
  count_distinct_approximate: { name: "uniqCombined64", levels: [] },
  quantile_approximate: { name: "quantilesDD", levels: [0.5] },
};

const countsIntegers = ({ aggregate }: Pick<Shared, "aggregate">, dataset: Dataset): boolean => {
  if (aggregate.kind !== "count_distinct" || aggregate.approximate === true) return false;
  const [only, ...others] = aggregate.of;
  return only !== undefined && others.length === 0 && columnTypeOf(only, dataset) === "integer";
};

const stateFunctionOf = (shared: Pick<Shared, "aggregate" | "integers">): StateFunction => {
  const { aggregate } = shared;
  const approximate = "approximate" in aggregate && aggregate.approximate === true;
  const kind = approximate ? `${aggregate.kind}_approximate` : aggregate.kind;
  const found = stateFunctions[shared.integers ? "distinct_integers" : kind];
  if (found === undefined) throw new Error(`${kind} has no state.`);
  return found;
};

/** The 32 bits states may hold whole numbers in: bitmaps count from zero, percentiles hold what may be negative. */
const narrowType = ({ integers }: Pick<Shared, "integers">): "UInt32" | "Int32" => (integers ? "UInt32" : "Int32");

/** Whether all numbers behind a state fit in 32 bits, as SQL over the rows; null where states hold none. */
export const fitsNarrowSql = (shared: Shared, dataset: Dataset, print: PrintTerm): string | null => {
  const { aggregate, integers } = shared;
  if (!("of" in aggregate) || ("approximate" in aggregate && aggregate.approximate === true)) return null;
  const of = "key" in aggregate.of ? aggregate.of : aggregate.of[0];
  const held =
    integers || (aggregate.kind === "quantile" && of !== undefined && columnTypeOf(of, dataset) === "integer");
  if (!held || of === undefined) return null;
  const [least, most] = integers ? [0, 2 ** 32 - 1] : [-(2 ** 31), 2 ** 31 - 1];
  return `ifNull(min(${print(of)}) >= ${least} AND max(${print(of)}) <= ${most}, 0)`;
};

const levelled = (name: string, levels: readonly number[]): string =>
  levels.length === 0 ? name : `${name}(${[...(name.includes("DD") ? [accuracy] : []), ...levels].join(", ")})`;

/** What an aggregate over rows can later be merged from. */
export const stateSql = (shared: Shared, dataset: Dataset, print: PrintTerm): string => {
  const { aggregate, filters, integers, narrow = false } = shared;
  const { name, levels } = stateFunctionOf(shared);
  const [, args] = aggregateCall(aggregate, dataset, print);
  const [first = ""] = args;
  // States of what may be missing have types of their own, which do not merge at other levels.
  const bare = integers || aggregate.kind === "quantile";
  const present = bare ? [`${first} IS NOT NULL`] : [];
  const value = `assumeNotNull(${first})`;
  const wide = integers ? `toUInt64(${value})` : value;
  const given = bare ? [narrow ? `accurateCast(${value}, '${narrowType(shared)}')` : wide] : args;
  const conditions = [...present, ...(filters.length === 0 ? [] : [together(filters, print)])];
  if (conditions.length === 0) return `${levelled(`${name}State`, levels)}(${given.join(", ")})`;
  return `${levelled(`${name}StateIf`, levels)}(${[...given, conditions.join(" AND ")].join(", ")})`;
};

/** States merged into one state. */
export const mergedState = (shared: Pick<Shared, "aggregate" | "integers">, state: string): string => {
  const { name, levels } = stateFunctionOf(shared);
  return `${levelled(`${name}MergeState`, levels)}(${state})`;
};

/** The value of a slot merged from a column of states; over the rows for which `when` holds, if given. */
export const mergeSql = (
  shared: Pick<Shared, "aggregate" | "levels" | "integers">,
  aggregate: Aggregate,
  state: string,
  when: string | null,
): string => {
  const { name } = stateFunctionOf(shared);
  const merge = when === null ? `${name}Merge` : `${name}MergeIf`;
  const call = `${levelled(merge, shared.levels)}(${when === null ? state : `${state}, ${when}`})`;
  return aggregate.kind === "quantile" ? `${call}[${shared.levels.indexOf(aggregate.level) + 1}]` : call;
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
