import { z } from "zod";
import { expressionSchema, idSchema } from "../../definition/id.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

export const aggregations = [
  "count",
  "count_distinct",
  "sum",
  "average",
  "min",
  "max",
  "median",
  "percentile",
  "sum_boolean",
] as const;
export type Aggregation = (typeof aggregations)[number];

/** One aggregate over the rows of one dataset. */
export const simpleMetricSchema = metricBase.extend({
  kind: z.literal("simple"),
  dataset: idSchema.describe("The dataset it reads."),
  aggregation: z.enum(aggregations).describe("How rows become one number."),
  expression: z
    .union([expressionSchema, z.array(expressionSchema).min(1).max(8)])
    .optional()
    .describe(
      "What is aggregated; not needed for count. count_distinct also takes a list, for distinct combinations: [origin, destination].",
    ),
  percentile: z.number().gt(0).lt(1).optional().describe("For percentile: 0.9 is the 90th."),
  approximate: z
    .boolean()
    .optional()
    .describe("For count_distinct, median and percentile over very many rows: faster, and shown with ≈."),
  where: expressionSchema.optional().describe("Only rows for which this holds."),
});
export type SimpleMetric = z.infer<typeof simpleMetricSchema>;

const additive: Traits = {
  rollup: "sum",
  slices: "add_up",
  emptyMeans: "zero",
  estimate: "none",
  needs: "dataset",
  scales: "with_period",
};
const extreme: Traits = {
  rollup: "merge",
  slices: "overlap",
  emptyMeans: "nothing",
  estimate: "none",
  needs: "dataset",
  scales: "never",
};
const quantile: Traits = {
  rollup: "merge",
  slices: "overlap",
  emptyMeans: "nothing",
  estimate: "quantile",
  needs: "dataset",
  scales: "never",
};

/** Traits of each aggregation. */
export const aggregationTraits = {
  count: additive,
  sum: additive,
  sum_boolean: additive,
  count_distinct: { ...additive, rollup: "merge", slices: "overlap" },
  average: { ...extreme, estimate: "mean" },
  min: extreme,
  max: extreme,
  median: quantile,
  percentile: quantile,
} satisfies Record<Aggregation, Traits>;

/** What the aggregation of a simple metric declares. */
export const simpleTraits = ({ aggregation, approximate = false }: SimpleMetric): Traits => ({
  ...aggregationTraits[aggregation],
  approximate,
});
