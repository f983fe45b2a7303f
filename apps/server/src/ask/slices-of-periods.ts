import type { Interval } from "@sextant/model/time/interval";
import type { Statement, StatementOutput } from "@sextant/semantic/compile";
import type { Question } from "@sextant/semantic/question";
import type { SeriesRow } from "@sextant/semantic/series";

type Slice = SeriesRow["slice"];

const texts = new WeakMap<Slice, string>();

/** One text per slice; rows of a slice share it, so it is written once. */
const textOf = (slice: Slice): string => {
  const known = texts.get(slice) ?? JSON.stringify(slice);
  texts.set(slice, known);
  return known;
};

/** The order of the engine: by bytes, what is missing last. */
const compareTexts = (a: string | null, b: string | null): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
};

const compareSlices = (a: Slice, b: Slice): number => {
  for (const [index, text] of a.entries()) {
    const order = compareTexts(text, b[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
};

const emptyRow = (output: StatementOutput, slice: Slice, { start, end }: Interval, index: number): SeriesRow => ({
  metric: output.metric,
  slice,
  start,
  value: output.empty,
  numerator: null,
  denominator: null,
  sampleSize: 0,
  reach: output.reach[index] ?? { start, end },
  rests: output.rests[index] ?? { start, end },
});

/** Slices with rows behind them, those with the most first, as the engine ranks them. */
const ranked = (rows: readonly SeriesRow[]): Slice[] => {
  const slices = new Map<string, { slice: Slice; rows: number }>();
  for (const { slice, sampleSize } of rows) {
    const key = textOf(slice);
    const known = slices.get(key) ?? { slice, rows: 0 };
    known.rows += sampleSize;
    slices.set(key, known);
  }
  return [...slices.values()]
    .filter((one) => one.rows > 0)
    .sort((a, b) => b.rows - a.rows || compareSlices(a.slice, b.slice))
    .map(({ slice }) => slice);
};

/**
 * Puts rows that were computed period by period together as if the statements had answered the whole question at once: the
 * same slices in the same order, every one of them with a row for every span.
 */
export const mergeSlices = (
  question: Question,
  statements: readonly Statement[],
  rows: readonly SeriesRow[],
): { rows: SeriesRow[]; omitted: number } => {
  const byMetric = Map.groupBy(rows, ({ metric }) => metric);
  let omitted = 0;
  const merged = statements.flatMap(({ outputs }) => {
    const own = outputs.flatMap(({ metric }) => byMetric.get(metric) ?? []);
    const all = question.by.length === 0 ? [[]] : ranked(own);
    omitted = Math.max(omitted, all.length - question.limit);
    const shown = question.by.length === 0 ? all : all.slice(0, question.limit);
    return outputs.flatMap((output) => {
      const found = new Map<string, Map<number, SeriesRow>>();
      for (const row of byMetric.get(output.metric) ?? []) {
        const key = textOf(row.slice);
        const own = found.get(key) ?? new Map<number, SeriesRow>();
        found.set(key, own.set(row.start, row));
      }
      return shown.flatMap((slice) => {
        const known = found.get(textOf(slice));
        const series = question.spans.map(
          (period, index) => known?.get(period.start) ?? emptyRow(output, slice, period, index),
        );
        return slice.length > 0 && series.every((row) => row.sampleSize === 0) ? [] : series;
      });
    });
  });
  return { rows: merged, omitted: question.by.length === 0 ? 0 : Math.max(0, omitted) };
};
