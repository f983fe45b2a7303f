import { z } from "zod";
import { grains } from "../time/grain.ts";

/** Why a definition drifted (K5): an input changed under it. */
const driftReasons = ["column_gone", "column_retyped", "upstream", "identity"] as const;

/** One reason why the numbers of a definition may not mean what its author approved. */
export const driftSchema = z.object({
  reason: z.enum(driftReasons),
  /** One sentence a person can act on. */
  sentence: z.string(),
  /** What changed: a column, a metric, or the formula of the identity. */
  input: z.string(),
  /** Epoch ms; null when it is not known. */
  since: z.number().nullable(),
});
export type Drift = z.infer<typeof driftSchema>;

/** A column of a dataset's source that is gone, or holds values of another type than the dataset declares. */
export interface ColumnDrift {
  dataset: string;
  /** The dataset's name for it. */
  column: string;
  kind: "gone" | "retyped";
  /** What is wrong and what to do, as a sentence. */
  sentence: string;
}

/** A metric changed its meaning under a definition that was not changed itself. */
const upstreamSchema = z.object({
  reason: z.literal("upstream"),
  type: z.enum(["metric", "kpi"]),
  id: z.string(),
  /** The metric it is built on. */
  input: z.string(),
  /** Versions before and after; `hash` is the meaning last approved: coming back to it ends the drift. */
  from: z.number(),
  to: z.number(),
  hash: z.string(),
  since: z.number(),
});
export type UpstreamDrift = z.infer<typeof upstreamSchema>;

/** A declared identity that did not hold when it was last tested. */
const identityBreakSchema = z.object({
  reason: z.literal("identity"),
  type: z.literal("metric"),
  id: z.string(),
  /** The formula. */
  input: z.string(),
  grain: z.enum(grains),
  periodKey: z.string(),
  value: z.number(),
  wanted: z.number(),
  /** Value minus wanted, and the difference allowed. */
  difference: z.number(),
  allowed: z.number(),
  /** Periods in which it broke, of those tested. */
  broken: z.number(),
  tested: z.number(),
  since: z.number(),
});
export type IdentityBreak = z.infer<typeof identityBreakSchema>;

/** A drift that is kept until it ends or is acknowledged. */
export const driftRecordSchema = z.discriminatedUnion("reason", [upstreamSchema, identityBreakSchema]);
export type DriftRecord = z.infer<typeof driftRecordSchema>;
