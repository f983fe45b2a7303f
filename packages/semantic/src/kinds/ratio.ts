import type { RatioMetric, RatioPart } from "@sextant/model/metric/kinds/ratio";
import type { SimpleMetric } from "@sextant/model/metric/kinds/simple";
import type { Metric } from "@sextant/model/metric/metric";
import { conditionsOf } from "../plan/condition.ts";
import { columnScope } from "../plan/scope.ts";
import type { Fault, Kind, Known, Path, Planner, WrittenExpression } from "./kind.ts";
import { planSimple } from "./simple.ts";

type Side = "numerator" | "denominator";
const sides = ["numerator", "denominator"] as const;

const metricOf = (part: RatioPart): string => (typeof part === "string" ? part : part.metric);
const whereOf = (part: RatioPart): string | number | undefined => (typeof part === "string" ? undefined : part.where);
const pathOf = (metric: RatioMetric, side: Side): Path =>
  typeof metric[side] === "string" ? [side] : [side, "metric"];

const asSimple = (metric: Metric | undefined): SimpleMetric | null => (metric?.kind === "simple" ? metric : null);

const planPart = (part: RatioPart, planner: Planner) => {
  const { metrics, datasets } = planner.catalog;
  const metric = asSimple(metrics.get(metricOf(part)));
  const dataset = metric === null ? undefined : datasets.get(metric.dataset);
  if (metric === null || dataset === undefined) throw new Error(`${metricOf(part)} of a checked ratio is missing.`);
  return planSimple(metric, conditionsOf(whereOf(part), dataset, datasets), planner);
};

const checkPart = (ratio: RatioMetric, side: Side, known: Known): Fault[] => {
  const id = metricOf(ratio[side]);
  const part = known.catalog.metrics.get(id);
  const path = pathOf(ratio, side);
  if (part === undefined) return [];
  if (asSimple(part) === null) {
    const message = `The ${side} \`${id}\` is a ${part.kind} metric; a ratio is made of simple ones.`;
    return [{ rule: "metric/ratio-part", message, hint: "Name a simple metric, or make this metric derived.", path }];
  }
  if (known.traits(part).emptyMeans === "zero") return [];
  const message = `The ${side} \`${id}\` is no count or sum, so dividing it would give an average of averages.`;
  const hint = "Divide sums and counts, which are added up before they are divided (N3).";
  return [{ rule: "metric/non-additive-ratio", message, hint, path }];
};

const partInWords = (part: RatioPart, words: (metric: Metric) => string, label: string, metric: Metric | undefined) => {
  const where = whereOf(part);
  const base = metric === undefined ? label : words(metric);
  return where === undefined ? base : `${base}, only where ${String(where)}`;
};

const partInCode = (part: RatioPart): string => {
  const where = whereOf(part);
  return where === undefined ? metricOf(part) : `(${metricOf(part)} where ${String(where)})`;
};

/** One sum or count over another; unknown when the denominator is zero. */
export const ratio: Kind<RatioMetric> = {
  expressions: (metric, { catalog }) =>
    sides.flatMap((side): WrittenExpression[] => {
      const text = whereOf(metric[side]);
      if (text === undefined) return [];
      const dataset = catalog.datasets.get(asSimple(catalog.metrics.get(metricOf(metric[side])))?.dataset ?? "");
      const scope = dataset === undefined ? null : columnScope(dataset, catalog.datasets);
      return [{ path: [side, "where"], text, scope, expected: "boolean" }];
    }),
  references: (metric) => sides.map((side) => ({ metric: metricOf(metric[side]), path: pathOf(metric, side) })),
  builtOn: (metric) => [...new Set(sides.map((side) => metricOf(metric[side])))],
  datasets: () => [],
  check: (metric, known) => sides.flatMap((side) => checkPart(metric, side, known)),
  plan: (metric, planner) => {
    const over = planPart(metric.numerator, planner);
    const under = planPart(metric.denominator, planner);
    return {
      value: { kind: "quotient", over: over.value, under: under.value },
      numerator: over.value,
      denominator: under.value,
      sample: under.sample,
      level: 0,
      empty: null,
    };
  },
  arithmetic: (metric) => {
    const whole = (part: RatioPart): boolean => typeof part === "string" || part.where === undefined;
    return sides.every((side) => whole(metric[side])) ? sides.map((side) => metricOf(metric[side])).join(" / ") : null;
  },
  words: (metric, catalog) =>
    sides
      .map((side) => {
        const part = catalog.metrics.get(metricOf(metric[side]));
        return partInWords(metric[side], (found) => found.label, metricOf(metric[side]), part);
      })
      .join(" ÷ "),
  code: (metric) => `${partInCode(metric.numerator)} / ${partInCode(metric.denominator)}`,
};
