import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import type { Question } from "./question.ts";

/** A metric of a statement; its four columns (value, numerator, denominator, sample size) follow those of the one before. */
export interface StatementOutput {
  metric: string;
  /** What a period without rows means for it (T5), unless the statement computes it. */
  emptyMeans: "zero" | "nothing";
}

/** One SQL statement with everything needed to run it and to read its rows. */
export interface Statement {
  sql: string;
  /** Values of the `{name:Type}` placeholders. */
  parameters: Record<string, unknown>;
  /** Ids of the datasets it reads. */
  datasets: string[];
  /** Columns: period start (epoch ms), one per dimension, the number of slices when there are dimensions, then the outputs. */
  outputs: StatementOutput[];
}

/** Turns a question into as few statements as can be: every dataset is scanned once. Never throws; findings forbid running. */
export const compile = (question: Question, catalog: Catalog): { statements: Statement[]; findings: Finding[] } => {
  throw new Error(`Not built yet: ${question.metrics.length} ${catalog.workspace.id}`);
};
