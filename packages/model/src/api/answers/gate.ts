import { z } from "zod";
import { idSchema } from "../../definition/id.ts";
import { cadences } from "../../kpi/kpi.ts";
import { statuses } from "../../standing/status.ts";
import { grains } from "../../time/grain.ts";
import { findingSchema } from "./finding.ts";
import { unitViewSchema } from "./tile.ts";

/** A KPI as far as it has been thought out: the fields its YAML has, in any state of completeness. */
export const gateBodySchema = z.strictObject({
  id: idSchema,
  metric: idSchema,
  fields: z.record(z.string().max(100), z.unknown()).default({}),
});

const count = z.number();

/** What the gate says of a draft (K1): what is missing, and what history and the other KPIs suggest. */
export const gateAnswerSchema = z.object({
  /** What the draft still lacks, or what is wrong with it. */
  findings: z.array(findingSchema),
  /** The draft as it would stand in its file. */
  yaml: z.string(),
  unit: unitViewSchema.nullable(),
  grain: z.enum(grains).nullable(),
  /** Past periods, oldest first; `status` under the draft's thresholds, null without any or where it cannot be judged. */
  history: z.array(
    z.object({
      periodKey: z.string(),
      start: count,
      value: z.number().nullable(),
      status: z.enum(statuses).nullable(),
    }),
  ),
  /** How many past periods would have had each status. */
  replay: z.object({ green: count, yellow: count, red: count, unknown: count }).nullable(),
  target: z.object({ of: count, met: count, sentence: z.string() }).nullable(),
  cadence: z.object({ cadence: z.enum(cadences), reason: z.string() }).nullable(),
  gaming: z.object({ question: z.string(), behaviours: z.array(z.string()) }).nullable(),
  guardrails: z.array(z.object({ id: z.string(), label: z.string(), reason: z.string() })),
});
export type GateAnswer = z.infer<typeof gateAnswerSchema>;

/** A KPI that is to be a metric again. */
export const demoteBodySchema = z.strictObject({ reason: z.string().trim().min(1).max(2000) });
