import { z } from "zod";
import { checkInSchema, retrospectiveSchema } from "../../objective/check-in.ts";
import { commitments } from "../../objective/objective.ts";
import { statuses, statusReasons } from "../../standing/status.ts";
import { grains } from "../../time/grain.ts";
import { findingSchema } from "./finding.ts";
import { observationSchema } from "./observation.ts";
import { unitViewSchema } from "./tile.ts";

const named = z.object({ id: z.string(), label: z.string() });
const share = z.number().nullable();

/** How far a key result is; shares are of the way from baseline to target, computed and never typed in. */
const progressSchema = z.object({
  value: z.number().nullable(),
  periodKey: z.string().nullable(),
  progress: share,
  expected: share,
  expectedValue: z.number().nullable(),
  status: z.enum(statuses),
  reason: z.enum(statusReasons),
  sentence: z.string(),
  over: z.boolean(),
  reached: z.boolean(),
});

/** A change of what a key result aims for, made while its window was open or later. */
const goalpostSchema = z.object({
  keyResult: z.string(),
  at: z.number(),
  by: z.string(),
  because: z.string().nullable(),
  what: z.enum(["target", "baseline", "window", "kpi"]),
  from: z.string(),
  to: z.string(),
});

const windowSchema = z.object({ start: z.number(), end: z.number() });

const keyResultViewSchema = z.object({
  id: z.string(),
  label: z.string(),
  kpi: z.string(),
  kpiLabel: z.string(),
  unit: unitViewSchema,
  grain: z.enum(grains),
  /** Null for what is maintained. */
  baseline: z.number().nullable(),
  target: z.number(),
  window: windowSchema,
  weight: z.number(),
  because: z.string().nullable(),
  progress: progressSchema,
  confidence: share,
  /** How often its aim was moved after its window had begun. */
  moved: z.number(),
});
export type KeyResultView = z.infer<typeof keyResultViewSchema>;

const objectiveViewSchema = z.object({
  id: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  owner: named.nullable(),
  orgUnit: named.nullable(),
  parent: z.string().nullable(),
  cycle: z.object({ label: z.string(), start: z.number(), end: z.number() }),
  commitment: z.enum(commitments),
  rule: z.enum(["weakest", "weighted"]),
  status: z.enum(statuses),
  sentence: z.string(),
  progress: share,
  expected: share,
  confidence: share,
  /** Once the cycle is over: what it is worth by the computed progress. */
  grade: z.object({ grade: z.number(), success: z.boolean() }).nullable(),
  keyResults: z.array(keyResultViewSchema),
});
export type ObjectiveView = z.infer<typeof objectiveViewSchema>;

export const objectivesAnswerSchema = z.object({
  now: z.number(),
  /** Cycles there are objectives for, the latest first. */
  cycles: z.array(z.string()),
  /** The KPI that says whether customers get what they come for, with those that move it. */
  northStar: z.object({ kpi: named, inputs: z.array(named) }).nullable(),
  objectives: z.array(objectiveViewSchema),
});
export type ObjectivesAnswer = z.infer<typeof objectivesAnswerSchema>;

export const objectiveAnswerSchema = z.object({
  now: z.number(),
  objective: objectiveViewSchema,
  parent: named.nullable(),
  children: z.array(named.extend({ status: z.enum(statuses) })),
  /** Per key result the observations of its window, and where it should be at the end of each. */
  series: z.array(
    z.object({
      keyResult: z.string(),
      observations: z.array(observationSchema),
      expected: z.array(z.number().nullable()),
    }),
  ),
  goalposts: z.array(goalpostSchema),
  checkIns: z.array(checkInSchema),
  retrospectives: z.array(retrospectiveSchema),
});
export type ObjectiveAnswer = z.infer<typeof objectiveAnswerSchema>;

/** An export of another tool as text. */
export const objectivesImportBodySchema = z.strictObject({
  name: z.string().min(1).max(200).describe("File name; .csv or .json says how it is read."),
  text: z.string().max(2_000_000),
  cycle: z.string().min(4).max(20).optional().describe("The cycle of rows that name none."),
});
export type ObjectivesImportBody = z.infer<typeof objectivesImportBodySchema>;

/** The definitions an export becomes, for a person to look at and apply; nothing is applied by reading it. */
export const objectivesImportAnswerSchema = z.object({
  yaml: z.string(),
  objectives: z.number(),
  keyResults: z.number(),
  findings: z.array(findingSchema),
});
export type ObjectivesImport = z.infer<typeof objectivesImportAnswerSchema>;
