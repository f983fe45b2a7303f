import { z } from "zod";
import { expressionSchema, idSchema } from "../../definition/id.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

const surveyMeasures = ["score", "promoters", "passives", "detractors", "responses", "response_rate"] as const;
export type SurveyMeasure = (typeof surveyMeasures)[number];

/** Answers to a question on a scale: Net Promoter Score, customer satisfaction, or the mean of a Likert scale. */
export const surveyMetricSchema = metricBase.extend({
  kind: z.literal("survey"),
  dataset: idSchema.describe("The dataset with one row per answer."),
  score: expressionSchema.describe("The answer, a number."),
  instrument: z
    .enum(["nps", "csat", "likert"])
    .describe(
      "nps: 100 × (promoters − detractors) ÷ responses; csat: the share of satisfied answers; likert: the mean answer.",
    ),
  measure: z.enum(surveyMeasures).default("score").describe("The instrument's score, or one of the counts behind it."),
  satisfied_from: z.number().optional().describe("For csat: the lowest satisfied answer; 4 when not given."),
  scale: z
    .strictObject({ min: z.number(), max: z.number() })
    .optional()
    .describe("Answers outside are not counted; 0 to 10 for nps, 1 to 5 for the others when not given."),
  where: expressionSchema.optional().describe("Only rows for which this holds."),
  invited: idSchema.optional().describe("For response_rate: the metric that counts who was asked."),
});
export type SurveyMetric = z.infer<typeof surveyMetricSchema>;

const score = {
  needs: "dataset",
  qualitative: true,
  emptyMeans: "nothing",
  slices: "overlap",
  scales: "never",
  rollup: "merge",
} as const;

/** What the kind declares: scores are means of answers, the counts behind them add up. */
export const surveyTraits = ({ measure, instrument }: SurveyMetric): Traits => {
  if (measure === "score") return { ...score, estimate: instrument === "csat" ? "proportion" : "mean" };
  if (measure === "response_rate") return { ...score, estimate: "ratio" };
  return {
    qualitative: true,
    rollup: "sum",
    slices: "add_up",
    emptyMeans: "zero",
    estimate: "none",
    needs: "dataset",
    scales: "with_period",
  };
};
