import { z } from "zod";
import { expressionSchema, idSchema } from "../../definition/id.ts";
import { lengthSchema } from "../../time/length-schema.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

const event = z.strictObject({
  dataset: idSchema.describe("The dataset whose rows are the events."),
  where: expressionSchema.optional().describe("Only rows for which this holds."),
});

/** How often, and how soon, a base event of an entity is followed by a conversion of the same entity. */
export const conversionMetricSchema = metricBase.extend({
  kind: z.literal("conversion"),
  base: event.describe(
    "The event that may be followed: a visit, a trial, an offer. It gives date, slices and filters.",
  ),
  conversion: event.describe("The event that follows: an order, a subscription."),
  entity: z
    .union([expressionSchema, z.strictObject({ base: expressionSchema, conversion: expressionSchema })])
    .describe("What both events are of, such as user_id; { base, conversion } when it is called differently."),
  window: lengthSchema.describe("How long after the base event a conversion counts, in local days: 7 days, 2 weeks."),
  constant: z
    .array(expressionSchema)
    .max(8)
    .default([])
    .describe("Columns that must be equal on both events, such as [product]."),
  measure: z
    .enum(["conversion_rate", "conversions", "time_to_convert"])
    .default("conversion_rate")
    .describe("The share of base events that converted, the number of conversions, or the time to the first of them."),
  aggregation: z
    .enum(["median", "average", "percentile"])
    .optional()
    .describe("For time_to_convert; the median when not given."),
  percentile: z.number().gt(0).lt(1).optional().describe("For aggregation percentile: 0.9 is the 90th, exact."),
});
export type ConversionMetric = z.infer<typeof conversionMetricSchema>;

const shared = { needs: "dataset", emptyMeans: "nothing", slices: "overlap", scales: "never" } as const;

/** What the kind declares: every base event belongs to one period and one slice, so counts of conversions add up. */
export const conversionTraits = ({ measure, aggregation }: ConversionMetric): Traits => {
  if (measure === "conversion_rate") return { ...shared, rollup: "merge", estimate: "proportion" };
  if (measure === "conversions") {
    return {
      rollup: "sum",
      slices: "add_up",
      emptyMeans: "zero",
      estimate: "none",
      needs: "dataset",
      scales: "with_period",
    };
  }
  return aggregation === "average"
    ? { ...shared, rollup: "merge", estimate: "mean" }
    : { ...shared, rollup: "recompute", estimate: "quantile" };
};
