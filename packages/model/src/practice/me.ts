import { z } from "zod";
import { statuses } from "../standing/status.ts";
import { habitSchema } from "./habit.ts";
import { lineStates, planSchema } from "./plan.ts";

const mineSchema = z.object({
  id: z.string(),
  label: z.string(),
  level: z.string(),
  status: z.enum(statuses),
  sentence: z.string(),
  /** Whether it was judged anew since its owner last looked. */
  changed: z.boolean(),
});

/** What one person sees of their day. */
export const meSchema = z.object({
  /** Id of the person; "local" on a machine without accounts. */
  person: z.string(),
  label: z.string(),
  now: z.number(),
  plan: planSchema,
  habits: z.array(habitSchema),
  kpis: z.array(mineSchema),
  overdue: z.array(z.object({ id: z.string(), title: z.string(), kpi: z.string(), due: z.string() })),
  /** When they last looked, epoch ms; null for never. */
  lookedAt: z.number().nullable(),
});
export type Me = z.infer<typeof meSchema>;

export const planChangeSchema = z.strictObject({ key: z.string().min(1).max(200), state: z.enum(lineStates) });

export const linkAnswerSchema = z.object({ path: z.string(), expiresAt: z.number() });
export const checkedInSchema = z.object({ title: z.string(), day: z.iso.date() });

/** Means over personal KPIs that count the same, for the units that are large enough. */
export const aggregatesSchema = z.object({
  /** Fewest people one speaks of. */
  cohort: z.number(),
  aggregates: z.array(
    z.object({
      label: z.string(),
      periodKey: z.string(),
      shown: z.array(z.object({ orgUnit: z.string(), people: z.number(), mean: z.number(), text: z.string() })),
    }),
  ),
});
export type Aggregates = z.infer<typeof aggregatesSchema>;
