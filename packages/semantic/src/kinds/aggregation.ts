import type { Aggregation } from "@sextant/model/metric/kinds/simple";
import type { ValueType } from "../expression/tree.ts";
import type { Aggregate, Formula, Output, Term } from "../plan/plan.ts";
import { presence } from "../plan/term.ts";

/** What an aggregation is given: the terms of its expression, and a way to ask for aggregates under the metric's filter. */
interface Ingredients {
  of: readonly Term[];
  level: number;
  approximate: boolean;
  slot: (aggregate: Aggregate, filters?: readonly Term[]) => Formula;
}

/** How one aggregation is written and computed. */
interface Recipe {
  /** How many expressions it takes. */
  takes: "none" | "one" | "many";
  /** The type they must have; any when not given. */
  wants?: ValueType;
  /** In a sentence, before what is aggregated. */
  words: string;
  plan: (ingredients: Ingredients) => Pick<Output, "value" | "numerator" | "denominator" | "sample">;
}

const nothing: Formula = { kind: "nothing" };
const plain = (value: Formula, sample: Formula) => ({ value, numerator: nothing, denominator: nothing, sample });

const only = (of: readonly Term[]): Term => {
  const [term] = of;
  if (term === undefined) throw new Error("The expression of a checked metric is missing.");
  return term;
};

const knownRows = ({ of, slot }: Ingredients): Formula => slot({ kind: "count" }, of.flatMap(presence));

const pick =
  (kind: "min" | "max"): Recipe["plan"] =>
  (given) => {
    const sample = knownRows(given);
    return plain({ kind: "unless_empty", value: given.slot({ kind, of: only(given.of) }), sample }, sample);
  };

const quantile =
  (level: (given: Ingredients) => number): Recipe["plan"] =>
  (given) => {
    const sample = knownRows(given);
    const value = given.slot({
      kind: "quantile",
      of: only(given.of),
      level: level(given),
      approximate: given.approximate,
    });
    return plain({ kind: "unless_empty", value, sample }, sample);
  };

/** The table of aggregations (K2). Sample sizes count the rows whose value is known (N4). */
const recipes = {
  count: {
    takes: "none",
    words: "the number of rows",
    plan: ({ slot }) => {
      const rows = slot({ kind: "count" });
      return plain(rows, rows);
    },
  },
  count_distinct: {
    takes: "many",
    words: "the number of distinct",
    plan: (given) =>
      plain(given.slot({ kind: "count_distinct", of: given.of, approximate: given.approximate }), knownRows(given)),
  },
  sum: {
    takes: "one",
    wants: "number",
    words: "the sum of",
    plan: (given) => plain(given.slot({ kind: "sum", of: only(given.of) }), knownRows(given)),
  },
  average: {
    takes: "one",
    wants: "number",
    words: "the average of",
    plan: (given) => {
      const sample = knownRows(given);
      const total = given.slot({ kind: "sum", of: only(given.of) });
      return {
        value: { kind: "quotient", over: total, under: sample },
        numerator: total,
        denominator: sample,
        sample,
      };
    },
  },
  min: { takes: "one", wants: "number", words: "the smallest", plan: pick("min") },
  max: { takes: "one", wants: "number", words: "the largest", plan: pick("max") },
  median: { takes: "one", wants: "number", words: "the median of", plan: quantile(() => 0.5) },
  percentile: { takes: "one", wants: "number", words: "a percentile of", plan: quantile(({ level }) => level) },
  sum_boolean: {
    takes: "one",
    wants: "boolean",
    words: "the number of rows where",
    plan: (given) => plain(given.slot({ kind: "count" }, given.of), knownRows(given)),
  },
} as const satisfies Record<Aggregation, Recipe>;

/** The recipe of an aggregation. */
export const recipeOf = (aggregation: Aggregation): Recipe => recipes[aggregation];
