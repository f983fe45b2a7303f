import { z } from "zod";
import { idSchema } from "../definition/id.ts";
import { grains } from "../time/grain.ts";
import { authorSchema } from "./author.ts";

const amount = z.union([z.number(), z.string().min(1).max(40)]);

/** What is expected of the next value: which way it goes from the last one, or between what it lies, both ends included. */
const directionSchema = z.strictObject({ type: z.literal("direction"), direction: z.enum(["up", "down"]) });

/** An expectation as a person writes it; the range in the unit of the KPI, e.g. 78% and 82%. */
export const expectationBodySchema = z.strictObject({
  kpi: idSchema,
  period: z
    .string()
    .max(20)
    .optional()
    .describe("Key of the period expected; the one that is not over when not given."),
  claim: z.discriminatedUnion("type", [
    directionSchema,
    z.strictObject({ type: z.literal("range"), low: amount, high: amount }),
  ]),
  confidence: z.number().min(0.5).max(0.99).describe("How sure one is, from 0.5 (a coin) to 0.99."),
  review: z.string().max(100).optional().describe("The review it was written in."),
});
export type ExpectationBody = z.infer<typeof expectationBodySchema>;

/** A claim with its range in stored values. */
export const claimSchema = z.discriminatedUnion("type", [
  directionSchema,
  z.strictObject({ type: z.literal("range"), low: z.number(), high: z.number() }),
]);
export type Claim = z.infer<typeof claimSchema>;

/** How an expectation came out. */
export const scoreSchema = z.object({
  value: z.number(),
  hit: z.boolean(),
  /** Squared distance of the confidence from what happened, 0 (sure and right) to 1 (Brier 1950). */
  brier: z.number(),
  /** The same for the naive expectation "same as last time"; null where nobody knows what happened last time. */
  naiveBrier: z.number().nullable(),
  /** Epoch ms. */
  at: z.number(),
});
export type Score = z.infer<typeof scoreSchema>;

/** An expectation as it is kept; it is never edited. */
export const keptExpectationSchema = z.object({
  id: z.string(),
  kpi: z.string(),
  grain: z.enum(grains),
  periodKey: z.string(),
  claim: claimSchema,
  confidence: z.number(),
  /** Value of the last whole period when it was written; null when there was none. */
  base: z.number().nullable(),
  /** Whether the same claim came true the last time; null where that is not known. */
  cameTrueBefore: z.boolean().nullable(),
  review: z.string().nullable(),
  author: authorSchema,
  /** Epoch ms by the server's clock. */
  createdAt: z.number(),
  score: scoreSchema.nullable(),
});
export type KeptExpectation = z.infer<typeof keptExpectationSchema>;

/** An expectation as it is shown: without a name, unless it is the reader's own (P5). */
export const expectationSchema = keptExpectationSchema.omit({ author: true }).extend({
  mine: z.boolean(),
  /** In words, e.g. "up from 78 %, 70 % sure". */
  sentence: z.string(),
});
export type Expectation = z.infer<typeof expectationSchema>;

export const expectationListSchema = z.object({ expectations: z.array(expectationSchema) });

/** Whether a claim came true; null for a direction without a value to start from. A value that stays the same went neither way. */
export const cameTrue = (claim: Claim, base: number | null, value: number): boolean | null => {
  if (claim.type === "range") return value >= claim.low && value <= claim.high;
  if (base === null) return null;
  return claim.direction === "up" ? value > base : value < base;
};

/** Scores an expectation against the settled value of its period; null when it cannot be scored. */
export const scoreOf = (
  {
    claim,
    base,
    confidence,
    cameTrueBefore,
  }: Pick<KeptExpectation, "claim" | "base" | "confidence" | "cameTrueBefore">,
  value: number,
  at: number,
): Score | null => {
  const hit = cameTrue(claim, base, value);
  if (hit === null) return null;
  const outcome = hit ? 1 : 0;
  const brier = (confidence - outcome) ** 2;
  const naiveBrier = cameTrueBefore === null ? null : Number(cameTrueBefore !== hit);
  return { value, hit, brier, naiveBrier, at };
};

/** How several scored expectations came out together. */
export const scoresSchema = z.object({
  count: z.number(),
  hits: z.number(),
  /** Mean Brier score, 0 is best. */
  brier: z.number(),
  /** Mean of the naive expectation over those it can be told for, and ours over the same ones. */
  naive: z.object({ count: z.number(), brier: z.number(), ours: z.number() }).nullable(),
});
export type Scores = z.infer<typeof scoresSchema>;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sums scores up; null when there are none. */
export const summed = (scores: readonly Score[]): Scores | null => {
  if (scores.length === 0) return null;
  const told = scores.flatMap(({ naiveBrier, brier }) => (naiveBrier === null ? [] : [{ naiveBrier, brier }]));
  const naive = {
    count: told.length,
    brier: mean(told.map(({ naiveBrier }) => naiveBrier)),
    ours: mean(told.map(({ brier }) => brier)),
  };
  return {
    count: scores.length,
    hits: scores.filter(({ hit }) => hit).length,
    brier: mean(scores.map(({ brier }) => brier)),
    naive: told.length === 0 ? null : naive,
  };
};

/** People below which nothing is said about them together, so that nobody can be worked out (P5). */
export const smallestCohort = 5;

export const expectationScoresSchema = z.object({
  /** The reader's own, all together and by KPI. */
  mine: scoresSchema.nullable(),
  byKpi: z.array(z.object({ kpi: z.string(), label: z.string(), scores: scoresSchema })),
  /** Everybody's together; null below five people. */
  team: scoresSchema.nullable(),
  people: z.number(),
});
export type ExpectationScores = z.infer<typeof expectationScoresSchema>;
