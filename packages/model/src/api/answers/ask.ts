import { z } from "zod";
import { grains } from "../../time/grain.ts";
import { nowcastSchema } from "./nowcast.ts";
import { comparisonKinds, deltaSchema, observationSchema } from "./observation.ts";
import { receiptSchema } from "./receipt.ts";
import { unitViewSchema } from "./tile.ts";

/** A question about KPIs or metrics. Dates are local to the workspace calendar; `to` is exclusive. */
export const askBodySchema = z.strictObject({
  kpis: z.array(z.string()).max(50).default([]),
  metrics: z.array(z.string()).max(50).default([]),
  grain: z.enum(grains).optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  by: z.array(z.string()).max(2).default([]),
  where: z.string().max(10_000).optional(),
  compare: z.enum(comparisonKinds).optional(),
  /** An instant with its zone, or a local date: values as they were known then, at the end of that day. */
  known: z.string().max(40).optional(),
  limit: z.number().int().min(1).max(1000).default(100),
  /** One of the metrics asked for (or the metric of a KPI): slices are ranked by it instead of by their rows. */
  rankBy: z.string().max(64).optional(),
  /** Adds what the slices above the limit are together, computed from their rows. */
  other: z.boolean().optional(),
});
export type AskBody = z.input<typeof askBodySchema>;

export const askAnswerSchema = z.object({
  now: z.number(),
  /** Values are as they were known at this instant, epoch ms; null for all that is known. */
  known: z.number().nullable(),
  grain: z.enum(grains),
  by: z.array(z.string()),
  series: z.array(
    z.object({
      metric: z.string(),
      kpi: z.string().nullable(),
      label: z.string(),
      unit: unitViewSchema,
      approximate: z.boolean().optional().describe("Whether values are computed approximately; shown with ≈."),
      slice: z.array(z.string().nullable()),
      other: z.boolean().optional().describe("Whether this is everything the shown slices leave out."),
      observations: z.array(observationSchema),
      /** Where the period that is not over is heading, for a KPI that asks for it, whole and without a condition. */
      nowcast: nowcastSchema.nullable(),
      /** One per observation when a comparison was asked for. */
      deltas: z.array(deltaSchema.nullable()),
    }),
  ),
  /** Series left out above the limit. */
  omitted: z.number(),
  receipt: receiptSchema,
});
export type AskAnswer = z.infer<typeof askAnswerSchema>;
