import { z } from "zod";
import { expressionSchema, idSchema } from "../../definition/id.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

const part = z.union([
  idSchema,
  z.strictObject({
    metric: idSchema,
    where: expressionSchema.optional().describe("Only rows for which this holds, on top of the metric's own filter."),
  }),
]);

/** One metric over another, both summed before they are divided; unknown when the denominator is zero. */
export const ratioMetricSchema = metricBase.extend({
  kind: z.literal("ratio"),
  numerator: part.describe("A simple metric, optionally filtered further."),
  denominator: part.describe("A simple metric, optionally filtered further."),
});
export type RatioMetric = z.infer<typeof ratioMetricSchema>;
export type RatioPart = RatioMetric["numerator"];

/** What the kind declares: sums of both parts merge, ratios of slices do not add up. */
export const ratioTraits = (): Traits => ({
  rollup: "merge",
  slices: "overlap",
  emptyMeans: "nothing",
  estimate: "ratio",
  needs: "metrics",
  scales: "never",
});
