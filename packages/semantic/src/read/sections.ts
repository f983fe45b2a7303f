import { alertRuleSchema } from "@sextant/model/alert/rule";
import { dashboardSchema } from "@sextant/model/dashboard/dashboard";
import { datasetSchema } from "@sextant/model/dataset/dataset";
import type { DefinitionType } from "@sextant/model/definition/catalog";
import type { DefinitionFile } from "@sextant/model/definition/file";
import { idSchema } from "@sextant/model/definition/id";
import { kpiSchema } from "@sextant/model/kpi/kpi";
import { metricSchema } from "@sextant/model/metric/metric";
import { unitSchema } from "@sextant/model/metric/unit";
import { objectiveSchema } from "@sextant/model/objective/objective";
import { orgUnitSchema } from "@sextant/model/organisation/org-unit";
import { personSchema } from "@sextant/model/organisation/person";
import { reviewSeriesSchema } from "@sextant/model/practice/review-series";
import { sourceSchema } from "@sextant/model/source/source";
import { calendarSchema, workspaceSchema } from "@sextant/model/workspace/workspace";
import type { z } from "zod";

/** How one section of a definition file is read. */
export interface Section {
  key: keyof DefinitionFile;
  type: DefinitionType;
  /** One definition, a list of them with ids inside, or a mapping from id to definition. */
  holds: "one" | "list" | "mapping";
  schema: z.ZodType;
}

/** The sections of a definition file. */
export const sections: readonly Section[] = [
  { key: "workspace", type: "workspace", holds: "one", schema: workspaceSchema },
  { key: "calendar", type: "calendar", holds: "one", schema: calendarSchema },
  { key: "units", type: "unit", holds: "mapping", schema: unitSchema },
  { key: "people", type: "person", holds: "list", schema: personSchema },
  { key: "org_units", type: "org_unit", holds: "list", schema: orgUnitSchema },
  { key: "sources", type: "source", holds: "list", schema: sourceSchema },
  { key: "datasets", type: "dataset", holds: "list", schema: datasetSchema },
  { key: "metrics", type: "metric", holds: "list", schema: metricSchema },
  { key: "kpis", type: "kpi", holds: "list", schema: kpiSchema },
  { key: "dashboards", type: "dashboard", holds: "list", schema: dashboardSchema },
  { key: "alerts", type: "alert", holds: "list", schema: alertRuleSchema },
  { key: "reviews", type: "review", holds: "list", schema: reviewSeriesSchema },
  { key: "objectives", type: "objective", holds: "list", schema: objectiveSchema },
];

/** The schema of the ids of a mapping. */
export const idOfMapping = idSchema;
