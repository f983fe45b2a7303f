import { z } from "zod";
import { alertRuleSchema } from "../alert/rule.ts";
import { dashboardSchema } from "../dashboard/dashboard.ts";
import { datasetSchema } from "../dataset/dataset.ts";
import { kpiSchema } from "../kpi/kpi.ts";
import { metricSchema } from "../metric/metric.ts";
import { unitSchema } from "../metric/unit.ts";
import { objectiveSchema } from "../objective/objective.ts";
import { orgUnitSchema } from "../organisation/org-unit.ts";
import { personSchema } from "../organisation/person.ts";
import { reviewSeriesSchema } from "../practice/review-series.ts";
import { sourceSchema } from "../source/source.ts";
import { calendarSchema, workspaceSchema } from "../workspace/workspace.ts";
import { idSchema } from "./id.ts";

/** One YAML file of a workspace folder: any of these sections, in any file. */
export const definitionFileSchema = z.strictObject({
  workspace: workspaceSchema.optional(),
  calendar: calendarSchema.optional(),
  units: z.record(idSchema, unitSchema).optional().describe("Units of measure by id, beside the built-in ones."),
  people: z.array(personSchema).optional(),
  org_units: z.array(orgUnitSchema).optional().describe("The organisation: company, departments, teams, people."),
  sources: z.array(sourceSchema).optional().describe("Connections and feeds that data comes from."),
  datasets: z.array(datasetSchema).optional(),
  metrics: z.array(metricSchema).optional(),
  kpis: z.array(kpiSchema).optional(),
  dashboards: z.array(dashboardSchema).optional(),
  alerts: z.array(alertRuleSchema).optional().describe("Rules that tell people about KPIs."),
  reviews: z.array(reviewSeriesSchema).optional().describe("Reviews that come again and again."),
  objectives: z.array(objectiveSchema).optional().describe("Directions with key results that point at KPIs (P3)."),
});
export type DefinitionFile = z.infer<typeof definitionFileSchema>;
/** A definition file as an author writes it, defaults left out. */
export type WrittenDefinitionFile = z.input<typeof definitionFileSchema>;
