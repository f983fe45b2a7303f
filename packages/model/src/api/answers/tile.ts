import { z } from "zod";
import { driftSchema } from "../../definition/drift.ts";
import { directions } from "../../metric/direction.ts";
import { levels } from "../../organisation/org-unit.ts";
import { outlookSchema } from "../../standing/behaviour.ts";
import { statuses, statusReasons } from "../../standing/status.ts";
import { grains } from "../../time/grain.ts";
import { nowcastSchema } from "./nowcast.ts";
import { deltaSchema, observationSchema } from "./observation.ts";

export const unitViewSchema = z.object({
  id: z.string(),
  label: z.string(),
  symbol: z.string(),
  position: z.enum(["before", "after"]),
  scale: z.number(),
  decimals: z.number(),
});
export type UnitView = z.infer<typeof unitViewSchema>;

export const standingSchema = z.object({
  status: z.enum(statuses),
  reason: z.enum(statusReasons),
  sentence: z.string(),
  periodKey: z.string().optional(),
  computed: z.enum(statuses),
  lastKnown: z.object({ status: z.enum(statuses), at: z.number() }).optional(),
  override: z
    .object({ status: z.enum(statuses), reason: z.string(), by: z.string(), until: z.number() })
    .optional()
    .describe("What a person set in its place; the computed status stays visible (S7)."),
  guardrails: z.array(z.string()).optional(),
});

const reference = z.object({ id: z.string(), label: z.string() });

const freshnessSchema = z.object({
  dataset: z.string(),
  /** Everything before this instant has landed; null when nothing has. */
  watermark: z.number().nullable(),
  /** When rows last landed, by the server's clock. */
  landedAt: z.number().nullable(),
  staleAfter: z.number(),
  stale: z.boolean(),
});

/** Interval of values a status colour covers; null ends are infinite. */
export const bandSchema = z.object({
  status: z.enum(["green", "yellow", "red"]),
  from: z.number().nullable(),
  to: z.number().nullable(),
  fromInclusive: z.boolean(),
  toInclusive: z.boolean(),
});
export type BandView = z.infer<typeof bandSchema>;

/** A KPI as a dashboard shows it. */
export const tileSchema = z.object({
  id: z.string(),
  label: z.string(),
  objective: z.string().nullable(),
  metric: z.string(),
  unit: unitViewSchema,
  approximate: z.boolean().optional().describe("Whether values are computed approximately; shown with ≈."),
  direction: z.enum(directions),
  owner: reference.nullable(),
  level: z.enum(levels),
  timing: z.enum(["leading", "lagging"]).nullable(),
  grain: z.enum(grains),
  /** The last whole period: what value, delta and status are about. */
  latest: observationSchema.nullable(),
  /** The period that is not over, to date; never compared as if it were whole (T3). */
  toDate: observationSchema.nullable(),
  /** What the next period is expected to be; null before there is enough history. */
  outlook: outlookSchema.nullable(),
  /** Where the period that is not over is heading; null where the KPI does not ask for it, or no fresh data speaks of it. */
  nowcast: nowcastSchema.nullable(),
  deltas: z.array(deltaSchema),
  /** Ascending, the window of the KPI, with the current period last where there is one. */
  series: z.array(observationSchema),
  /** Wanted value at each period of `series`; null where there is none. */
  targets: z.array(z.number().nullable()),
  target: z.number().nullable(),
  standing: standingSchema,
  freshness: z.array(freshnessSchema),
  guardrails: z.array(reference),
  definition: z.object({ version: z.number(), hash: z.string(), state: z.string() }),
  /** Why its numbers may not mean what was approved: inputs that changed under it (K5); empty when none did. */
  drift: z.array(driftSchema),
  receipt: z.string(),
});
export type Tile = z.infer<typeof tileSchema>;
