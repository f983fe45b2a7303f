import { z } from "zod";
import { grains } from "../../time/grain.ts";
import { unitViewSchema } from "./tile.ts";

/** A value a person enters for a period, with what it rests on. */
export const entryBodySchema = z.strictObject({
  /** Key of the period, e.g. 2026-03, 2026-W10 or FY2026-Q1. */
  period: z.string().min(4).max(20),
  value: z.number().min(-1e24).max(1e24),
  /** A link or a sentence. */
  evidence: z.string().trim().min(1).max(2000).optional(),
  note: z.string().trim().min(1).max(2000).optional(),
});
export type EntryBody = z.infer<typeof entryBodySchema>;

export const entrySchema = z.object({
  period: z.string(),
  value: z.number(),
  evidence: z.string().nullable(),
  note: z.string().nullable(),
  /** Who entered it: an account or a token. */
  author: z.string(),
  enteredAt: z.number(),
  /** False when a later entry for the same period took its place. */
  inForce: z.boolean(),
});
export type Entry = z.infer<typeof entrySchema>;

export const entryListSchema = z.object({
  metric: z.string(),
  grain: z.enum(grains),
  /** Newest first; at most 500. */
  entries: z.array(entrySchema),
});
export type EntryList = z.infer<typeof entryListSchema>;

/** A period is overdue when it is over, nothing was entered, and the metric had begun; before its first entry nothing is owed. */
export const dueStates = ["entered", "overdue", "open", "not_owed"] as const;
export type DueState = (typeof dueStates)[number];

const duePeriodSchema = z.object({
  period: z.string(),
  state: z.enum(dueStates),
  /** The entry in force; null without one. */
  entry: entrySchema.omit({ inForce: true }).nullable(),
  /** Earlier entries for the period that this one took the place of. */
  corrections: z.number(),
});
export type DuePeriod = z.infer<typeof duePeriodSchema>;

const dueMetricSchema = z.object({
  id: z.string(),
  label: z.string(),
  grain: z.enum(grains),
  unit: unitViewSchema,
  /** The KPIs it is promoted to, with who answers for them. */
  kpis: z.array(z.object({ id: z.string(), label: z.string(), owner: z.string().nullable() })),
  /** What was entered last, for whatever period; null when nothing was. */
  last: entrySchema.omit({ inForce: true }).nullable(),
  /** Periods shown that are overdue. */
  overdue: z.number(),
  /** Oldest first, the running one last. */
  periods: z.array(duePeriodSchema),
});
export type DueMetric = z.infer<typeof dueMetricSchema>;

export const entriesDueSchema = z.object({
  timeZone: z.string(),
  /** Overdue periods of all metrics. */
  overdue: z.number(),
  /** Every metric people enter, the most overdue first. */
  metrics: z.array(dueMetricSchema),
});
export type EntriesDue = z.infer<typeof entriesDueSchema>;
