import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import type { Interval } from "@sextant/model/time/interval";
import { checkQuestion } from "./check/question.ts";
import { datasetsOf } from "./kinds/kinds.ts";
import { buildPlan } from "./plan/build.ts";
import type { Question } from "./question.ts";
import { rewritePlan } from "./rewrite/rewrite.ts";
import { type AnswerColumns, statementSql } from "./sql/statement.ts";

/** A metric of a statement, and which columns of its rows are its own, counted from 0. */
export interface StatementOutput extends AnswerColumns {
  /** The value of a period without rows (T5): 0 for counts and sums, null for means. */
  empty: number | null;
  /** What has to have been reported for a value to be whole, for every span of the question. */
  reach: readonly Interval[];
  /** Where the rows lie that a value rests on, for every span of the question. */
  rests: readonly Interval[];
}

/** One SQL statement with everything needed to run it and to read its rows. */
export interface Statement {
  sql: string;
  /** Values of the `{name:Type}` placeholders. */
  parameters: Record<string, unknown>;
  /** Ids of the datasets it reads. */
  datasets: string[];
  /** Tables of states it reads instead of rows; without them the answer is the same. */
  rollups: string[];
  /** Whether there may be a value although its sample is empty: formulas can make something of a missing estimate. */
  unsampled: boolean;
  /** Columns: period start (epoch ms), one per dimension, the number of slices when there are dimensions, then these. */
  outputs: StatementOutput[];
}

/** Metrics that read the same datasets, directly or through others, belong into one statement. */
const groupByDataset = (metrics: readonly string[], catalog: Catalog): string[][] => {
  const groups: { metrics: string[]; datasets: Set<string> }[] = [];
  for (const metric of new Set(metrics)) {
    const datasets = datasetsOf(metric, catalog);
    const touching = groups.filter((group) => datasets.some((dataset) => group.datasets.has(dataset)));
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push({
      metrics: [...touching.flatMap((group) => group.metrics), metric],
      datasets: new Set([...touching.flatMap((group) => [...group.datasets]), ...datasets]),
    });
  }
  return groups.map((group) => group.metrics);
};

/** The most metrics of one statement: their text stays far below the 256 KiB the engine reads. */
const mostTogether = 200;

/** Slices are ranked by the metrics of their own statement, or by the one that ranks them all, which every statement then computes. */
const cutUp = (metrics: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(metrics.length / mostTogether) }, (_, index) =>
    metrics.slice(index * mostTogether, (index + 1) * mostTogether),
  );

const compileGroup = (question: Question, catalog: Catalog): Statement => {
  const plan = rewritePlan(buildPlan(question, catalog));
  const outputs = new Map(plan.outputs.map((output) => [output.id, output]));
  const { sql, parameters, columns, datasets } = statementSql(plan, catalog);
  return {
    sql,
    parameters,
    datasets,
    rollups: plan.scans.flatMap((scan) => (scan.kind === "rows" && scan.rollup !== null ? [scan.rollup.table] : [])),
    unsampled: plan.outputs.some(({ sample }) => sample.kind === "least"),
    outputs: columns.map((own) => {
      const { empty = null, reach = [], rests = [] } = outputs.get(own.metric) ?? {};
      return { ...own, empty, reach, rests };
    }),
  };
};

/** Turns a question into as few statements as can be: every dataset is scanned once for up to 200 metrics; metrics that share a ranking are asked together. Findings forbid running. */
export const compile = (question: Question, catalog: Catalog): { statements: Statement[]; findings: Finding[] } => {
  const findings = checkQuestion(question, catalog);
  if (findings.length > 0) return { statements: [], findings };
  const together = question.rankBy !== undefined && question.by.length > 0;
  const groups = together ? [[...new Set(question.metrics)]] : groupByDataset(question.metrics, catalog);
  const parts = groups.flatMap(cutUp);
  return { statements: parts.map((metrics) => compileGroup({ ...question, metrics }, catalog)), findings };
};
