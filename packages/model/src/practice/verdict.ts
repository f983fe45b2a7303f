import { z } from "zod";

/** How far a level moved, with its interval; what the statistics say, without a word about good or bad. */
export const measuredEffectSchema = z.object({
  method: z.enum(["interrupted_series", "before_after"]),
  estimate: z.number(),
  /** Lower and upper end. */
  interval: z.tuple([z.number(), z.number()]),
  confidence: z.number(),
  before: z.number(),
  after: z.number(),
  /** Periods observed. */
  periods: z.object({ before: z.number(), after: z.number() }),
});
export type MeasuredEffect = z.infer<typeof measuredEffectSchema>;

/** An effect, or how many periods are missing to tell one. */
export type Measured = MeasuredEffect | { have: number; need: number };

const isEffect = (measured: Measured): measured is MeasuredEffect => "estimate" in measured;

export const outcomes = ["worked", "fell_short", "backfired", "cannot_tell"] as const;
/** What became of the bet: `fell_short` moved the right way, but less than was bet on. */
export type Outcome = (typeof outcomes)[number];

const guardrailOutcomes = ["held", "worse", "cannot_tell"] as const;
type GuardrailOutcome = (typeof guardrailOutcomes)[number];

export const verdictSchema = z.object({
  outcome: z.enum(outcomes),
  /** In words, with the numbers. */
  sentence: z.string(),
  effect: measuredEffectSchema.nullable(),
  guardrails: z.array(
    z.object({
      kpi: z.string(),
      label: z.string(),
      outcome: z.enum(guardrailOutcomes),
      effect: measuredEffectSchema.nullable(),
    }),
  ),
  /** Whether the KPI means something else than when the bet was made; the verdict is by today's meaning throughout. */
  definitionChanged: z.boolean(),
  /** Whether every watched period is over; until then it is how it looks so far. */
  final: z.boolean(),
  /** Epoch ms. */
  judgedAt: z.number(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** A bet, and what was measured of it. */
export interface Bet {
  direction: "up" | "down";
  /** How much was bet on, in the KPI's stored unit, above 0; null for the direction only. */
  by: number | null;
  measured: Measured;
  /** Writes a change of the KPI in its unit, with a sign. */
  format: (change: number) => string;
}

const outcomeOf = ({ direction, by, measured }: Bet): Outcome => {
  if (!isEffect(measured)) return "cannot_tell";
  const sign = direction === "up" ? 1 : -1;
  const [low = 0, high = 0] = measured.interval.map((end) => end * sign).sort((a, b) => a - b);
  if (high < 0) return "backfired";
  if (low <= 0) return "cannot_tell";
  return by !== null && high < by ? "fell_short" : "worked";
};

const openings: Record<Outcome, string> = {
  worked: "It worked",
  fell_short: "It moved the right way, but less than was bet on",
  backfired: "It moved the wrong way",
  cannot_tell: "Cannot tell",
};

const sentenceOf = (bet: Bet, outcome: Outcome): string => {
  const { measured, format, by, direction } = bet;
  if (!isEffect(measured))
    return `${openings.cannot_tell}: ${measured.have} of at least ${measured.need} periods are there.`;
  const [low, high] = measured.interval;
  const percent = Math.round(measured.confidence * 100);
  const size = `${format(measured.estimate)}, between ${format(low)} and ${format(high)} (${percent}%)`;
  const wanted = by === null ? "" : `; bet on ${format(direction === "up" ? by : -by)}`;
  return `${openings[outcome]}: ${size}${wanted}.`;
};

/** What may be said of a bet: its outcome and the sentence for people. */
export const judgeBet = (bet: Bet): { outcome: Outcome; sentence: string; effect: MeasuredEffect | null } => {
  const outcome = outcomeOf(bet);
  return { outcome, sentence: sentenceOf(bet, outcome), effect: isEffect(bet.measured) ? bet.measured : null };
};

/** Whether a guardrail got worse in the time of an intervention; without a good direction nobody can tell. */
export const judgeGuardrail = (
  measured: Measured,
  good: "up" | "down" | null,
): { outcome: GuardrailOutcome; effect: MeasuredEffect | null } => {
  if (!isEffect(measured)) return { outcome: "cannot_tell", effect: null };
  if (good === null) return { outcome: "cannot_tell", effect: measured };
  const sign = good === "up" ? 1 : -1;
  const isWorse = measured.interval.every((end) => end * sign < 0);
  return { outcome: isWorse ? "worse" : "held", effect: measured };
};
