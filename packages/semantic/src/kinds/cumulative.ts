import type { CumulativeMetric } from "@sextant/model/metric/kinds/cumulative";
import type { Metric } from "@sextant/model/metric/metric";
import { lengthOf } from "@sextant/model/time/length-schema";
import type { Step } from "../plan/frame.ts";
import type { Fault, Kind, Known } from "./kind.ts";

const stepOf = ({ window, to_date }: CumulativeMetric): Step => {
  if (window !== undefined) return { kind: "trailing", length: lengthOf(window) };
  return { kind: "to_date", grain: to_date ?? "year" };
};

const checkStretch = ({ window, to_date }: CumulativeMetric): Fault[] => {
  if ((window === undefined) !== (to_date === undefined)) return [];
  const message =
    window === undefined ? "Over which stretch is not said." : "Both a window and a to-date stretch are given.";
  const hint = "Give `window: 28 days`, or `to_date: month`.";
  return [{ rule: "metric/cumulative-stretch", message, hint, path: [window === undefined ? "metric" : "to_date"] }];
};

/** The state a metric is or is built on, if there is one. */
const stateWithin = (id: string, known: Known, seen: Set<string>): string | null => {
  const metric = known.catalog.metrics.get(id);
  if (metric === undefined || seen.has(id)) return null;
  seen.add(id);
  if (known.traits(metric).rollup === "state") return id;
  for (const base of known.builtOn(metric)) {
    const found = stateWithin(base, known, seen);
    if (found !== null) return found;
  }
  return null;
};

/** States, such as a headcount, are not added up over time (N3), nor are formulas over them. */
const checkBase = ({ metric: id }: CumulativeMetric, known: Known): Fault[] => {
  const state = stateWithin(id, known, new Set());
  if (state === null) return [];
  const message = `\`${state}\` is a state at a time; a stretch of time has no state of its own.`;
  const hint = "Look at the state itself, or average it within the period with `state: average`.";
  return [{ rule: "metric/cumulative-state", message, hint, path: ["metric"] }];
};

const stretchInWords = ({ window, to_date }: CumulativeMetric): string =>
  window === undefined ? `from the start of the ${to_date} to date` : `over the last ${window}`;

const labelOf = (metrics: ReadonlyMap<string, Metric>, id: string): string => metrics.get(id)?.label ?? id;

/** Another metric over a trailing window or from the start of a longer period to date. */
export const cumulative: Kind<CumulativeMetric> = {
  expressions: () => [],
  references: (metric) => [{ metric: metric.metric, path: ["metric"] }],
  builtOn: (metric) => [metric.metric],
  datasets: () => [],
  check: (metric, known) => [...checkStretch(metric), ...checkBase(metric, known)],
  plan: (metric, planner) => planner.within(stepOf(metric)).as(metric.metric),
  words: (metric, catalog) => `${labelOf(catalog.metrics, metric.metric)}, ${stretchInWords(metric)}`,
  code: (metric) =>
    metric.window === undefined
      ? `${metric.metric} to_date ${metric.to_date}`
      : `${metric.metric} over ${metric.window}`,
};
