import { z } from "zod";
import { idSchema } from "../../definition/id.ts";
import { grains } from "../../time/grain.ts";
import { lengthSchema } from "../../time/length-schema.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

/** Another metric over a longer stretch than the period: a trailing window, or from the start of a longer period to date. */
export const cumulativeMetricSchema = metricBase.extend({
  kind: z.literal("cumulative"),
  metric: idSchema.describe("The metric looked at over the longer stretch; computed anew from rows, never averaged."),
  window: lengthSchema.optional().describe("The stretch that ends with the period, e.g. 28 days or 12 months."),
  to_date: z.enum(grains).optional().describe("From the start of the week, month, quarter or year the period ends in."),
});
export type CumulativeMetric = z.infer<typeof cumulativeMetricSchema>;

/** What the kind declares: windows overlap, so nothing adds up over time; a window is as long at every grain. */
export const cumulativeTraits = (): Traits => ({
  rollup: "recompute",
  slices: "overlap",
  emptyMeans: "nothing",
  estimate: "none",
  needs: "metrics",
  scales: "never",
});
