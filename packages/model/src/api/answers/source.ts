import { z } from "zod";
import { idSchema } from "../../definition/id.ts";
import { sourceHealthSchema } from "../../source/health.ts";
import { sourceRunSchema } from "../../source/run.ts";

/** How a source is. `never`: it was not pulled yet; `late`: its newest row is older than it promised. */
const sourceStates = ["never", "running", "ok", "late", "failed"] as const;

const sourceItemSchema = z.object({
  id: z.string(),
  kind: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  /** Cron in the workspace's zone; null when it is pulled by hand. */
  schedule: z.string().nullable(),
  /** Milliseconds. */
  promisedLag: z.number(),
  datasets: z.array(z.string()),
  state: z.enum(sourceStates),
  /** Why the last run failed and what to do. */
  problem: z.string().nullable(),
  /** Before this instant everything has landed in each of its datasets; epoch ms. */
  watermark: z.number().nullable(),
  rows: z.number(),
  lastRun: sourceRunSchema.nullable(),
  /** Epoch ms; null when it is pulled by hand. */
  nextRun: z.number().nullable(),
  /** The secret it is opened with, never its value; null when it names none. */
  secret: z.object({ name: z.string(), isSet: z.boolean() }).nullable(),
  /** Its datasets that have a cursor, so that a stretch can be read again. */
  backfills: z.array(z.string()),
});
export type SourceItem = z.infer<typeof sourceItemSchema>;

export const sourceListSchema = z.object({ sources: z.array(sourceItemSchema), now: z.number() });

export const sourceAnswerSchema = sourceItemSchema.extend({
  /** Newest first; at most 50. */
  runs: z.array(sourceRunSchema),
  health: z.array(sourceHealthSchema),
  now: z.number(),
});
export type SourceAnswer = z.infer<typeof sourceAnswerSchema>;

export const sourceTestSchema = z.object({ answer: z.string(), milliseconds: z.number() });
export const sourceTablesSchema = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.number().nullable() })),
});

/** What to pull: all datasets of the source when none is named. */
export const pullBodySchema = z.strictObject({ datasets: z.array(idSchema).min(1).max(100).optional() });

/** A stretch of the cursor to read again: local dates or date-times of the workspace; `to` is not part of it. */
export const backfillBodySchema = z.strictObject({
  datasets: z.array(idSchema).min(1).max(100).optional(),
  from: z.string().min(1).max(40),
  to: z.string().min(1).max(40),
});

export const sourceRunsSchema = z.object({ runs: z.array(sourceRunSchema) });

/** Names of secrets, never their values (D4). Instants are epoch ms. */
export const secretListSchema = z.object({
  secrets: z.array(z.object({ name: z.string(), setAt: z.number(), setBy: z.string() })),
});
export const secretBodySchema = z.strictObject({ value: z.string().min(1).max(10_000) });
export const secretParamsSchema = z.object({ name: idSchema });
