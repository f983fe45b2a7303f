import type { Catalog } from "@sextant/model/definition/catalog";
import { traitsOf } from "@sextant/model/metric/metric";
import type { Observation, Presence } from "@sextant/model/series/observation";
import { periodAt } from "@sextant/model/time/arithmetic";
import type { Calendar } from "@sextant/model/time/calendar";
import type { Grain } from "@sextant/model/time/grain";
import type { Interval } from "@sextant/model/time/interval";
import type { Period } from "@sextant/model/time/period";
import { isCurrent, isSettled } from "@sextant/model/time/settlement";
import type { Statement, StatementOutput } from "./compile.ts";
import { durationOf } from "./duration.ts";
import { reportingOf } from "./kinds/kinds.ts";
import type { Question } from "./question.ts";

/** One value of one series, as the engine computed it. */
export interface SeriesRow {
  metric: string;
  /** Dimension values in the order of `by`; null is a missing value. */
  slice: (string | null)[];
  /** Start of the period, epoch milliseconds. */
  start: number;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  sampleSize: number;
  /** What has to have been reported for the value to be whole. */
  reach: Interval;
  /** Where the rows lie that the value rests on. */
  rests: Interval;
}

/** What a dataset holds, by the workspace's clock, epoch milliseconds; null when it is empty. */
export interface DatasetCoverage {
  first: number | null;
  watermark: number | null;
}

/** The values of one metric and slice, one observation per span of the question, in order. */
export interface MetricSeries {
  metric: string;
  slice: (string | null)[];
  observations: Observation[];
}

type Row = readonly unknown[];

const textOf = (cell: unknown): string => (typeof cell === "string" ? cell : JSON.stringify(cell));

const numberOrNull = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell));

const cellAt = (row: Row, column: number | null): number | null => (column === null ? null : numberOrNull(row[column]));

/** The slices of an answer in its order, each with its rows by period start. */
const rowsBySlice = (
  question: Question,
  rows: readonly Row[],
): { slice: (string | null)[]; rows: Map<number, Row> }[] => {
  const dimensions = question.by.length;
  const slices = new Map<string, { slice: (string | null)[]; rows: Map<number, Row> }>();
  if (dimensions === 0) slices.set("[]", { slice: [], rows: new Map() });
  for (const row of rows) {
    const slice = row.slice(1, 1 + dimensions).map((cell) => (cell === null ? null : textOf(cell)));
    const key = JSON.stringify(slice);
    const known = slices.get(key) ?? { slice, rows: new Map<number, Row>() };
    slices.set(key, known);
    known.rows.set(Number(row[0]), row);
  }
  return [...slices.values()];
};

const seriesRow = (
  output: StatementOutput,
  slice: (string | null)[],
  period: Period,
  index: number,
  row: Row | undefined,
): SeriesRow => {
  const sampleSize = row === undefined ? 0 : (cellAt(row, output.sample) ?? 0);
  const part = (column: number | null) => (row === undefined || sampleSize === 0 ? null : cellAt(row, column));
  return {
    metric: output.metric,
    slice,
    start: period.start,
    value: row === undefined ? output.empty : cellAt(row, output.value),
    numerator: part(output.numerator),
    denominator: part(output.denominator),
    sampleSize,
    reach: output.reach[index] ?? period,
    rests: output.rests[index] ?? period,
  };
};

/**
 * Reads the rows of a statement (arrays in column order): a row for every metric, slice and span. Of a metric only the
 * slices that have rows for it are read, so that asking for several metrics at once changes none of them.
 */
export const readSeries = (question: Question, statement: Statement, rows: readonly Row[]): SeriesRow[] => {
  const slices = rowsBySlice(question, rows);
  return statement.outputs.flatMap((output) =>
    slices.flatMap(({ slice, rows: bySlice }) => {
      const series = question.spans.map((period, index) => {
        const row = period.end > period.start ? bySlice.get(period.start) : undefined;
        return seriesRow(output, slice, period, index, row);
      });
      return slice.length > 0 && series.every((row) => row.sampleSize === 0) ? [] : series;
    }),
  );
};

/** How many slices the limit of the question left out. */
export const omittedSlices = (question: Question, rows: readonly Row[]): number => {
  if (question.by.length === 0) return 0;
  const all = Math.max(0, ...rows.slice(0, 1).map((row) => Number(row[1 + question.by.length])));
  return Math.max(0, all - question.limit);
};

/** What the datasets behind a metric have reported together. */
interface Reported {
  /** Whether a period without rows is unknown whatever has been reported, and one with all of them is whole (T5). */
  entered: boolean;
  datasets: number;
  first: number | null;
  watermark: number | null;
  lag: number;
}

const reportedOf = (metric: string, catalog: Catalog, coverage: ReadonlyMap<string, DatasetCoverage>): Reported => {
  const ids = reportingOf(metric, catalog);
  const known = ids.map((id) => coverage.get(id) ?? { first: null, watermark: null });
  const together = (pick: (...numbers: number[]) => number, key: keyof DatasetCoverage): number | null => {
    const instants = known.map((one) => one[key]).filter((instant) => instant !== null);
    return instants.length === known.length && instants.length > 0 ? pick(...instants) : null;
  };
  const lags = ids.map((id) => durationOf(catalog.datasets.get(id)?.lag ?? "0h"));
  const own = catalog.metrics.get(metric);
  return {
    entered: own !== undefined && traitsOf(own).emptyMeans === "unknown",
    datasets: ids.length,
    first: together(Math.max, "first"),
    watermark: together(Math.min, "watermark"),
    lag: Math.max(0, ...lags),
  };
};

/** What of a question decides whether a value is known. */
interface Asking {
  grain: Grain;
  calendar: Calendar;
  until: number;
}

/** Whether every dataset behind a metric has reported on some part of the period, and on all that comes before it in its reach. */
const isCovered = (period: Period, reach: Interval, reported: Reported, { grain, calendar }: Asking): boolean => {
  const { first, watermark } = reported;
  if (first === null || watermark === null || period.start >= watermark) return false;
  if (reach.start >= period.start) return period.end > first;
  return reach.start >= periodAt(first, grain, calendar).start;
};

const presenceOf = (row: SeriesRow, period: Period, reported: Reported, asking: Asking): Presence => {
  if (period.end <= period.start) return "empty";
  if (period.start >= asking.until) return "unknown";
  if (reported.entered) return row.value === null ? "unknown" : "value";
  const seen = row.sampleSize > 0 && reported.datasets === 1 && row.reach.start >= period.start;
  if (!seen && !isCovered(period, row.reach, reported, asking)) return "unknown";
  return row.value === null ? "empty" : "value";
};

const observe = (row: SeriesRow, period: Period, reported: Reported, asking: Asking): Observation => {
  const presence = presenceOf(row, period, reported, asking);
  const present = presence === "value";
  const end = Math.max(period.end, row.reach.end);
  return {
    periodKey: period.key,
    start: period.start,
    end: period.end,
    value: present ? row.value : null,
    numerator: present ? row.numerator : null,
    denominator: present ? row.denominator : null,
    sampleSize: presence === "unknown" ? 0 : row.sampleSize,
    presence,
    settled: reported.entered ? present && end <= asking.until : isSettled({ end }, reported.lag, reported.watermark),
    current: isCurrent(period, asking.until),
  };
};

/**
 * Tells value, empty and unknown apart, and settled from provisional (T2, T5). `coverage` is by dataset id; a metric of
 * several datasets is unknown where one of them has not reported. The question's `until` is now.
 */
export const completeSeries = (
  rows: readonly SeriesRow[],
  question: Question,
  catalog: Catalog,
  coverage: ReadonlyMap<string, DatasetCoverage>,
): MetricSeries[] => {
  const reported = new Map<string, Reported>();
  const asking = { grain: question.grain, calendar: catalog.calendar, until: question.until };
  const series = new Map<string, { metric: string; slice: (string | null)[]; rows: Map<number, SeriesRow> }>();
  for (const row of rows) {
    const key = JSON.stringify([row.metric, ...row.slice]);
    const known = series.get(key) ?? { metric: row.metric, slice: row.slice, rows: new Map<number, SeriesRow>() };
    series.set(key, known);
    known.rows.set(row.start, row);
  }
  return [...series.values()].map(({ metric, slice, rows: byStart }) => {
    const behind = reported.get(metric) ?? reportedOf(metric, catalog, coverage);
    reported.set(metric, behind);
    const observations = question.spans.flatMap((period) => {
      const row = byStart.get(period.start);
      return row === undefined ? [] : [observe(row, period, behind, asking)];
    });
    return { metric, slice, observations };
  });
};
