import { z } from "zod";
import { grains } from "../../time/grain.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

const combinations = ["sum", "average", "last"] as const;

/** A number a person enters for every period, with evidence. */
export const manualMetricSchema = metricBase.extend({
  kind: z.literal("manual"),
  grain: z.enum(grains).describe("The period a value is entered for."),
  combine: z.enum(combinations).describe("How the entries of a longer period become one value."),
});
export type ManualMetric = z.infer<typeof manualMetricSchema>;

/** What the kind declares: without an entry a value is unknown, never zero. */
export const manualTraits = ({ combine }: ManualMetric): Traits => ({
  rollup: combine === "last" ? "state" : "recompute",
  slices: "overlap",
  emptyMeans: "unknown",
  estimate: "none",
  needs: "entries",
  scales: combine === "sum" ? "with_period" : "never",
});
