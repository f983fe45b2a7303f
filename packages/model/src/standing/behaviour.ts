import { z } from "zod";
import { signalSchema } from "./signal.ts";

/** A stretch with natural limits of its own, epoch ms, half-open; the last one goes on. */
export const phaseSchema = z.object({
  start: z.number(),
  end: z.number().nullable(),
  /** Why it starts: the series does, somebody acted, or the data show a shift. */
  because: z.enum(["start", "recorded", "confirmed"]),
  /** Null while there are too few values to tell. */
  limits: z.object({ lower: z.number(), mean: z.number(), upper: z.number() }).nullable(),
});
export type PhaseView = z.infer<typeof phaseSchema>;

/** A value with where 80 % and 95 % of what may come lie, for one period; epoch ms. */
export const expectedPeriodSchema = z.object({
  periodKey: z.string(),
  start: z.number(),
  end: z.number(),
  value: z.number(),
  lower80: z.number(),
  upper80: z.number(),
  lower95: z.number(),
  upper95: z.number(),
});
export type ExpectedPeriod = z.infer<typeof expectedPeriodSchema>;

/** Fewer periods than a method takes, in words. */
const tooLittleSchema = z.object({
  kind: z.literal("too_little_data"),
  have: z.number(),
  need: z.number(),
  sentence: z.string(),
});

/** What the periods to come are expected to be, from the last whole one on (E5). */
export const forecastSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("forecast"),
    /** The last period it rests on. */
    through: z.string(),
    periods: z.array(expectedPeriodSchema),
    sentence: z.string(),
  }),
  tooLittleSchema,
]);
export type ForecastView = z.infer<typeof forecastSchema>;

/** Where a KPI is heading at the date of its target, and how likely that reaches it (S5). */
export const paceSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("pace"),
    /** The target's date, epoch ms, and the period it ends. */
    at: z.number(),
    periodKey: z.string(),
    target: z.number(),
    wanted: z.enum(["at_least", "at_most"]),
    projected: expectedPeriodSchema,
    /** Chance of reaching the target, 0 to 1. */
    chance: z.number(),
    /** What the target's curve wants of the last whole period; null before the curve begins. */
    due: z.number().nullable(),
    onPace: z.boolean().nullable(),
    sentence: z.string(),
  }),
  z.object({ kind: z.literal("too_early"), have: z.number(), need: z.number(), sentence: z.string() }),
]);
export type PaceView = z.infer<typeof paceSchema>;

/** What issued forecasts were worth once their periods settled, beside naive ones (E5). */
export const scoreSchema = z.object({
  /** Periods that were forecast and have settled, each at every distance. */
  count: z.number(),
  /** Mean absolute errors in the units of the KPI. */
  error: z.object({ forecast: z.number(), naive: z.number(), seasonalNaive: z.number().nullable() }),
  best: z.enum(["forecast", "naive", "seasonal_naive"]),
  /** Shares of outcomes inside the intervals. */
  covered80: z.number(),
  covered95: z.number(),
  sentence: z.string(),
});
export type ScoreView = z.infer<typeof scoreSchema>;

/** How the values of a KPI behave at its judged grain, and what that was computed from. */
export const behaviourSchema = z.object({
  /** The last whole period; null when there is none. */
  through: z.string().nullable(),
  phases: z.array(phaseSchema),
  /** Periods after which values repeat; null when nothing does. */
  season: z.number().nullable(),
  /** What the season and the phase let expect of each period; empty without a season, where the limits say the same. */
  expected: z.array(
    z.object({ periodKey: z.string(), start: z.number(), lower: z.number(), value: z.number(), upper: z.number() }),
  ),
  signals: z.array(signalSchema),
  changes: z.array(
    z.object({
      periodKey: z.string(),
      start: z.number(),
      /** 0 to 1. */
      confidence: z.number(),
      before: z.number(),
      after: z.number(),
    }),
  ),
  forecast: forecastSchema,
  /** Null where no dated target is ahead. */
  pace: paceSchema.nullable(),
  /** Null before a forecast has settled. */
  score: scoreSchema.nullable(),
  /** What it was computed from. */
  basis: z.object({ observations: z.number(), definition: z.string(), receipt: z.string(), at: z.number() }),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

/** What a tile says of the period to come. */
export const outlookSchema = z.object({
  next: expectedPeriodSchema,
  /** Compared with the last whole period: within its usual noise is level. */
  heading: z.enum(["up", "down", "level"]),
  sentence: z.string(),
});
export type Outlook = z.infer<typeof outlookSchema>;
