import { z } from "zod";
import { cadences, thresholdBases } from "../../kpi/kpi.ts";
import { behaviourSchema, phaseSchema } from "../../standing/behaviour.ts";
import { grains } from "../../time/grain.ts";
import { currentPeriodModes } from "../../time/settlement.ts";
import { historySchema } from "./history.ts";
import { deltaSchema, observationSchema } from "./observation.ts";
import { receiptSchema } from "./receipt.ts";
import { bandSchema, standingSchema, tileSchema } from "./tile.ts";

/** One slice of the latest whole period. */
export const sliceSchema = z.object({
  /** Dimension values in the order of `by`; null is a missing value. */
  values: z.array(z.string().nullable()),
  latest: observationSchema,
  delta: deltaSchema.nullable(),
  /** Share of the whole's sample size, 0 to 1. */
  share: z.number().nullable(),
});
export type Slice = z.infer<typeof sliceSchema>;

/** Everything the page of one KPI shows, in one round trip. */
export const kpiAnswerSchema = z.object({
  now: z.number(),
  pinned: z.boolean(),
  /** Everything shown is as it was known at this instant, epoch ms; null for all that is known. */
  known: z.number().nullable(),
  timeZone: z.string(),
  tile: tileSchema,
  grains: z.array(z.enum(grains)),
  from: z.number(),
  to: z.number(),
  /** The grain that is judged: standing belongs to it, whatever grain is shown. */
  judgedGrain: z.enum(grains),
  bands: z.object({ basis: z.enum(thresholdBases), bands: z.array(bandSchema) }).nullable(),
  controlLimits: z.object({ lower: z.number(), mean: z.number(), upper: z.number() }).nullable(),
  /** The same by phase: from each recorded act and confirmed shift on they are computed anew. */
  phases: z.array(phaseSchema),
  /** Signals, changes, forecast, pace and scores at the judged grain; null at others, of the past, and before it was judged. */
  behaviour: behaviourSchema.nullable(),
  dimensions: z.array(z.string()),
  by: z.array(z.string()),
  slices: z.array(sliceSchema),
  /** Slices left out below the shown ones. */
  slicesOmitted: z.number(),
  /** What those are together, computed from their rows. */
  otherSlices: sliceSchema.nullable().optional(),
  guardrailStandings: z.array(z.object({ id: z.string(), label: z.string(), standing: standingSchema })),
  definition: z.object({
    version: z.number(),
    hash: z.string(),
    state: z.string(),
    file: z.string().nullable(),
    line: z.number().nullable(),
    yaml: z.string(),
    /** The formula in words and in code. */
    formula: z.string(),
    description: z.string().nullable(),
    cadence: z.enum(cadences).nullable(),
    actionWhenRed: z.string().nullable(),
    cannotBeGamedBecause: z.string().nullable(),
    currentPeriod: z.enum(currentPeriodModes),
    leads: z.array(z.object({ id: z.string(), label: z.string() })),
    history: z.array(z.object({ version: z.number(), hash: z.string(), appliedAt: z.number(), by: z.string() })),
  }),
  history: historySchema,
  dashboards: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Whether it can be asked by cohort and age. */
  hasCohorts: z.boolean(),
  /** The metric whose values people enter, and for which period; null when rows give them. */
  entered: z.object({ metric: z.string(), grain: z.enum(grains) }).nullable(),
  receipt: receiptSchema,
});
export type KpiAnswer = z.infer<typeof kpiAnswerSchema>;
