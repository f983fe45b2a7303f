import type { Catalog } from "@sextant/model/definition/catalog";
import type { Observation } from "@sextant/model/series/observation";
import type { Statement } from "./compile.ts";
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

/** Reads the rows of a statement (arrays in column order): a row for every metric, slice seen, and span. */
export const readSeries = (
  question: Question,
  statement: Statement,
  rows: readonly (readonly unknown[])[],
): SeriesRow[] => {
  throw new Error(`Not built yet: ${question.metrics.length} ${statement.sql} ${rows.length}`);
};

/** How many slices the limit of the question left out. */
export const omittedSlices = (
  question: Question,
  statement: Statement,
  rows: readonly (readonly unknown[])[],
): number => {
  throw new Error(`Not built yet: ${question.metrics.length} ${statement.sql} ${rows.length}`);
};

/** Tells value, empty and unknown apart, and settled from provisional (T2, T5); `coverage` is by dataset id. */
export const completeSeries = (
  rows: readonly SeriesRow[],
  question: Question,
  catalog: Catalog,
  coverage: ReadonlyMap<string, DatasetCoverage>,
): MetricSeries[] => {
  throw new Error(`Not built yet: ${rows.length} ${question.metrics.length} ${catalog.workspace.id} ${coverage.size}`);
};
