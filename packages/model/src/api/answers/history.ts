import { z } from "zod";
import { restatementCauses } from "../../series/restatement.ts";

const number = z.number().nullable();

/** A value with the instant it was learned (epoch ms of the server's clock), what it meant, and its receipt. */
const learnedValueSchema = z.object({
  value: number,
  at: z.number(),
  version: z.number(),
  receipt: z.string(),
});

/** A change of a published value. */
const restatementSchema = z.object({
  periodKey: z.string(),
  at: z.number(),
  cause: z.enum(restatementCauses),
  from: number,
  to: number,
  absolute: number,
  relative: number,
  rows: z.number(),
  fromVersion: z.number(),
  toVersion: z.number(),
  receipt: z.string(),
  sentence: z.string(),
});

/** A change of what the numbers mean; `periodKey` is the first period published with the new meaning. */
const definitionBreakSchema = z.object({
  at: z.number(),
  fromVersion: z.number(),
  toVersion: z.number(),
  hash: z.string(),
  periodKey: z.string().nullable(),
  sentence: z.string(),
});

/** What was learned of the periods shown, and when (N2). Kept at the grains a KPI was judged at, without slices. */
export const historySchema = z.object({
  /** Per period the value as it was first published, null while it is provisional, and the last one learned. */
  periods: z.array(
    z.object({ periodKey: z.string(), reported: learnedValueSchema.nullable(), restated: learnedValueSchema }),
  ),
  /** Of the periods shown, newest first. */
  restatements: z.array(restatementSchema),
  breaks: z.array(definitionBreakSchema),
});
export type History = z.infer<typeof historySchema>;
