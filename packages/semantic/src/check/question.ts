import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import { nearest } from "../expression/suggest.ts";
import { refusalOf, slicedDatasetsOf } from "../kinds/kinds.ts";
import { columnScope } from "../plan/scope.ts";
import { readTerm } from "../plan/term.ts";
import type { Question } from "../question.ts";

/** Dimensions a question may be cut by: more make slices too small to tell anything. */
const mostDimensions = 2;

const meant = (wrong: string, known: Iterable<string>, otherwise: string): string => {
  const close = nearest(wrong, known);
  return close === null ? otherwise : `Did you mean \`${close}\`?`;
};

const error = (rule: string, message: string, hint: string): Finding => ({ rule, severity: "error", message, hint });

const checkDimensions = (question: Question, datasets: readonly string[], catalog: Catalog): Finding[] => {
  const tooMany =
    question.by.length > mostDimensions || new Set(question.by).size < question.by.length
      ? [
          error(
            "question/dimensions",
            "A question may be cut by at most two different dimensions.",
            "Take dimensions out.",
          ),
        ]
      : [];
  const unknown = datasets.flatMap((id) => {
    const dataset = catalog.datasets.get(id);
    return question.by
      .filter((dimension) => !dataset?.dimensions.includes(dimension))
      .map((dimension) => {
        const known = dataset?.dimensions ?? [];
        const list = known.length === 0 ? `${id} declares no dimensions.` : `${id} has: ${known.join(", ")}.`;
        const message = `The dataset ${id} has no dimension \`${dimension}\`.`;
        return error("question/unknown-dimension", message, meant(dimension, known, list));
      });
  });
  return [...tooMany, ...unknown];
};

const checkWhere = (where: string, datasets: readonly string[], catalog: Catalog): Finding[] =>
  datasets.flatMap((id) => {
    const dataset = catalog.datasets.get(id);
    if (dataset === undefined) return [];
    return readTerm(where, columnScope(dataset, catalog.datasets), "boolean").findings.map(
      ({ rule, message, hint, at }): Finding => {
        const place = { file: "where", line: 1, column: at.offset + 1, length: Math.max(1, at.length) };
        return { rule, severity: "error", message, hint, place };
      },
    );
  });

const checkGrain = (question: Question, catalog: Catalog): Finding[] =>
  question.metrics.flatMap((id) => {
    const refusal = refusalOf(id, { ...question, calendar: catalog.calendar }, catalog);
    if (refusal === null) return [];
    return [error("question/grain", `\`${id}\` by ${question.grain}: ${refusal.message}`, refusal.hint)];
  });

/** What is wrong with a question, before it is planned. */
export const checkQuestion = (question: Question, catalog: Catalog): Finding[] => {
  const unknown = question.metrics
    .filter((id) => !catalog.metrics.has(id))
    .map((id) =>
      error(
        "question/unknown-metric",
        `There is no metric \`${id}\`.`,
        meant(id, catalog.metrics.keys(), "Ask for a metric of this workspace; the dictionary lists them."),
      ),
    );
  if (unknown.length > 0) return unknown;
  if (question.rankBy !== undefined && !question.metrics.includes(question.rankBy)) {
    const message = `Slices are ranked by \`${question.rankBy}\`, which is not asked for.`;
    return [error("question/rank", message, `Rank by one of: ${question.metrics.join(", ")}.`)];
  }
  const datasets = [...new Set(question.metrics.flatMap((id) => slicedDatasetsOf(id, catalog)))];
  return [
    ...checkGrain(question, catalog),
    ...checkDimensions(question, datasets, catalog),
    ...(question.where === null ? [] : checkWhere(question.where, datasets, catalog)),
  ];
};
