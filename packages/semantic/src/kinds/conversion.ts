import type { Dataset } from "@sextant/model/dataset/dataset";
import { isByDay } from "@sextant/model/dataset/watermark";
import type { ConversionMetric } from "@sextant/model/metric/kinds/conversion";
import type { Interval } from "@sextant/model/time/interval";
import { lengthOf } from "@sextant/model/time/length-schema";
import { movedInstant } from "@sextant/model/time/move";
import type { Scope } from "../expression/tree.ts";
import { conditionsOf } from "../plan/condition.ts";
import { conversionTerms } from "../plan/conversion.ts";
import { readableColumns } from "../plan/joins.ts";
import type { Formula, Planned, Term } from "../plan/plan.ts";
import { columnScope } from "../plan/scope.ts";
import { presence, readTerm } from "../plan/term.ts";
import type { Fault, Kind, Known, Path, Planner, WrittenExpression } from "./kind.ts";

type Side = "base" | "conversion";
const sides = ["base", "conversion"] as const;

const datasetOf = (metric: ConversionMetric, side: Side, { datasets }: Known["catalog"]): Dataset | undefined =>
  datasets.get(metric[side].dataset);

const entityOf = ({ entity }: ConversionMetric, side: Side): { text: string | number; path: Path } =>
  typeof entity === "object" ? { text: entity[side], path: ["entity", side] } : { text: entity, path: ["entity"] };

/** What must be equal on both events: the entity and the constants. */
const matchedOf = (metric: ConversionMetric, side: Side): { text: string | number; path: Path }[] => [
  entityOf(metric, side),
  ...metric.constant.map((text, index) => ({ text, path: ["constant", index] })),
];

/** The window in local days; null for a length that is no number of days. */
const daysOf = ({ window }: ConversionMetric): number | null => {
  const { count, unit } = lengthOf(window);
  if (unit === "day") return count;
  return unit === "week" ? count * 7 : null;
};

const checkWindow = (metric: ConversionMetric): Fault[] => {
  if (daysOf(metric) !== null) return [];
  const message = `A conversion window is so many days for every base event; \`${metric.window}\` are not.`;
  return [{ rule: "metric/conversion-window", message, hint: "Write it in days or weeks.", path: ["window"] }];
};

/** The type two values are compared by: columns of different types of numbers are not put together. */
const typeOf = (text: string | number, dataset: Dataset, datasets: Known["catalog"]["datasets"]): string | null => {
  const { term } = readTerm(text, columnScope(dataset, datasets));
  if (term === null) return null;
  const { typed } = term;
  const column = typed.kind === "name" ? readableColumns(dataset, datasets)[typed.name]?.type : undefined;
  return typed.type === "number" ? (column ?? "number") : typed.type;
};

const checkTypes = (metric: ConversionMetric, known: Known): Fault[] => {
  const [base, then] = sides.map((side) => datasetOf(metric, side, known.catalog));
  if (base === undefined || then === undefined) return [];
  const others = matchedOf(metric, "conversion");
  const { datasets } = known.catalog;
  return matchedOf(metric, "base").flatMap(({ text, path }, index): Fault[] => {
    const [type, otherType] = [typeOf(text, base, datasets), typeOf(others[index]?.text ?? text, then, datasets)];
    if (type === null || otherType === null || type === otherType) return [];
    const message = `It is of type ${type} in ${base.id} and of type ${otherType} in ${then.id}, so they never are the same.`;
    const hint = index === 0 ? "Name what identifies the same entity on both sides." : "Name a column that both have.";
    const rule = index === 0 ? "metric/conversion-entity" : "metric/conversion-constant";
    return [{ rule, message, hint, path: typeof path[1] === "string" ? ["entity", "conversion"] : path }];
  });
};

/** A conversion known by its day alone cannot be put before or after a base event with a time of day. */
const checkTimes = (metric: ConversionMetric, known: Known): Fault[] => {
  const [base, then] = sides.map((side) => datasetOf(metric, side, known.catalog));
  if (base === undefined || then === undefined || isByDay(base) || !isByDay(then)) return [];
  const message = `${then.id} says only the day of a conversion, ${base.id} the time: those of one day have no order.`;
  const hint = "Give the conversions a time of day, or take base events by the day.";
  return [{ rule: "metric/conversion-time", message, hint, path: ["conversion", "dataset"] }];
};

const checkWait = (metric: ConversionMetric, { catalog }: Known): Fault[] => {
  const { measure, aggregation, percentile } = metric;
  const fault = (message: string, hint: string, path: Path): Fault[] => [
    { rule: "metric/conversion-measure", message, hint, path },
  ];
  if (measure !== "time_to_convert") {
    const given = (["aggregation", "percentile"] as const).find((key) => metric[key] !== undefined);
    const message = `${measure} is not aggregated from times.`;
    return given === undefined ? [] : fault(message, "Take it out, or write `measure: time_to_convert`.", [given]);
  }
  const unit = catalog.units.get(metric.unit);
  const noDuration =
    unit === undefined || unit.seconds !== undefined
      ? []
      : fault(`A time to convert is a duration; ${metric.unit} is none.`, "Write `unit: hours` or `unit: days`.", [
          "measure",
        ]);
  const level =
    (aggregation === "percentile") === (percentile !== undefined)
      ? []
      : fault("A percentile is an aggregation and a level.", "Write `aggregation: percentile` and `percentile: 0.9`.", [
          percentile === undefined ? "aggregation" : "percentile",
        ]);
  return [...noDuration, ...level];
};

/** Every stretch with the time in which what happened there can still be converted. */
const followed = (stretches: readonly Interval[], days: number, { catalog }: Planner): Interval[] =>
  stretches.map(({ start, end }) => ({
    start,
    end: end > start ? movedInstant(end, days, "day", catalog.calendar) : end,
  }));

const termsOf = (metric: ConversionMetric, side: Side, scope: Scope): Term[] =>
  matchedOf(metric, side).map(({ text }) => {
    const { term } = readTerm(text, scope);
    if (term === null) throw new Error(`The expression ${String(text)} has not been checked.`);
    return term;
  });

const openEvents = (metric: ConversionMetric, planner: Planner) => {
  const { datasets } = planner.catalog;
  const side = (which: Side) => {
    const dataset = datasetOf(metric, which, planner.catalog);
    if (dataset === undefined) throw new Error(`A dataset of the checked metric ${metric.id} is missing.`);
    const filters = conditionsOf(metric[which].where, dataset, datasets);
    return { dataset: dataset.id, filters, matched: termsOf(metric, which, columnScope(dataset, datasets)) };
  };
  const days = daysOf(metric) ?? 0;
  const stretches = followed(planner.frame, days, planner);
  planner.reaches(stretches);
  const reading = planner.stretch(`followed for ${days} days`, stretches);
  return planner.conversions({ ...side("base"), after: side("conversion"), days, reading });
};

const nothing: Formula = { kind: "nothing" };

const planWait = (metric: ConversionMetric, planner: Planner): Planned => {
  const slot = openEvents(metric, planner);
  const wait = conversionTerms.wait(planner.catalog.units.get(metric.unit)?.seconds ?? 1);
  const sample = slot({ kind: "count" }, presence(wait));
  if (metric.aggregation === "average") {
    const total = slot({ kind: "sum", of: wait });
    const value: Formula = { kind: "quotient", over: total, under: sample };
    return { value, numerator: total, denominator: sample, sample, level: 0, empty: null };
  }
  const quantile = slot({ kind: "quantile", of: wait, level: metric.percentile ?? 0.5 });
  const value: Formula = { kind: "unless_empty", value: quantile, sample };
  return { value, numerator: nothing, denominator: nothing, sample, level: 0, empty: null };
};

const planShare = (metric: ConversionMetric, planner: Planner): Planned => {
  const slot = openEvents(metric, planner);
  const bases = slot({ kind: "count" });
  if (metric.measure === "conversions") {
    const value = slot({ kind: "sum", of: conversionTerms.conversions });
    return { value, numerator: nothing, denominator: nothing, sample: bases, level: 0, empty: 0 };
  }
  const converted = slot({ kind: "count" }, [conversionTerms.converted]);
  const value: Formula = { kind: "quotient", over: converted, under: bases };
  return { value, numerator: converted, denominator: bases, sample: bases, level: 0, empty: null };
};

const eventInWords = (metric: ConversionMetric, side: Side, catalog: Known["catalog"]): string => {
  const { dataset, where } = metric[side];
  const label = catalog.datasets.get(dataset)?.label ?? dataset;
  return where === undefined ? label : `${label} where ${String(where)}`;
};

const waitName = ({ aggregation = "median", percentile }: ConversionMetric): string =>
  aggregation === "percentile" ? `percentile ${Number(((percentile ?? 0.5) * 100).toFixed(4))}` : aggregation;

const inWords = (metric: ConversionMetric, catalog: Known["catalog"]): string => {
  const [base, then] = sides.map((side) => eventInWords(metric, side, catalog));
  const equal = metric.constant.length === 0 ? "" : `, with equal ${metric.constant.map(String).join(" and ")}`;
  const by = entityOf(metric, "base").text;
  const follow = `${then} of the same ${String(by)} within ${metric.window}${equal}`;
  if (metric.measure === "conversions") return `the number of ${follow} after ${base}`;
  if (metric.measure === "time_to_convert") return `the ${waitName(metric)} time from ${base} to the first ${follow}`;
  return `the share of ${base} followed by ${follow}`;
};

const inCode = (metric: ConversionMetric): string => {
  const event = (side: Side): string => {
    const { dataset, where } = metric[side];
    return where === undefined ? dataset : `(${dataset} where ${String(where)})`;
  };
  const by = [entityOf(metric, "base").text, ...metric.constant].map(String).join(", ");
  const measure = metric.measure === "time_to_convert" ? `${waitName(metric)} time_to_convert` : metric.measure;
  return `${measure}(${event("base")} → ${event("conversion")}) by ${by} within ${metric.window}`;
};

/** How often, and how soon, one event of an entity is followed by another. */
export const conversion: Kind<ConversionMetric> = {
  expressions: (metric, { catalog }) =>
    sides.flatMap((side): WrittenExpression[] => {
      const dataset = datasetOf(metric, side, catalog);
      const scope = dataset === undefined ? null : columnScope(dataset, catalog.datasets);
      const { where } = metric[side];
      const repeated = side === "conversion" && metric.base.dataset === metric.conversion.dataset;
      const matched = matchedOf(metric, side)
        .filter(({ path }) => !repeated || path.length === 2)
        .filter(({ path }) => !repeated || path[0] !== "constant")
        .map((written): WrittenExpression => ({ ...written, scope, expected: undefined }));
      if (where === undefined) return matched;
      return [...matched, { path: [side, "where"], text: where, scope, expected: "boolean" }];
    }),
  references: () => [],
  builtOn: () => [],
  datasets: (metric) => [
    { dataset: metric.base.dataset, path: ["base", "dataset"] },
    { dataset: metric.conversion.dataset, path: ["conversion", "dataset"], follows: true },
  ],
  check: (metric, known) => [
    ...checkWindow(metric),
    ...checkTypes(metric, known),
    ...checkTimes(metric, known),
    ...checkWait(metric, known),
  ],
  plan: (metric, planner) =>
    metric.measure === "time_to_convert" ? planWait(metric, planner) : planShare(metric, planner),
  words: inWords,
  code: inCode,
};
