import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import { compile, type Statement } from "@sextant/semantic/compile";
import type { Question } from "@sextant/semantic/question";

/** Questions whose statements are remembered per version of the definitions. */
const mostQuestions = 300;

const remembered = new WeakMap<Catalog, Map<string, Statement[]>>();

/** Everything of a question that its statements depend on. */
const textOf = (question: Question): string => {
  const { sequences, rollups, ...plain } = question;
  const states = (rollups ?? []).map(({ table, through, since, complete }) => [table, through, since, complete]);
  return JSON.stringify([plain, [...(sequences ?? [])], states]);
};

const refuse = (findings: Problem["findings"]): Problem =>
  new Problem("invalid_request", findings[0]?.message ?? "The question cannot be asked.", {
    hint: findings[0]?.hint ?? "Check the names and the condition.",
    findings,
  });

/** The statements of a question, written once while it is asked again and again; throws invalid_request with findings. */
export const compiled = (question: Question, catalog: Catalog): Statement[] => {
  const known = remembered.get(catalog) ?? new Map<string, Statement[]>();
  remembered.set(catalog, known);
  const text = textOf(question);
  const before = known.get(text);
  if (before !== undefined) return before;
  const { statements, findings } = compile(question, catalog);
  if (findings.some((finding) => finding.severity === "error")) throw refuse(findings);
  if (known.size >= mostQuestions) known.clear();
  known.set(text, statements);
  return statements;
};
