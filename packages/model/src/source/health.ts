import { z } from "zod";

/** A range that most earlier values lie in, and where the present one lies. */
const volumeSchema = z.object({
  /** Rows of the last whole day that is settled. */
  rows: z.number(),
  /** Median of earlier days of the same weekday, and the range they explain; null before there are enough. */
  expected: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  verdict: z.enum(["as_expected", "too_few", "too_many", "cannot_tell"]),
});

/** The health of one dataset of a source (D3). Instants are epoch ms, lengths milliseconds, rates shares from 0 to 1. */
export const sourceHealthSchema = z.object({
  dataset: z.string(),
  rows: z.number(),
  freshness: z.object({
    watermark: z.number().nullable(),
    age: z.number().nullable(),
    promised: z.number(),
    isLate: z.boolean(),
  }),
  volume: volumeSchema,
  /** Columns that came, went or changed their type between the last two runs that read anything. */
  schema: z.array(
    z.object({
      column: z.string(),
      change: z.enum(["added", "gone", "retyped"]),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** Share of missing values by column, of recent rows and of earlier ones. */
  nulls: z.array(
    z.object({ column: z.string(), recent: z.number(), earlier: z.number().nullable(), isUnusual: z.boolean() }),
  ),
  /** Share of rows whose key is there more than once; null without a key. */
  duplicates: z.number().nullable(),
  /** How much of a day's rows had landed by the end of each day after it, learned from days that are complete. */
  completeness: z.array(z.object({ day: z.number(), share: z.number(), days: z.number() })),
});
export type SourceHealth = z.infer<typeof sourceHealthSchema>;
