import { z } from "zod";
import { levels } from "../../organisation/org-unit.ts";
import { grains } from "../../time/grain.ts";
import { standingSchema, unitViewSchema } from "./tile.ts";

const personView = z.object({ id: z.string(), label: z.string() });

const unitView = z.object({
  id: z.string(),
  label: z.string(),
  level: z.enum(levels),
  parent: z.string().nullable(),
  people: z.array(personView),
  kpis: z.array(z.string()),
});

const kpiNode = z.object({
  id: z.string(),
  label: z.string(),
  level: z.enum(levels),
  orgUnit: z.string().nullable(),
  owner: personView.nullable(),
  grain: z.enum(grains),
  unit: unitViewSchema,
  /** The wanted value now; null without one. */
  target: z.number().nullable(),
  standing: standingSchema.nullable(),
  /** Linked to no other KPI in any way (K8). */
  orphan: z.boolean(),
});

/** How one KPI bears on another: `from` is the part, the leading one, or the guard. */
const linkSchema = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.enum(["component", "contributes", "leads", "guardrail"]),
});
export type KpiLink = z.infer<typeof linkSchema>;

/** Whether the target of a KPI follows from those of its parts. */
const reconciliationSchema = z.object({
  kpi: z.string(),
  /** How the whole follows from its parts: a formula over metrics, or their sum. */
  formula: z.string(),
  parts: z.array(z.object({ kpi: z.string(), target: z.number().nullable() })),
  wanted: z.number(),
  fromParts: z.number().nullable(),
  /** What the parts give beyond what is wanted; 0 when they reconcile, null when it cannot be told. */
  gap: z.number().nullable(),
  share: z.number().nullable(),
  /** Parts without a target. */
  missing: z.array(z.string()),
});

export const organisationAnswerSchema = z.object({
  units: z.array(unitView),
  /** People in no unit. */
  unplaced: z.array(personView),
  kpis: z.array(kpiNode),
  links: z.array(linkSchema),
  reconciliations: z.array(reconciliationSchema),
});
export type OrganisationAnswer = z.infer<typeof organisationAnswerSchema>;
