import { readLength } from "@sextant/model/time/interval";
import type { Expression } from "../../expression/tree.ts";
import type { Attempt } from "../attempt.ts";
import { note } from "../reader.ts";
import { textOfTree } from "../sql.ts";
import type { Shape } from "./kinds.ts";
import { type OpenMeasure, whereOf } from "./measure.ts";
import type { Input, MetricSource } from "./source.ts";
import { conditionsOf, measureNamed, metricNamed, noteEmptyPeriods, type Workshop } from "./workshop.ts";

interface Event {
  measure: OpenMeasure;
  conditions: Expression[];
}

const countedOf = ({ open, tree, definition }: OpenMeasure): Attempt<"rows" | "distinct"> => {
  if (definition.kind !== "simple") return { reason: "A conversion counts events, not states." };
  if (definition.aggregation === "count") return { value: "rows" };
  const keys = [...open.entities.values()].filter(
    ({ source }) => source.type === "primary" || source.type === "unique",
  );
  const isKey = tree?.kind === "name" && keys.some(({ column }) => column === tree.name);
  if (definition.aggregation === "count_distinct" && isKey) return { value: "distinct" };
  return {
    reason: `A conversion counts events; \`${String(definition.aggregation)}\` of ${tree === null ? "rows" : textOfTree(tree)} is no count of rows.`,
  };
};

const eventOf = (input: Input | undefined, which: string, metric: MetricSource, shop: Workshop): Attempt<Event> => {
  const subject = `metric ${metric.name}`;
  if (input === undefined) return { reason: `A conversion wants a ${which} event.` };
  const named = input.isMetric ? metricNamed(shop, input.name) : measureNamed(shop, input.name);
  if ("reason" in named) return named;
  const [measure, before] =
    "measure" in named.value ? [named.value.measure, named.value.conditions] : [named.value, []];
  if (measure === null) return { reason: `\`${input.name}\` is built on other metrics; a conversion counts rows.` };
  if (input.alias !== undefined) note(input.at, "left_out", subject, "`alias` names nothing here.");
  noteEmptyPeriods(input, subject, measure);
  const counted = countedOf(measure);
  if ("reason" in counted) return counted;
  if (counted.value === "distinct")
    note(input.at, "changed", subject, `The rows of ${measure.dataset} are counted: its key is never there twice.`);
  const own = which === "base" ? [...input.filters, ...metric.filters] : input.filters;
  const conditions = conditionsOf(shop, measure.open, own, subject);
  if ("reason" in conditions) return conditions;
  return { value: { measure, conditions: [...measure.conditions, ...before, ...conditions.value] } };
};

const columnIn = ({ measure: { open } }: Event, name: string): string | undefined =>
  open.entities.get(name)?.column ?? open.dimensions.get(name)?.column ?? undefined;

const pairOf = (
  base: Event,
  conversion: Event,
  there: { base: string; conversion: string },
): Attempt<{ base: string; conversion: string }> => {
  const columns = { base: columnIn(base, there.base), conversion: columnIn(conversion, there.conversion) };
  if (columns.base === undefined) return { reason: `\`${there.base}\` is no column of the base event.` };
  if (columns.conversion === undefined) return { reason: `\`${there.conversion}\` is no column of the conversion.` };
  return { value: { base: columns.base, conversion: columns.conversion } };
};

const constantsOf = (base: Event, conversion: Event, metric: MetricSource): Attempt<string[]> => {
  const constant: string[] = [];
  for (const property of metric.constants) {
    const pair = pairOf(base, conversion, property);
    if ("reason" in pair) return pair;
    if (pair.value.base !== pair.value.conversion)
      return {
        reason: `\`${pair.value.base}\` and \`${pair.value.conversion}\` must be equal; columns that stay the same have one name here.`,
      };
    constant.push(pair.value.base);
  }
  return { value: constant };
};

const eventText = ({ measure, conditions }: Event): Record<string, unknown> => ({
  dataset: measure.dataset,
  ...whereOf(conditions),
});

/** How often a base event of an entity is followed by a conversion of the same entity. */
export const conversionShape = (metric: MetricSource, shop: Workshop): Attempt<Shape> => {
  const calculation = (metric.calculation ?? "conversion_rate").toLowerCase();
  const window = metric.window?.toLowerCase().replace(/\s+/g, " ").trim();
  if (calculation !== "conversion_rate" && calculation !== "conversions")
    return { reason: `\`${calculation.slice(0, 40)}\` is no known calculation.` };
  if (window === undefined) return { reason: "It has no window; a conversion counts within a stated time." };
  if (readLength(window) === null)
    return { reason: `\`${window.slice(0, 40)}\` is no length in days, weeks, months, quarters or years.` };
  const base = eventOf(metric.base, "base", metric, shop);
  if ("reason" in base) return base;
  const conversion = eventOf(metric.conversion, "conversion", metric, shop);
  if ("reason" in conversion) return conversion;
  const name = metric.entity ?? "";
  const entity = pairOf(base.value, conversion.value, { base: name, conversion: name });
  if ("reason" in entity) return entity;
  const constant = constantsOf(base.value, conversion.value, metric);
  if ("reason" in constant) return constant;
  const { base: here, conversion: there } = entity.value;
  const definition = {
    kind: "conversion",
    base: eventText(base.value),
    conversion: eventText(conversion.value),
    entity: here === there ? here : entity.value,
    window,
    ...(constant.value.length === 0 ? {} : { constant: constant.value }),
    measure: calculation,
  };
  const needs = [base.value, conversion.value].map(({ measure }) => `dataset ${measure.dataset}`);
  return { value: { definition, needs: [...new Set(needs)], measure: null, conditions: [] } };
};
