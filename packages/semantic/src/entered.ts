import type { Metric } from "@sextant/model/metric/metric";
import type { Grain } from "@sextant/model/time/grain";
import { kindOf } from "./kinds/kinds.ts";

/** The metric as people enter it, with the period a value is for; null when rows give its values. */
export const enteredAs = (metric: Metric): { metric: string; grain: Grain } | null => {
  const grain = kindOf(metric).enteredPer?.(metric);
  return grain === undefined ? null : { metric: metric.id, grain };
};
