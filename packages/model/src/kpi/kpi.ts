import { z } from "zod";
import { definitionStates } from "../definition/approval.ts";
import { formerlySchema, idSchema, labelSchema, proseSchema } from "../definition/id.ts";
import { levels } from "../organisation/org-unit.ts";
import { grains } from "../time/grain.ts";
import { currentPeriodModes } from "../time/settlement.ts";

export const cadences = ["daily", "weekly", "biweekly", "monthly", "quarterly"] as const;
const timings = ["leading", "lagging"] as const;
export const thresholdBases = ["absolute", "target", "pace", "control_limits"] as const;

const amount = z.union([z.number(), z.string().min(1).max(40)]);
const point = z.strictObject({
  at: z.string().describe("A date, e.g. 2026-09-30, to whose end it holds."),
  value: amount,
});

/** A wanted value, or a curve of them, with provenance. */
const targetSchema = z.strictObject({
  value: amount.optional().describe("One wanted value, e.g. 80% or 2h."),
  points: z
    .array(point)
    .min(1)
    .max(60)
    .optional()
    .describe("A curve of wanted values by date; straight between points."),
  provenance: proseSchema.optional().describe("Where the target comes from."),
});

/** Boundaries whose crossing changes status, with explicit inclusivity (S1). */
const thresholdsSchema = z.strictObject({
  basis: z.enum(thresholdBases).default("absolute").describe("What the numbers are compared with."),
  green: z.string().max(100).describe('When it is green, e.g. "< 2h".'),
  yellow: z.string().max(100).optional().describe('When it is yellow, e.g. "2h <= x <= 4h".'),
  red: z.string().max(100).describe('When it is red, e.g. "> 4h".'),
});

const statusRule = z.strictObject({
  hysteresis: amount
    .default(0)
    .describe("How far past a boundary the value must go before the status changes, either way."),
  periods: z.number().int().min(1).max(12).default(1).describe("A worse status needs this many periods …"),
  of: z.number().int().min(1).max(12).default(1).describe("… of this many last closed ones."),
  minimum_sample: z.number().int().min(0).default(0).describe("Fewer rows than this and the status is unknown (N4)."),
});

/** A metric promoted by the gate (K1). Fields the gate asks for are optional here: what is missing comes back as findings. */
export const kpiSchema = z.strictObject({
  id: idSchema,
  metric: idSchema.describe("The metric it promotes."),
  label: labelSchema.optional().describe("Name people read; the metric's when not given."),
  objective: proseSchema.optional().describe("One sentence: why it matters."),
  owner: idSchema.optional().describe("The one person who answers for it."),
  level: z.enum(levels).default("company").describe("Company, department, team or person."),
  org_unit: idSchema.optional().describe("The unit of the organisation it belongs to."),
  grain: z.enum(grains).default("week").describe("The period it is judged by."),
  window: z.number().int().min(1).max(400).default(26).describe("How many periods are looked at."),
  cadence: z.enum(cadences).optional().describe("How often it is reviewed."),
  timing: z.enum(timings).optional().describe("Whether it leads or lags."),
  leads: z.array(idSchema).default([]).describe("KPIs this one runs ahead of."),
  contributes_to: z.array(idSchema).max(20).optional().describe("KPIs this one is a part of, on the level above (K8)."),
  target: targetSchema.optional(),
  thresholds: thresholdsSchema.optional(),
  status: statusRule.default({ hysteresis: 0, periods: 1, of: 1, minimum_sample: 0 }),
  current_period: z
    .enum(currentPeriodModes)
    .default("complete_only")
    .describe("What is done with the period that is not over (T3)."),
  action_when_red: proseSchema.optional().describe("What is done when it turns red."),
  guardrails: z.array(idSchema).default([]).describe("KPIs that must not get worse while this one gets better (S4)."),
  cannot_be_gamed_because: proseSchema.optional().describe("Why it needs no guardrail."),
  state: z.enum(definitionStates).default("approved"),
  departments: z.array(z.string().min(1).max(60)).default([]),
  formerly: formerlySchema,
});
export type Kpi = z.infer<typeof kpiSchema>;
