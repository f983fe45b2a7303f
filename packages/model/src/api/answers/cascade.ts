import { z } from "zod";
import { levels } from "../../organisation/org-unit.ts";
import { statuses } from "../../standing/status.ts";
import { unitViewSchema } from "./tile.ts";

const number = z.number().nullable();

/** A value with the range it lies in with a chance of 80 %. */
const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

const cascadeKpiSchema = z.object({
  id: z.string(),
  label: z.string(),
  level: z.enum(levels),
  orgUnit: z.string().nullable(),
  /** Name of the owner; null when nobody answers for it. */
  owner: z.string().nullable(),
  /** Key of `measures`. */
  measure: z.string(),
  target: number,
  /** What is expected of the next period; null before there is enough history. */
  expected: estimateSchema.nullable(),
  status: z.enum(statuses).nullable(),
});

/** A KPI and its parts by the metric's own algebra, with their targets held against each other. */
const cascadeWholeSchema = z.object({
  kpi: z.string(),
  algebra: z.enum(["formula", "sum", "weighted"]),
  formula: z.string(),
  parts: z.array(z.object({ name: z.string(), kpi: z.string().nullable() })),
  wanted: number,
  fromParts: number,
  gap: number,
  share: number,
  outcome: z.enum(["reconciled", "gap", "over_committed", "cannot_tell", "no_target"]),
  /** Where the whole must lie whatever the weights are, when those are not known. */
  bounds: z.tuple([z.number(), z.number()]).nullable(),
});

export const cascadeAnswerSchema = z.object({
  now: z.number(),
  measures: z.record(z.string(), unitViewSchema),
  units: z.array(z.object({ id: z.string(), label: z.string(), level: z.enum(levels), parent: z.string().nullable() })),
  kpis: z.array(cascadeKpiSchema),
  wholes: z.array(cascadeWholeSchema),
  /** Drivers nobody carries. */
  uncarried: z.array(
    z.object({
      whole: z.string(),
      part: z.string(),
      label: z.string(),
      kpi: z.string().nullable(),
      why: z.enum(["no_kpi", "no_owner", "no_target"]),
    }),
  ),
});
export type CascadeAnswer = z.infer<typeof cascadeAnswerSchema>;

export const whatIfBodySchema = z.strictObject({
  /** Values to suppose, in the stored unit of each KPI (0.92 for 92 %). */
  changes: z
    .array(z.strictObject({ kpi: z.string().min(1).max(100), value: z.number() }))
    .min(1)
    .max(20),
});

export const whatIfAnswerSchema = z.object({
  moved: z.array(z.object({ kpi: z.string(), before: estimateSchema, after: estimateSchema })),
  /** Supposed KPIs nothing above follows from, or whose parts are not known well enough. */
  unmoved: z.array(z.string()),
});
export type WhatIfAnswer = z.infer<typeof whatIfAnswerSchema>;
