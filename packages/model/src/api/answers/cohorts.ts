import { z } from "zod";
import { grains } from "../../time/grain.ts";
import { observationSchema } from "./observation.ts";
import { unitViewSchema } from "./tile.ts";

/** A KPI by cohort and age: every cell is a value of the period in which a cohort is so many periods old. */
export const cohortsAnswerSchema = z.object({
  now: z.number(),
  grain: z.enum(grains),
  unit: unitViewSchema,
  /** In periods of the grain, ascending from 1. */
  ages: z.array(z.number()),
  /** Oldest cohort first. */
  cohorts: z.array(
    z.object({
      periodKey: z.string(),
      start: z.number(),
      end: z.number(),
      /** How many belong to it; null when not known. */
      size: z.number().nullable(),
      /** One per age; null where the cohort is not that old yet. */
      cells: z.array(observationSchema.nullable()),
    }),
  ),
  receipt: z.string(),
});
export type CohortsAnswer = z.infer<typeof cohortsAnswerSchema>;
