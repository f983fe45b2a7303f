import type { AlertRule } from "@sextant/model/alert/rule";
import type { Dashboard } from "@sextant/model/dashboard/dashboard";
import type { Dataset } from "@sextant/model/dataset/dataset";
import { manualEntries } from "@sextant/model/dataset/manual-entries";
import type { Catalog, DefinitionType } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { type Metric, traitsOf } from "@sextant/model/metric/metric";
import { builtInUnits, type UnitOfMeasure } from "@sextant/model/metric/unit";
import type { Objective } from "@sextant/model/objective/objective";
import type { OrgUnit } from "@sextant/model/organisation/org-unit";
import type { Person } from "@sextant/model/organisation/person";
import type { ReviewSeries } from "@sextant/model/practice/review-series";
import type { Source } from "@sextant/model/source/source";
import type { Calendar } from "@sextant/model/time/calendar";
import { calendarSchema, type Workspace, workspaceSchema } from "@sextant/model/workspace/workspace";
import type { z } from "zod";
import type { Draft } from "../check/draft.ts";
import { kindOf } from "../kinds/kinds.ts";
import { metricScope } from "../plan/scope.ts";
import type { Written } from "./definitions.ts";

/** The sound definitions of a type by id. Their schema has been checked where they were read. */
const soundOf = <T>(type: DefinitionType, written: readonly Written[]): Map<string, T> =>
  new Map(written.filter((one) => one.type === type && one.value !== null).map((one) => [one.id, one.value as T]));

const calendarOf = (written: z.output<typeof calendarSchema>): Calendar => {
  const { time_zone, week_start, fiscal_year_start, fiscal_weeks, holidays, weekend } = written;
  const calendar = {
    timeZone: time_zone,
    weekStart: week_start,
    fiscalYearStart: fiscal_year_start,
    holidays,
    weekend,
  };
  if (fiscal_weeks === undefined) return calendar;
  const { pattern, year_end, weekday, month, named_by, extra_week_in } = fiscal_weeks;
  const fiscalWeeks = { pattern, yearEnd: year_end, weekday, month, namedBy: named_by, extraWeekIn: extra_week_in };
  return { ...calendar, fiscalWeeks };
};

/** The datasets written, and the built-in one when people enter values. */
const datasetsOf = (written: readonly Written[], metrics: ReadonlyMap<string, Metric>): Map<string, Dataset> => {
  const datasets = soundOf<Dataset>("dataset", written);
  const entered = [...metrics.values()].some((metric) => traitsOf(metric).needs === "entries");
  return entered ? datasets.set(manualEntries.id, manualEntries) : datasets;
};

/** Puts the definitions of all files together, each id once, into what the checks look at. */
export const draftOf = (written: readonly Written[]): Draft => {
  const [workspace] = soundOf<Workspace>("workspace", written).values();
  const [calendar] = soundOf<z.output<typeof calendarSchema>>("calendar", written).values();
  const units = new Map<string, UnitOfMeasure>([
    ...Object.entries(builtInUnits),
    ...soundOf<UnitOfMeasure>("unit", written),
  ]);
  const metrics = soundOf<Metric>("metric", written);
  const catalog: Catalog = {
    workspace: workspace ?? workspaceSchema.parse({ id: "workspace", label: "Workspace" }),
    calendar: calendarOf(calendar ?? calendarSchema.parse({})),
    units,
    people: soundOf<Person>("person", written),
    orgUnits: soundOf<OrgUnit>("org_unit", written),
    sources: soundOf<Source>("source", written),
    datasets: datasetsOf(written, metrics),
    metrics,
    kpis: soundOf<Kpi>("kpi", written),
    dashboards: soundOf<Dashboard>("dashboard", written),
    alerts: soundOf<AlertRule>("alert", written),
    reviews: soundOf<ReviewSeries>("review", written),
    objectives: soundOf<Objective>("objective", written),
  };
  const idsOf = (type: DefinitionType): Set<string> =>
    new Set([
      ...(type === "unit" ? Object.keys(builtInUnits) : []),
      ...written.filter((one) => one.type === type).map((one) => one.id),
    ]);
  const ids: Draft["ids"] = {
    workspace: idsOf("workspace"),
    calendar: idsOf("calendar"),
    unit: idsOf("unit"),
    person: idsOf("person"),
    org_unit: idsOf("org_unit"),
    source: idsOf("source"),
    dataset: new Set([...idsOf("dataset"), ...catalog.datasets.keys()]),
    metric: idsOf("metric"),
    kpi: idsOf("kpi"),
    dashboard: idsOf("dashboard"),
    alert: idsOf("alert"),
    review: idsOf("review"),
    objective: idsOf("objective"),
  };
  return {
    catalog,
    ids,
    metricIds: ids.metric,
    metricScope: metricScope(ids.metric),
    traits: (metric) => traitsOf(metric),
    builtOn: (metric) => kindOf(metric).builtOn(metric),
  };
};
