import type { DueMetric, DuePeriod, EntriesDue } from "@sextant/model/api/answers/entry";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";
import { unitOf } from "@sextant/model/metric/unit-of";
import { parsePeriodKey, periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Calendar } from "@sextant/model/time/calendar";
import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import { enteredAs } from "@sextant/semantic/entered";
import type { EntryRow } from "../warehouse/entry-table.ts";

/** What lies in the warehouse for one period of a metric: the entry in force and how many there were. */
export interface StandingEntry extends EntryRow {
  metric: string;
  count: number;
}

/** The running period and the whole ones before it, oldest first; a day the zone skipped is left out. */
const windowOf = (now: number, grain: Grain, back: number, calendar: Calendar): Period[] => {
  const current = periodAt(now, grain, calendar);
  return Array.from({ length: back + 1 }, (_, index) => shiftPeriod(current, index - back, calendar)).filter(
    ({ start, end }) => end > start,
  );
};

/** Start of the first period owed, epoch ms: the first that was entered, or the last that is over when none was. */
const beginOf = (rows: readonly StandingEntry[], periods: readonly Period[], calendar: Calendar): number => {
  const starts = rows.flatMap(({ period }) => parsePeriodKey(period, calendar)?.start ?? []);
  return starts.length > 0 ? Math.min(...starts) : (periods.at(-2)?.start ?? Number.POSITIVE_INFINITY);
};

const stateOf = (period: Period, row: StandingEntry | undefined, begin: number, now: number): DuePeriod["state"] => {
  if (row !== undefined) return "entered";
  if (period.end > now) return "open";
  return period.start < begin ? "not_owed" : "overdue";
};

const shownEntry = ({ metric: _, count: __, ...entry }: StandingEntry): EntryRow => entry;

const kpisOf = (metric: Metric, { kpis, people }: Catalog): DueMetric["kpis"] =>
  [...kpis.values()]
    .filter((kpi) => kpi.metric === metric.id)
    .map(({ id, label, owner }) => ({
      id,
      label: label ?? metric.label,
      owner: owner === undefined ? null : (people.get(owner)?.label ?? owner),
    }));

interface DueQuestion {
  catalog: Catalog;
  /** The workspace's now, epoch ms. */
  now: number;
  /** Whole periods looked back on. */
  back: number;
}

const dueOf = (
  { metric, grain }: OwedMetric,
  rows: readonly StandingEntry[],
  { catalog, now, back }: DueQuestion,
): DueMetric => {
  const { calendar } = catalog;
  const window = windowOf(now, grain, back, calendar);
  const begin = beginOf(rows, window, calendar);
  const byPeriod = new Map(rows.map((row) => [row.period, row]));
  const periods = window.map((period) => {
    const row = byPeriod.get(period.key);
    return {
      period: period.key,
      state: stateOf(period, row, begin, now),
      entry: row === undefined ? null : shownEntry(row),
      corrections: row === undefined ? 0 : row.count - 1,
    };
  });
  const last = rows.reduce<StandingEntry | null>(
    (latest, row) => (latest === null || row.enteredAt > latest.enteredAt ? row : latest),
    null,
  );
  return {
    id: metric.id,
    label: metric.label,
    grain,
    unit: unitOf(metric, catalog),
    kpis: kpisOf(metric, catalog),
    last: last === null ? null : shownEntry(last),
    overdue: periods.filter(({ state }) => state === "overdue").length,
    periods,
  };
};

/** A metric somebody is owed values of, with the grain they are for. */
export interface OwedMetric {
  metric: Metric;
  grain: Grain;
}

/** The metrics people enter; one that is deprecated or archived is owed nothing. */
export const owedMetrics = (catalog: Catalog): OwedMetric[] =>
  [...catalog.metrics.values()].flatMap((metric) => {
    const entered = enteredAs(metric);
    if (entered === null || metric.lifecycle === "deprecated" || metric.lifecycle === "archived") return [];
    return [{ metric, grain: entered.grain }];
  });

/** The owed metrics by period, the most overdue first; `rows` holds what was entered for any of them. */
export const entriesDue = (
  owed: readonly OwedMetric[],
  rows: readonly StandingEntry[],
  question: DueQuestion,
): EntriesDue => {
  const byMetric = Map.groupBy(rows, ({ metric }) => metric);
  const metrics = owed.map((one) => dueOf(one, byMetric.get(one.metric.id) ?? [], question));
  return {
    timeZone: question.catalog.calendar.timeZone,
    overdue: metrics.reduce((sum, { overdue }) => sum + overdue, 0),
    metrics: metrics.sort((a, b) => b.overdue - a.overdue || a.label.localeCompare(b.label)),
  };
};
