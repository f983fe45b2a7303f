import { z } from "zod";
import { grains } from "../time/grain.ts";
import { alertRuleSchema } from "./rule.ts";
import { alertStates } from "./state.ts";

/** One period of the past, and what the rule would have said and told. */
export const replayedPeriodSchema = z.object({
  periodKey: z.string(),
  start: z.number(),
  end: z.number(),
  value: z.number().nullable(),
  verdict: z.enum(["firing", "clear", "hold", "no_data", "stale", "error"]),
  state: z.enum(alertStates),
  telling: z.enum(["alerted", "recovered", "broken", "silent"]).nullable(),
});
export type ReplayedPeriod = z.infer<typeof replayedPeriodSchema>;

const periods = z.number().nullable();

/** What a rule would have done on the history of its KPI (A3). */
export const alertReplaySchema = z.object({
  kpi: z.string(),
  label: z.string(),
  grain: z.enum(grains),
  periods: z.array(replayedPeriodSchema),
  /** How often it would have alerted. */
  fired: z.number(),
  /** Alerts per quarter on resampled quiet history; null where that is too short. */
  falsePerQuarter: z.number().nullable(),
  /** Series drawn, and quiet values they were drawn from. */
  resampled: z.number(),
  quiet: z.number(),
  wanted: z.number(),
  /** Periods from a marked event until it alerted, the event's own counted; null when it did not see it. */
  events: z.array(z.object({ at: z.number(), until: z.number(), label: z.string(), delay: periods })),
  /** What other waits would do. */
  settings: z.array(z.object({ pending: z.number(), falsePerQuarter: z.number(), delays: z.array(periods) })),
  /** The shortest wait, in periods, with at most the wanted false alarms; null when none has. */
  suggested: z.number().nullable(),
  /** Whether the rule watches slices and only its whole was replayed. */
  wholeOnly: z.boolean(),
});
export type AlertReplay = z.infer<typeof alertReplaySchema>;

/** A rule to replay; dates of events are local, the last one included. */
export const replayBodySchema = z.strictObject({
  rule: alertRuleSchema,
  events: z
    .array(
      z.strictObject({
        at: z.iso.date(),
        until: z.iso.date().optional(),
        label: z.string().min(1).max(120),
      }),
    )
    .max(50)
    .default([]),
  falseAlarmsPerQuarter: z.number().positive().max(100).default(1),
});
