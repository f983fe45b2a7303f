import { z } from "zod";
import { observationSchema } from "../api/answers/observation.ts";
import { unitViewSchema } from "../api/answers/tile.ts";
import { statuses } from "../standing/status.ts";
import { grains } from "../time/grain.ts";
import { contributionsSchema } from "./contributions.ts";

/** What a review says about one KPI: the five fields of P1, as plain data that can be frozen and written in any form. */
export const reviewKpiSchema = z.object({
  kpi: z.string(),
  label: z.string(),
  /** It was a KPI when the review was opened and is none any more: only what was written stays. */
  demoted: z.boolean(),
  objective: z.string().nullable(),
  owner: z.string().nullable(),
  grain: z.enum(grains),
  unit: unitViewSchema.nullable(),
  value: z.object({
    status: z.enum(statuses),
    sentence: z.string(),
    value: z.number().nullable(),
    periodKey: z.string().nullable(),
    /** 95 % interval of a share (Wilson); null where none is known. */
    interval: z.tuple([z.number(), z.number()]).nullable(),
    sampleSize: z.number(),
    target: z.number().nullable(),
    change: z.number().nullable(),
  }),
  trend: z.object({
    /** By the grain it is judged by, ascending; the period that is not over last. */
    series: z.array(observationSchema),
    targets: z.array(z.number().nullable()),
    /** The last twelve months. */
    months: z.array(observationSchema),
  }),
  moved: z.object({
    /** By dimension, the one whose largest slice explains most first; where slices add up. */
    slices: z.array(contributionsSchema),
    /** Periods compared. */
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** Sentences of the signals of the last periods. */
    signals: z.array(z.string()),
    annotations: z.array(z.object({ from: z.string(), to: z.string(), text: z.string() })),
    guardrails: z.array(z.object({ label: z.string(), status: z.enum(statuses) })),
    definitionChanges: z.array(z.object({ version: z.number(), at: z.number(), by: z.string() })),
  }),
  expectations: z.array(z.object({ sentence: z.string(), outcome: z.string() })),
  interventions: z.array(
    z.object({
      title: z.string(),
      owner: z.string(),
      due: z.string(),
      state: z.string(),
      verdict: z.string().nullable(),
    }),
  ),
  decisions: z.array(z.object({ text: z.string(), owner: z.string(), on: z.string() })),
  receipt: z.object({ id: z.string(), definition: z.string(), sql: z.string() }).nullable(),
});
export type ReviewKpi = z.infer<typeof reviewKpiSchema>;
