import { z } from "zod";
import { definitionStates } from "../definition/approval.ts";
import { idSchema, proseSchema } from "../definition/id.ts";

const amount = z.union([z.number(), z.string().min(1).max(40)]);
const day = z.iso.date();

/** The span an objective is for: a period of the calendar, or two days, both included. */
const cycleSchema = z.union([
  z.string().min(1).max(20),
  z.strictObject({ from: day, to: day, label: z.string().min(1).max(60).optional() }),
]);
export type WrittenCycle = z.infer<typeof cycleSchema>;

export const commitments = ["committed", "stretch"] as const;

/** A KPI that goes from a baseline to a target within a window; its progress is computed (P3). */
export const keyResultSchema = z.strictObject({
  id: idSchema.describe("Unique within its objective."),
  kpi: idSchema.describe("The KPI whose values tell the progress."),
  label: z.string().min(1).max(300).optional().describe("Name people read; the KPI's when not given."),
  baseline: amount.optional().describe("Where the KPI stood, e.g. 85%. Not given for what is to be maintained."),
  target: amount.describe("Where it is to be, e.g. 92%."),
  maintain: z.boolean().default(false).describe("The KPI is to stay at the target or better in every period."),
  from: day.optional().describe("First day of its window; the cycle's when not given."),
  by: day.optional().describe("Last day of its window; the cycle's when not given."),
  pace: z
    .enum(["linear", "target"])
    .default("linear")
    .describe("How it should get there: straight from baseline to target, or along the curve of the KPI's own target."),
  weight: z.number().positive().max(100).default(1).describe("Its share in a weighted objective."),
  because: proseSchema.optional().describe("Why the target is what it is; say here why it was moved."),
});
export type KeyResult = z.infer<typeof keyResultSchema>;

/** A direction with key results that say whether it is being gone. */
export const objectiveSchema = z.strictObject({
  id: idSchema,
  label: z.string().min(1).max(300).describe("The objective, as a sentence."),
  description: proseSchema.optional(),
  owner: idSchema.optional().describe("The one person who answers for it."),
  org_unit: idSchema.optional().describe("The unit of the organisation it belongs to."),
  parent: idSchema.optional().describe("The objective it is aligned to."),
  cycle: cycleSchema.describe("2026-Q3, 2026, 2026-09, or `{ from: 2026-07-01, to: 2026-09-30 }`."),
  commitment: z
    .enum(commitments)
    .default("committed")
    .describe("Committed is to be reached in full; 0.7 of a stretch is a success."),
  rule: z
    .enum(["weakest", "weighted"])
    .default("weakest")
    .describe("Its status is that of the weakest key result, or of all by their weights."),
  key_results: z.array(keyResultSchema).max(10).default([]),
  state: z.enum(definitionStates).default("approved"),
});
export type Objective = z.infer<typeof objectiveSchema>;
