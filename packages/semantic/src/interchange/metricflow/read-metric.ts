import {
  type Entry,
  take,
  takeFlag,
  takeList,
  takeNumber,
  takeRecord,
  takeText,
  takeTexts,
  textOf,
} from "../reader.ts";
import { measureOf, nameOf } from "./read-model.ts";
import type { Input, MetricSource, Model } from "./source.ts";

const bareInput = (at: Entry, name: string, isMetric: boolean): Input => ({
  name,
  isMetric,
  alias: undefined,
  filters: [],
  offsetWindow: undefined,
  offsetToGrain: undefined,
  fillNullsWith: undefined,
  joinToTimespine: false,
  at,
});

const inputOf = (at: Entry, isMetric: boolean): Input[] => {
  if (typeof at.value !== "object") return [bareInput(at, textOf(at) ?? "", isMetric)];
  const name = nameOf(at, "input");
  if (name === null) return [];
  return [
    {
      name,
      isMetric,
      alias: takeText(at, "alias"),
      filters: takeTexts(at, "filter"),
      offsetWindow: takeText(at, "offset_window"),
      offsetToGrain: takeText(at, "offset_to_grain"),
      fillNullsWith: takeNumber(at, "fill_nulls_with"),
      joinToTimespine: takeFlag(at, "join_to_timespine") ?? false,
      at,
    },
  ];
};

/** The places a setting of a metric may stand in: the metric itself (latest), or its type_params (legacy). */
const holdersOf = (at: Entry): Entry[] => {
  const params = takeRecord(at, "type_params");
  const inner = params === undefined ? [] : [params];
  const more = inner.flatMap((one) =>
    ["cumulative_type_params", "conversion_type_params"].flatMap((key) => takeRecord(one, key) ?? []),
  );
  return [at, ...inner, ...more];
};

const constantOf = (at: Entry): { base: string; conversion: string } => ({
  base: takeText(at, "base_property") ?? "",
  conversion: takeText(at, "conversion_property") ?? "",
});

/** A metric of either specification; a simple metric of the latest one also adds a measure to its model. */
export const metricOf = (at: Entry, model: Model | null): MetricSource[] => {
  const name = nameOf(at, "metric");
  if (name === null) return [];
  const holders = holdersOf(at);
  const first = <T>(read: (holder: Entry) => T | undefined): T | undefined =>
    holders.map(read).find((value) => value !== undefined);
  const text = (key: string): string | undefined => first((holder) => takeText(holder, key));
  const input = (key: string): Input | undefined =>
    first((holder) => {
      const inner = take(holder, key);
      return inner === undefined ? undefined : inputOf(inner, !key.includes("measure"))[0];
    });
  const type = (takeText(at, "type") ?? "simple").toLowerCase();
  const ownMeasure = model !== null && type === "simple" && take(at, "agg") !== undefined;
  if (ownMeasure) model.measures.push(measureOf(at, name, true));
  const fillNullsWith = takeNumber(at, "fill_nulls_with");
  const joinToTimespine = takeFlag(at, "join_to_timespine") ?? false;
  return [
    {
      name,
      type,
      label: takeText(at, "label"),
      description: takeText(at, "description"),
      filters: takeTexts(at, "filter"),
      measure: ownMeasure ? { ...bareInput(at, name, false), fillNullsWith, joinToTimespine } : input("measure"),
      numerator: input("numerator"),
      denominator: input("denominator"),
      expr: ownMeasure ? undefined : text("expr"),
      inputs: holders
        .flatMap((holder) => [...takeList(holder, "metrics"), ...listOf(holder, "input_metrics")])
        .flatMap((one) => inputOf(one, true)),
      input: input("input_metric") ?? input("metric"),
      window: text("window"),
      grainToDate: text("grain_to_date"),
      periodAgg: text("period_agg"),
      entity: text("entity"),
      calculation: text("calculation"),
      base: input("base_measure") ?? input("base_metric"),
      conversion: input("conversion_measure") ?? input("conversion_metric"),
      constants: holders.flatMap((holder) => takeList(holder, "constant_properties")).map(constantOf),
      at,
    },
  ];
};

/** A list whose items may be names alone. */
const listOf = (holder: Entry, key: string): Entry[] => {
  const list = take(holder, key);
  if (list === undefined || !Array.isArray(list.value)) return list === undefined ? [] : takeList(holder, key);
  const texts = list.value.every((item) => typeof item === "string");
  return texts ? takeTexts(holder, key) : takeList(holder, key);
};
