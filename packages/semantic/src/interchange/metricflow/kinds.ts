import { grains } from "@sextant/model/time/grain";
import { readLength } from "@sextant/model/time/interval";
import type { Expression } from "../../expression/tree.ts";
import type { Attempt } from "../attempt.ts";
import { mapTree } from "../map-tree.ts";
import { note } from "../reader.ts";
import { readSql, textOfTree } from "../sql.ts";
import { whereOf } from "./measure.ts";
import type { Input, MetricSource } from "./source.ts";
import {
  type Built,
  conditionsOf,
  filtered,
  makeHelper,
  measureNamed,
  metricNamed,
  noteEmptyPeriods,
  rowsDefinition,
  type Workshop,
} from "./workshop.ts";

/** The definition of a metric without id and words, and what it is to metrics built on it. */
export interface Shape extends Omit<Built, "id"> {
  definition: Record<string, unknown>;
  needs: string[];
}

const onMetrics = (definition: Record<string, unknown>, ids: readonly string[]): Shape => ({
  definition,
  needs: [...new Set(ids)].map((id) => `metric ${id}`),
  measure: null,
  conditions: [],
});

const noAlias = (input: Input, subject: string): void => {
  if (input.alias !== undefined) note(input.at, "left_out", subject, "`alias` names nothing here.");
};

/** A metric over rows. */
export const simpleShape = (metric: MetricSource, shop: Workshop): Attempt<Shape> => {
  const subject = `metric ${metric.name}`;
  if (metric.measure === undefined) return { reason: "A simple metric names no measure." };
  const measure = measureNamed(shop, metric.measure.name);
  if ("reason" in measure) return measure;
  noAlias(metric.measure, subject);
  noteEmptyPeriods(metric.measure, subject, measure.value);
  const conditions = conditionsOf(shop, measure.value.open, [...metric.measure.filters, ...metric.filters], subject);
  if ("reason" in conditions) return conditions;
  return {
    value: {
      definition: rowsDefinition(measure.value, conditions.value),
      needs: [`dataset ${measure.value.dataset}`],
      measure: measure.value,
      conditions: conditions.value,
    },
  };
};

interface Term {
  /** What the formula calls it. */
  word: string;
  metric: Built;
  offset: string | null;
}

const offsetOf = (input: Input): Attempt<string | null> => {
  if (input.offsetToGrain !== undefined)
    return { reason: `offset_to_grain (${input.offsetToGrain}) has no counterpart: offsets are lengths of time.` };
  if (input.offsetWindow === undefined) return { value: null };
  const text = input.offsetWindow.toLowerCase().replace(/\s+/g, " ").trim();
  if (readLength(text) === null)
    return { reason: `\`${input.offsetWindow.slice(0, 40)}\` is no length in days, weeks, months, quarters or years.` };
  return { value: text };
};

const termOf = (input: Input, metric: MetricSource, shop: Workshop): Attempt<Term> => {
  const base = metricNamed(shop, input.name);
  if ("reason" in base) return base;
  const offset = offsetOf(input);
  if ("reason" in offset) return offset;
  const word = input.alias ?? input.name;
  const own = filtered(shop, base.value, [...input.filters, ...metric.filters], `${metric.name}_${word}`, input.at);
  if ("reason" in own) return own;
  noteEmptyPeriods(input, `metric ${metric.name}`, own.value.measure);
  return { value: { word, metric: own.value, offset: offset.value } };
};

const formulaOf = (tree: Expression, terms: readonly Term[], shop: Workshop): Attempt<Shape> => {
  const byWord = new Map(terms.map((term) => [term.word, term]));
  const earlier = terms.filter(({ offset }) => offset !== null);
  const names = new Map(earlier.map((term) => [term.word, shop.all.metricIds.apart(term.word)]));
  const strange: string[] = [];
  const mapped = mapTree(tree, (node) => {
    if (node.kind !== "name") return node;
    const term = byWord.get(node.name);
    if (term === undefined) strange.push(node.name);
    return { ...node, name: names.get(node.name) ?? term?.metric.id ?? node.name };
  });
  const [name] = strange;
  if (name !== undefined) return { reason: `The formula names \`${name.slice(0, 80)}\`, which is none of its inputs.` };
  const inputs = earlier.map((term) => [
    names.get(term.word) ?? term.word,
    { metric: term.metric.id, offset: term.offset },
  ]);
  const definition = {
    kind: "derived",
    expression: textOfTree(mapped),
    ...(inputs.length === 0 ? {} : { inputs: Object.fromEntries(inputs) as unknown }),
  };
  return {
    value: onMetrics(
      definition,
      terms.map(({ metric }) => metric.id),
    ),
  };
};

/** A formula over other metrics. */
export const derivedShape = (metric: MetricSource, shop: Workshop): Attempt<Shape> => {
  const read = readSql(metric.expr ?? "");
  if ("reason" in read) return { reason: `The formula cannot be carried. ${read.reason}` };
  const terms: Term[] = [];
  for (const input of metric.inputs) {
    const term = termOf(input, metric, shop);
    if ("reason" in term) return term;
    if (terms.some(({ word }) => word === term.value.word))
      return { reason: `Two inputs are called \`${term.value.word}\`; give one an alias.` };
    terms.push(term.value);
  }
  for (const remark of read.remarks) note(metric.at, "changed", `metric ${metric.name}`, remark);
  return formulaOf(read.tree, terms, shop);
};

const partOf = (input: Input, metric: MetricSource, shop: Workshop): Attempt<{ part: unknown; built: Built }> => {
  const base = metricNamed(shop, input.name);
  if ("reason" in base) return base;
  const subject = `metric ${metric.name}`;
  noAlias(input, subject);
  noteEmptyPeriods(input, subject, base.value.measure);
  const { measure, id } = base.value;
  if (measure === null) return { value: { part: id, built: base.value } };
  const conditions = conditionsOf(shop, measure.open, [...input.filters, ...metric.filters], subject);
  if ("reason" in conditions) return conditions;
  const where = whereOf(conditions.value);
  return { value: { part: where.where === undefined ? id : { metric: id, ...where }, built: base.value } };
};

/** One metric over another; a formula when they are not both over rows. */
export const ratioShape = (metric: MetricSource, shop: Workshop): Attempt<Shape> => {
  const { numerator, denominator } = metric;
  if (numerator === undefined || denominator === undefined)
    return { reason: "A ratio wants a numerator and a denominator." };
  const both = [numerator, denominator].map(
    (input) => shop.built.get(input.name)?.measure?.definition.kind === "simple",
  );
  const plain = [numerator, denominator].every(
    (input) => input.offsetWindow === undefined && input.offsetToGrain === undefined,
  );
  if (!both.every(Boolean) || !plain) {
    const expr = `"numerator" / "denominator"`;
    const inputs = [
      { ...numerator, alias: "numerator" },
      { ...denominator, alias: "denominator" },
    ];
    for (const input of [numerator, denominator]) noAlias(input, `metric ${metric.name}`);
    return derivedShape({ ...metric, expr, inputs }, shop);
  }
  const above = partOf(numerator, metric, shop);
  if ("reason" in above) return above;
  const below = partOf(denominator, metric, shop);
  if ("reason" in below) return below;
  const parts = [above.value.built, below.value.built] as const;
  const definition = { kind: "ratio", numerator: above.value.part, denominator: below.value.part };
  return {
    value: onMetrics(
      definition,
      parts.map(({ id }) => id),
    ),
  };
};

const cumulatedOf = (metric: MetricSource, shop: Workshop): Attempt<Built> => {
  const subject = `metric ${metric.name}`;
  if (metric.input !== undefined) {
    const base = metricNamed(shop, metric.input.name);
    if ("reason" in base) return base;
    noAlias(metric.input, subject);
    noteEmptyPeriods(metric.input, subject, base.value.measure);
    const filters = [...metric.input.filters, ...metric.filters];
    return filtered(shop, base.value, filters, `${metric.name}_base`, metric.at);
  }
  const rows = simpleShape(metric, shop);
  if ("reason" in rows) return rows;
  const { measure, conditions, definition } = rows.value;
  if (measure === null) return { reason: "It names no measure." };
  const key = JSON.stringify(definition);
  const named = [...shop.built.values()].find(
    (built) => built.measure !== null && JSON.stringify(rowsDefinition(built.measure, built.conditions)) === key,
  );
  return { value: named ?? makeHelper(shop, measure.source.name, measure, conditions, metric.at) };
};

/** A metric over a trailing window, or from the start of a longer period to date. */
export const cumulativeShape = (metric: MetricSource, shop: Workshop): Attempt<Shape> => {
  const { grainToDate, periodAgg } = metric;
  const window = metric.window?.toLowerCase().replace(/\s+/g, " ").trim();
  if (window === undefined && grainToDate === undefined)
    return { reason: "It runs from the beginning of all rows; a cumulative metric has a window or a period to date." };
  if (window !== undefined && grainToDate !== undefined)
    return { reason: "It has a window and a grain to date; only one can hold." };
  if (window !== undefined && readLength(window) === null)
    return { reason: `\`${window.slice(0, 40)}\` is no length in days, weeks, months, quarters or years.` };
  const grain = grainToDate?.toLowerCase();
  if (grain !== undefined && !grains.some((one) => one === grain))
    return { reason: `\`${grain.slice(0, 40)}\` is no grain of the calendar.` };
  const base = cumulatedOf(metric, shop);
  if ("reason" in base) return base;
  if (periodAgg !== undefined && periodAgg.toLowerCase() !== "last") {
    const message = `period_agg: ${periodAgg.slice(0, 40)} is not carried: a longer period has the value at its end.`;
    note(metric.at, "changed", `metric ${metric.name}`, message);
  }
  const stretch = window === undefined ? { to_date: grain } : { window };
  return { value: onMetrics({ kind: "cumulative", metric: base.value.id, ...stretch }, [base.value.id]) };
};
