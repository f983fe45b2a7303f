import { z } from "zod";

const number = z.number().nullable();

/** One value of one series for one period; instants in epoch milliseconds. */
export const observationSchema = z.object({
  periodKey: z.string(),
  start: z.number(),
  end: z.number(),
  value: number,
  numerator: number,
  denominator: number,
  sampleSize: z.number(),
  presence: z.enum(["value", "empty", "unknown"]),
  settled: z.boolean(),
  current: z.boolean(),
});

export const comparisonKinds = ["previous_period", "previous_year", "like_for_like_to_date", "target"] as const;

/** A value set beside another one. `relative` is null when the base is zero; `good` is null when neither. */
export const deltaSchema = z.object({
  comparison: z.enum(comparisonKinds),
  /** The period compared with; null for target. */
  periodKey: z.string().nullable(),
  base: number,
  absolute: number,
  relative: number,
  good: z.boolean().nullable(),
});
export type Delta = z.infer<typeof deltaSchema>;
