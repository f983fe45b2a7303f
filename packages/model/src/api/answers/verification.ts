import { z } from "zod";
import { grains } from "../../time/grain.ts";

const cell = z.object({ value: z.number().nullable(), sampleSize: z.number() });

/** What answers say from kept values and rollups, held against what rows say. */
export const verificationAnswerSchema = z.object({
  /** Epoch milliseconds, the workspace's now. */
  now: z.number(),
  /** Values compared. */
  compared: z.number(),
  /** Values that differ, the first hundred. */
  differences: z.array(
    z.object({
      metric: z.string(),
      grain: z.enum(grains),
      periodKey: z.string(),
      /** As answered, from kept values or a rollup. */
      answered: cell,
      /** As computed anew from rows. */
      fromRows: cell,
    }),
  ),
  /** How many differ. */
  different: z.number(),
  /** The rollups that were used, and the landing each speaks of. */
  rollups: z.array(z.object({ table: z.string(), dataset: z.string(), through: z.number(), complete: z.boolean() })),
  sentence: z.string(),
});
export type VerificationAnswer = z.infer<typeof verificationAnswerSchema>;
