import { z } from "zod";
import type { Catalog } from "../definition/catalog.ts";
import { idSchema, labelSchema, proseSchema } from "../definition/id.ts";
import { weekdays } from "../time/calendar.ts";

export const reviewCadences = ["weekly", "biweekly", "monthly", "quarterly"] as const;

/** A review that comes again and again: of what, how often, when, and with whom. Days and hours are the workspace's. */
export const reviewSeriesSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  description: proseSchema.optional(),
  dashboard: idSchema.optional().describe("Reviews the KPIs of this dashboard, …"),
  org_unit: idSchema.optional().describe("… or those of this unit of the organisation, …"),
  kpis: z.array(idSchema).min(1).max(60).optional().describe("… or these."),
  cadence: z.enum(reviewCadences),
  weekday: z
    .enum(weekdays)
    .default("monday")
    .describe("The day of the week; for a monthly or quarterly review the first one of the month or quarter."),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write a time such as 09:30")
    .default("09:00")
    .describe("When it begins, by the clock of the workspace."),
  minutes: z.number().int().min(5).max(480).default(45).describe("How long it takes."),
  starts: z.iso.date().optional().describe("No review before this day; a biweekly one counts its weeks from it."),
  participants: z.array(idSchema).max(100).default([]),
  presenter: idSchema.optional().describe("Who leads it."),
});
export type ReviewSeries = z.infer<typeof reviewSeriesSchema>;

/** The KPIs a series reviews, in their order; those not defined are left out. */
export const kpisOf = (
  { dashboard, org_unit, kpis }: ReviewSeries,
  catalog: Pick<Catalog, "dashboards" | "kpis">,
): string[] => {
  const inUnit = [...catalog.kpis.values()].filter((kpi) => org_unit !== undefined && kpi.org_unit === org_unit);
  const named = kpis ?? catalog.dashboards.get(dashboard ?? "")?.kpis ?? inUnit.map(({ id }) => id);
  return [...new Set(named)].filter((id) => catalog.kpis.has(id));
};
