import { Problem } from "@sextant/model/problem/problem";
import { compile, type Statement } from "@sextant/semantic/compile";
import type { Question } from "@sextant/semantic/question";
import { completeSeries, type MetricSeries, omittedSlices, readSeries } from "@sextant/semantic/series";
import type { Lane, Warehouse, WarehouseRows } from "../warehouse/warehouse.ts";
import type { Moment } from "./moment.ts";

/** What the engine said to a question. */
export interface Run {
  question: Question;
  series: MetricSeries[];
  /** Slices left out above the limit. */
  omitted: number;
  statements: { statement: Statement; result: WarehouseRows }[];
}

const refuse = (findings: Problem["findings"]): Problem =>
  new Problem("invalid_request", findings[0]?.message ?? "The question cannot be asked.", {
    hint: findings[0]?.hint ?? "Check the names and the condition.",
    findings,
  });

/** Observations one answer may hold: every slice has one for every period, whether the engine had a row for it or not. */
const mostObservations = 100_000;

/** Throws when the answer would be larger than anyone reads, and than the memory of the server holds. */
const checkSize = (question: Question, answered: Run["statements"]): void => {
  const wide = question.by.length;
  const slicesOf = ({ rows }: WarehouseRows): number =>
    wide === 0 ? 1 : new Set(rows.map((row) => JSON.stringify(row.slice(1, 1 + wide)))).size;
  const size = answered.reduce(
    (total, { statement, result }) => total + statement.outputs.length * slicesOf(result) * question.spans.length,
    0,
  );
  if (size <= mostObservations) return;
  throw new Problem("too_large", `The answer would hold ${size} values; at most ${mostObservations} are given.`, {
    hint: "Ask for fewer slices, periods or metrics.",
  });
};

/** Runs the statements of a question; where a rollup was dropped meanwhile, rows are read instead. */
const answer = async (
  warehouse: Warehouse,
  question: Question,
  moment: Moment,
  lane: Lane,
): Promise<Run["statements"]> => {
  const { statements, findings } = compile(question, moment.catalog);
  if (findings.some((finding) => finding.severity === "error")) throw refuse(findings);
  try {
    return await Promise.all(
      statements.map(async (statement) => ({ statement, result: await warehouse.query(statement, { lane }) })),
    );
  } catch (error) {
    if (statements.every(({ rollups }) => rollups.length === 0)) throw error;
    return answer(warehouse, { ...question, rollups: [] }, moment, lane);
  }
};

/**
 * Asks a question of the facts at a moment. With `guarded` only rows of recorded landings are seen, whatever lands meanwhile.
 * Throws invalid_request with findings when the question cannot be asked, and too_large.
 */
export const run = async (
  warehouse: Warehouse,
  moment: Moment,
  asked: Question,
  guarded: boolean,
  lane: Lane,
): Promise<Run> => {
  const question = guarded ? { ...asked, sequences: moment.sequences } : asked;
  const answered = await answer(warehouse, { ...question, rollups: moment.rollups }, moment, lane);
  checkSize(question, answered);
  const rows = answered.flatMap(({ statement, result }) => readSeries(question, statement, result.rows));
  return {
    question: asked,
    series: completeSeries(rows, question, moment.catalog, moment.coverage),
    omitted: Math.max(0, ...answered.map(({ result }) => omittedSlices(question, result.rows))),
    statements: answered,
  };
};
