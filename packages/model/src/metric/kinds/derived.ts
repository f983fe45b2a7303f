import { z } from "zod";
import { expressionSchema, idSchema } from "../../definition/id.ts";
import { earlierSchema } from "../../time/length-schema.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

/** A metric under a name of the formula's own, at an earlier time when it has an offset. */
const input = z.strictObject({
  metric: idSchema,
  offset: earlierSchema
    .optional()
    .describe("How much earlier it is looked at: previous_period, previous_year, 3 periods, 52 weeks, 1 year."),
});

/** A formula over other metrics, evaluated per period (and slice) on their unrounded values. */
export const derivedMetricSchema = metricBase.extend({
  kind: z.literal("derived"),
  expression: expressionSchema.describe("A formula over metric ids and the names in `inputs`."),
  inputs: z
    .record(idSchema, input)
    .optional()
    .describe("Names for metrics at other times: { last_year: { metric: revenue, offset: 1 year } }."),
});
export type DerivedMetric = z.infer<typeof derivedMetricSchema>;

/** What the kind declares: a formula starts again from its inputs for every period and slice. */
export const derivedTraits = (): Traits => ({
  rollup: "recompute",
  slices: "overlap",
  emptyMeans: "nothing",
  estimate: "none",
  needs: "metrics",
  scales: "as_built",
});
