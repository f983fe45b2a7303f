import type { AlertRule } from "../alert/rule.ts";
import type { Dashboard } from "../dashboard/dashboard.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { Kpi } from "../kpi/kpi.ts";
import type { Metric } from "../metric/metric.ts";
import type { UnitOfMeasure } from "../metric/unit.ts";
import type { Objective } from "../objective/objective.ts";
import type { OrgUnit } from "../organisation/org-unit.ts";
import type { Person } from "../organisation/person.ts";
import type { ReviewSeries } from "../practice/review-series.ts";
import type { Source } from "../source/source.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** All definitions of a workspace, checked, by id. Plain data but for the maps. */
export interface Catalog {
  workspace: Workspace;
  calendar: Calendar;
  /** Built-in units of measure and the workspace's own. */
  units: ReadonlyMap<string, UnitOfMeasure>;
  people: ReadonlyMap<string, Person>;
  orgUnits: ReadonlyMap<string, OrgUnit>;
  sources: ReadonlyMap<string, Source>;
  datasets: ReadonlyMap<string, Dataset>;
  metrics: ReadonlyMap<string, Metric>;
  kpis: ReadonlyMap<string, Kpi>;
  dashboards: ReadonlyMap<string, Dashboard>;
  alerts: ReadonlyMap<string, AlertRule>;
  reviews: ReadonlyMap<string, ReviewSeries>;
  objectives: ReadonlyMap<string, Objective>;
}

export const definitionTypes = [
  "workspace",
  "calendar",
  "unit",
  "person",
  "org_unit",
  "source",
  "dataset",
  "metric",
  "kpi",
  "dashboard",
  "alert",
  "review",
  "objective",
] as const;
export type DefinitionType = (typeof definitionTypes)[number];
