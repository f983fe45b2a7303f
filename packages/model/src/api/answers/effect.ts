import { z } from "zod";
import { statuses } from "../../standing/status.ts";
import { grains } from "../../time/grain.ts";
import { standingSchema, unitViewSchema } from "./tile.ts";

const number = z.number().nullable();

const pointSchema = z.object({
  periodKey: z.string(),
  start: z.number(),
  end: z.number(),
  before: number,
  after: number,
});

/** What a change does to the past values of one metric at one grain, or of a KPI that looks at another metric. */
export const seriesEffectSchema = z.object({
  type: z.enum(["metric", "kpi"]),
  id: z.string(),
  label: z.string(),
  unit: unitViewSchema,
  grain: z.enum(grains),
  /** Past periods compared. */
  periods: z.number(),
  moved: z.number(),
  appeared: z.number(),
  disappeared: z.number(),
  /** Median size of the moves; null when nothing moved. */
  median: z.object({ absolute: z.number(), relative: number }).nullable(),
  largest: z
    .object({ periodKey: z.string(), before: z.number(), after: z.number(), absolute: z.number(), relative: number })
    .nullable(),
  /** The latest compared periods, ascending. */
  points: z.array(pointSchema),
  /** Why one side could not be computed, as a sentence. */
  broken: z.object({ before: z.string().nullable(), after: z.string().nullable() }),
});
export type SeriesEffectView = z.infer<typeof seriesEffectSchema>;

/** What a change does to the status of one KPI. */
export const kpiEffectSchema = z.object({
  id: z.string(),
  label: z.string(),
  grain: z.enum(grains),
  from: standingSchema,
  /** Null when it can only be known after the data has been read anew. */
  to: standingSchema.nullable(),
  flips: z.boolean(),
  /** Past periods judged under both versions, and those that would have had another status. */
  periods: z.number(),
  changed: z.number(),
  /** The latest of those, ascending. */
  changes: z.array(z.object({ periodKey: z.string(), from: z.enum(statuses), to: z.enum(statuses) })),
});
export type KpiEffectView = z.infer<typeof kpiEffectSchema>;

/** The numeric effect of a change of definitions before it lands (K3). */
export const effectSchema = z.object({
  /** The workspace's now, epoch ms: both sides are computed for it, from the same rows. */
  now: z.number(),
  timeZone: z.string(),
  series: z.array(seriesEffectSchema),
  kpis: z.array(kpiEffectSchema),
  dashboards: z.array(z.object({ id: z.string(), label: z.string() })),
  /** What was not compared and why, as sentences. */
  leftOut: z.array(z.string()),
});
export type Effect = z.infer<typeof effectSchema>;
