import { z } from "zod";
import { expressionSchema, idSchema } from "../../definition/id.ts";
import { lengthSchema } from "../../time/length-schema.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

export const retentionMeasures = [
  "retention",
  "churn",
  "net_revenue",
  "gross_revenue",
  "expansion",
  "contraction",
  "churned_revenue",
] as const;
export type RetentionMeasure = (typeof retentionMeasures)[number];

const cohorts = ["previous", "first"] as const;

/** Which share of the entities active some time ago, or of what they brought in, is there in the period. */
export const retentionMetricSchema = metricBase.extend({
  kind: z.literal("retention"),
  dataset: idSchema.describe("The dataset whose rows are activity."),
  entity: z
    .union([expressionSchema, z.array(expressionSchema).min(1).max(8)])
    .describe("Who is kept or lost, e.g. customer, or [account, product]."),
  where: expressionSchema.optional().describe("Only rows for which this holds are activity."),
  amount: expressionSchema.optional().describe("What a row brings in, a number; for the measures of revenue."),
  measure: z
    .enum(retentionMeasures)
    .default("retention")
    .describe(
      "retention and churn are shares of the cohort's entities; the others are shares of its revenue: net = 1 + expansion - contraction - churned, gross = 1 - contraction - churned.",
    ),
  cohort: z
    .enum(cohorts)
    .default("previous")
    .describe(
      "Whose share it is: all who were active `after` earlier, or only those who were active then for the first time.",
    ),
  after: lengthSchema
    .optional()
    .describe(
      "How long before the period the cohort was active, e.g. 1 month or 12 months; one period when not given.",
    ),
});
export type RetentionMetric = z.infer<typeof retentionMetricSchema>;

/** What the kind declares: a cohort is found anew for every period and slice. */
export const retentionTraits = ({ measure }: RetentionMetric): Traits => ({
  rollup: "recompute",
  slices: "overlap",
  emptyMeans: "nothing",
  estimate: measure === "retention" || measure === "churn" ? "proportion" : "ratio",
  needs: "dataset",
  scales: "never",
});
