import { z } from "zod";
import { grains } from "../../time/grain.ts";

/** A value a person enters for a period, with what it rests on. */
export const entryBodySchema = z.strictObject({
  /** Key of the period, e.g. 2026-03, 2026-W10 or FY2026-Q1. */
  period: z.string().min(4).max(20),
  value: z.number().min(-1e24).max(1e24),
  /** A link or a sentence. */
  evidence: z.string().trim().min(1).max(2000).optional(),
  note: z.string().trim().min(1).max(2000).optional(),
});
export type EntryBody = z.infer<typeof entryBodySchema>;

export const entrySchema = z.object({
  period: z.string(),
  value: z.number(),
  evidence: z.string().nullable(),
  note: z.string().nullable(),
  /** Who entered it: an account or a token. */
  author: z.string(),
  enteredAt: z.number(),
  /** False when a later entry for the same period took its place. */
  inForce: z.boolean(),
});
export type Entry = z.infer<typeof entrySchema>;

export const entryListSchema = z.object({
  metric: z.string(),
  grain: z.enum(grains),
  /** Newest first; at most 500. */
  entries: z.array(entrySchema),
});
export type EntryList = z.infer<typeof entryListSchema>;
