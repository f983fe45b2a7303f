import { z } from "zod";
import { findingSchema } from "../api/answers/finding.ts";

/** How a run ended, or that it has not. `cut_off`: the server stopped in the middle of it. */
const runOutcomes = ["running", "done", "failed", "cancelled", "cut_off"] as const;

/** Why a run began. */
const runCauses = ["schedule", "person", "first", "backfill"] as const;

/** A column as the source has it. */
const seenColumnSchema = z.object({ name: z.string(), native: z.string() });
export type SeenColumn = z.infer<typeof seenColumnSchema>;

/** One pull of one dataset from its source. Instants are epoch ms. */
export const sourceRunSchema = z.object({
  id: z.string(),
  source: z.string(),
  dataset: z.string(),
  cause: z.enum(runCauses),
  outcome: z.enum(runOutcomes),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** The time of the schedule it ran for. */
  dueAt: z.number().nullable(),
  /** Rows and bytes that came over. */
  read: z.number(),
  bytes: z.number(),
  /** Rows that were new or changed and landed; those that took the place of an earlier state of the same key. */
  landed: z.number(),
  changed: z.number(),
  /** Rows that could not be read and were left out. */
  refused: z.number(),
  /** How far the cursor has come, as the source writes it. */
  cursor: z.string().nullable(),
  /** Columns of the source when it ran. */
  columns: z.array(seenColumnSchema),
  /** What went wrong and what to do. */
  problem: z.string().nullable(),
  findings: z.array(findingSchema),
});
export type SourceRun = z.infer<typeof sourceRunSchema>;
