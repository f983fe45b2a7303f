import { Problem } from "@sextant/model/problem/problem";
import type { Statement } from "@sextant/semantic/compile";
import { otherQuestion } from "@sextant/semantic/other";
import type { Question } from "@sextant/semantic/question";
import { completeSeries, type MetricSeries, omittedSlices, readSeries, type SeriesRow } from "@sextant/semantic/series";
import type { Lane, Warehouse, WarehouseRows } from "../warehouse/warehouse.ts";
import { compiled } from "./compiled.ts";
import type { KeptPeriods, KeptSeries } from "./kept.ts";
import type { Moment } from "./moment.ts";
import { mergeSlices } from "./slices-of-periods.ts";

/** What a question is asked with. */
export interface Asking {
  warehouse: Warehouse;
  moment: Moment;
  /** Only recorded landings are seen. */
  guarded: boolean;
  lane: Lane;
  /** Values of closed periods from earlier answers; null when everything is to be computed. */
  kept: KeptPeriods | null;
  /** What is done when the answer turns out to have seen exactly the rows its moment counts. */
  whenSound: (() => void)[];
}

/** What was answered to a question. */
export interface Run {
  question: Question;
  series: MetricSeries[];
  /** Every value by metric, slice and span. */
  rows: SeriesRow[];
  /** Slices left out above the limit. */
  omitted: number;
  /** The statements that answer the whole question, run or not. */
  statements: Statement[];
  /** What the engine did for it. */
  read: { rows: number; bytes: number; elapsedMs: number };
}

interface Answered {
  rows: SeriesRow[];
  omitted: number;
  read: Run["read"];
}

/** Observations one answer may hold: every slice has one for every period, whether the engine had a row for it or not. */
const mostObservations = 100_000;

/** Rows of slices and periods a question may have for its values to be kept. */
const mostKeptRows = 50_000;

const checkSize = (size: number): void => {
  if (size <= mostObservations) return;
  throw new Problem("too_large", `The answer would hold ${size} values; at most ${mostObservations} are given.`, {
    hint: "Ask for fewer slices, periods or metrics.",
  });
};

const sizeOf = (question: Question, statement: Statement, { rows }: WarehouseRows): number => {
  const wide = question.by.length;
  const slices = wide === 0 ? 1 : new Set(rows.map((row) => JSON.stringify(row.slice(1, 1 + wide)))).size;
  return statement.outputs.length * slices * question.spans.length;
};

interface Results {
  statement: Statement;
  result: WarehouseRows;
}

/** Asks the engine; where a rollup was dropped meanwhile, rows are read instead. */
const askEngine = async (asking: Asking, question: Question): Promise<Results[]> => {
  const { warehouse, moment, lane } = asking;
  const statements = compiled(question, moment.catalog);
  try {
    return await Promise.all(
      statements.map(async (statement) => ({ statement, result: await warehouse.query(statement, { lane }) })),
    );
  } catch (error) {
    if (statements.every(({ rollups }) => rollups.length === 0)) throw error;
    return askEngine(asking, { ...question, rollups: [] });
  }
};

const totalSize = (question: Question, results: readonly Results[]): number =>
  results.reduce((size, { statement, result }) => size + sizeOf(question, statement, result), 0);

const readResults = (question: Question, results: readonly Results[]): Answered => {
  const sum = (pick: (result: WarehouseRows) => number): number =>
    results.reduce((total, { result }) => total + pick(result), 0);
  return {
    rows: results.flatMap(({ statement, result }) => readSeries(question, statement, result.rows)),
    omitted: Math.max(0, ...results.map(({ result }) => omittedSlices(question, result.rows))),
    read: {
      rows: sum(({ rowsRead }) => rowsRead),
      bytes: sum(({ bytesRead }) => bytesRead),
      elapsedMs: sum(({ elapsedMs }) => elapsedMs),
    },
  };
};

/** Everything computed anew; throws too_large. */
const askAnew = async (asking: Asking, question: Question): Promise<Answered> => {
  const results = await askEngine(asking, question);
  checkSize(totalSize(question, results));
  return readResults(question, results);
};

/** Remembers computed periods once the answer has turned out to be sound. */
const remember = (series: ReadonlyMap<string, KeptSeries>, question: Question, rows: readonly SeriesRow[]): void => {
  const byMetric = Map.groupBy(rows, ({ metric }) => metric);
  for (const [metric, kept] of series) {
    const byStart = Map.groupBy(byMetric.get(metric) ?? [], ({ start }) => start);
    for (const period of question.spans) {
      const own = byStart.get(period.start) ?? [];
      const [first] = own;
      if (first !== undefined) kept.keep(period, { rows: own, rests: first.rests });
    }
  }
};

/** Answers from kept periods and computes only the others; null when that cannot be done for this question. */
const askKept = async (
  asking: Asking,
  question: Question,
  statements: readonly Statement[],
): Promise<Answered | null> => {
  const { kept, moment } = asking;
  if (kept === null || question.spans.length === 0 || question.rankBy !== undefined) return null;
  // Slices of a period are known by their samples: one that has a value without one would be taken for one without rows.
  if (question.by.length > 0 && statements.some(({ unsampled }) => unsampled)) return null;
  const series = new Map<string, KeptSeries>();
  for (const metric of new Set(question.metrics)) {
    const one = kept.series(metric, question, moment);
    if (one === null) return null;
    series.set(metric, one);
  }
  const known = question.spans.filter((period) => [...series.values()].every((one) => one.get(period) !== undefined));
  const missing = question.spans.filter((period) => !known.includes(period));
  const rest = { ...question, spans: missing, every: mostKeptRows };
  const results = missing.length === 0 ? [] : await askEngine(asking, rest);
  if (results.some(({ result }) => result.rows.length > mostKeptRows)) return null;
  if (totalSize(rest, results) > mostObservations) return null;
  const fresh = readResults(rest, results);
  asking.whenSound.push(() => remember(series, rest, fresh.rows));
  const before = [...series.values()].flatMap((one) => known.flatMap((period) => one.get(period)?.rows ?? []));
  const merged = mergeSlices(question, statements, [...before, ...fresh.rows]);
  checkSize(merged.rows.length);
  return { ...merged, read: fresh.read };
};

/**
 * Answers a question at a moment. With `guarded` only rows of recorded landings are seen, whatever lands meanwhile. Throws
 * invalid_request with findings when the question cannot be asked, and too_large.
 */
export const run = async (asking: Asking, asked: Question): Promise<Run> => {
  const { moment, guarded } = asking;
  const seen = guarded ? { ...asked, sequences: moment.sequences } : asked;
  const question = { ...seen, rollups: moment.rollups };
  const statements = compiled(question, moment.catalog);
  const answered = (await askKept(asking, question, statements)) ?? (await askAnew(asking, question));
  return {
    question: asked,
    series: completeSeries(answered.rows, question, moment.catalog, moment.coverage),
    statements,
    ...answered,
  };
};

/** What each metric is over everything the slices shown of it leave out; metrics for which that cannot be asked are not there. */
export const runOther = async (asking: Asking, done: Run): Promise<Run[]> => {
  if (done.omitted === 0) return [];
  const { question, series } = done;
  const questions = question.metrics.flatMap((metric) => {
    const shown = series.filter((one) => one.metric === metric).map(({ slice }) => slice);
    const plain = { ...question, rankBy: undefined };
    return otherQuestion(plain, metric, shown, asking.moment.catalog) ?? [];
  });
  return Promise.all(questions.map((one) => run(asking, one)));
};
