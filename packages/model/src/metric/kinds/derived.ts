import { z } from "zod";
import { expressionSchema } from "../../definition/id.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

/** A formula over other metrics, evaluated per period (and slice) on their unrounded values. */
export const derivedMetricSchema = metricBase.extend({
  kind: z.literal("derived"),
  expression: expressionSchema.describe("A formula over metric ids."),
});
export type DerivedMetric = z.infer<typeof derivedMetricSchema>;

/** What the kind declares: a formula starts again from its inputs for every period and slice. */
export const derivedTraits = (): Traits => ({
  rollup: "recompute",
  slices: "overlap",
  emptyMeans: "nothing",
  estimate: "none",
  needs: "metrics",
});
