import type { Expression } from "../../expression/tree.ts";
import type { Attempt } from "../attempt.ts";
import { type Entry, note } from "../reader.ts";
import { type Import, type OpenModel, wordsOf } from "./context.ts";
import { readCondition } from "./filter.ts";
import { type OpenMeasure, openMeasure, whereOf } from "./measure.ts";
import type { Input, Measure } from "./source.ts";

/** A metric that was made. */
export interface Built {
  id: string;
  /** What it aggregates, when it reads rows itself. */
  measure: OpenMeasure | null;
  conditions: Expression[];
}

/** Where metrics are made: what is there to build on. */
export interface Workshop {
  all: Import;
  measures: Map<string, { open: OpenModel; source: Measure }>;
  opened: Map<string, Attempt<OpenMeasure>>;
  built: Map<string, Built>;
  /** Metrics made on the way, by what they are. */
  helpers: Map<string, Built>;
  /** Measures some metric reads. */
  used: Set<string>;
  /** Labels and descriptions of measures that a metric took for its own. */
  worded: Set<string | undefined>;
}

/** A measure by name, read once. */
export const measureNamed = (shop: Workshop, name: string): Attempt<OpenMeasure> => {
  const found = shop.measures.get(name);
  if (found === undefined) return { reason: `There is no measure \`${name.slice(0, 80)}\`.` };
  shop.used.add(name);
  const before = shop.opened.get(name) ?? openMeasure(found.open, found.source, shop.all);
  shop.opened.set(name, before);
  return before;
};

/** The metric an input names. */
export const metricNamed = (shop: Workshop, name: string): Attempt<Built> => {
  const found = shop.built.get(name);
  return found === undefined
    ? { reason: `It is built on \`${name.slice(0, 80)}\`, which is not there or was left out.` }
    : { value: found };
};

/** Reads filters over a model; all must hold. */
export const conditionsOf = (
  shop: Workshop,
  open: OpenModel,
  filters: readonly Entry[],
  subject: string,
): Attempt<Expression[]> => {
  const conditions: Expression[] = [];
  for (const filter of filters) {
    const read = readCondition(open, filter, subject, shop.all);
    if ("reason" in read) return read;
    conditions.push(read.value);
  }
  return { value: conditions };
};

/** The definition of a metric over rows, without id and words. */
export const rowsDefinition = (measure: OpenMeasure, conditions: readonly Expression[]): Record<string, unknown> => ({
  ...measure.definition,
  dataset: measure.dataset,
  ...whereOf([...measure.conditions, ...conditions]),
});

/** Makes a metric that the source has no name for, once. */
export const makeHelper = (
  shop: Workshop,
  wanted: string,
  measure: OpenMeasure,
  conditions: Expression[],
  from: Entry,
): Built => {
  const definition = rowsDefinition(measure, conditions);
  const key = JSON.stringify(definition);
  const before = shop.helpers.get(key);
  if (before !== undefined) return before;
  const id = shop.all.metricIds.give(wanted);
  const words = wordsOf(id, { label: undefined, description: undefined });
  shop.all.made.push({
    type: "metric",
    id,
    definition: { id, ...words, ...definition },
    needs: [`dataset ${measure.dataset}`],
    from,
  });
  note(from, "info", `metric ${id}`, "It was made on the way: metrics are built on metrics with names.");
  const built: Built = { id, measure, conditions };
  shop.helpers.set(key, built);
  return built;
};

/** A metric with more filters: itself when there are none, else one made on the way. */
export const filtered = (
  shop: Workshop,
  base: Built,
  filters: readonly Entry[],
  wanted: string,
  from: Entry,
): Attempt<Built> => {
  if (filters.length === 0) return { value: base };
  if (base.measure === null)
    return { reason: `The filter would have to reach the rows under \`${base.id}\`, which is built on other metrics.` };
  const more = conditionsOf(shop, base.measure.open, filters, `metric ${wanted}`);
  if ("reason" in more) return more;
  return { value: makeHelper(shop, wanted, base.measure, [...base.conditions, ...more.value], from) };
};

/** Notes the settings of an input that say what Sextant does anyway, or cannot do. */
export const noteEmptyPeriods = (input: Input, subject: string, measure: OpenMeasure | null): void => {
  const counts = ["count", "sum", "sum_boolean", "count_distinct"].includes(String(measure?.definition.aggregation));
  const isZero = input.fillNullsWith === 0 && counts && measure?.definition.kind === "simple";
  if (isZero) note(input.at, "info", subject, "Periods without rows are zero for counts and sums (fill_nulls_with).");
  else if (input.fillNullsWith !== undefined)
    note(
      input.at,
      "left_out",
      subject,
      `Periods without rows have no value; fill_nulls_with: ${input.fillNullsWith} is not carried.`,
    );
  if (input.joinToTimespine)
    note(input.at, "info", subject, "Every period is answered, with rows or without (join_to_timespine).");
};
