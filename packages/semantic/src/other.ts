import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import { checkQuestion } from "./check/question.ts";
import { slicedDatasetsOf } from "./kinds/kinds.ts";
import { readableColumns } from "./plan/joins.ts";
import type { Question } from "./question.ts";

const quoted = (text: string, quote: string): string => `${quote}${text.replaceAll(quote, quote + quote)}${quote}`;

/** A value of a dimension as an expression, from the text answers give it in. */
const literal = (text: string, type: Dataset["columns"][string]["type"]): string => {
  if (type === "date") return `date ${quoted(text, "'")}`;
  return type === "string" ? quoted(text, "'") : text;
};

/**
 * The question of everything a metric's shown slices leave out, as one slice: the same, without dimensions, for the rows of no
 * shown slice. It is computed from rows, so that distinct counts and ratios are right, too. Null where it cannot be asked.
 */
export const otherQuestion = (
  question: Question,
  metric: string,
  shown: readonly (readonly (string | null)[])[],
  catalog: Catalog,
): Question | null => {
  const [dataset] = slicedDatasetsOf(metric, catalog).map((id) => catalog.datasets.get(id));
  if (dataset === undefined || question.by.length === 0) return null;
  const columns = readableColumns(dataset, catalog.datasets);
  // Answers give moments in UTC, to the millisecond; expressions read wall clocks, of which a zone has some twice.
  if (question.by.some((name) => columns[name]?.type === "datetime")) return null;
  const isValue = (value: string | null, index: number): string => {
    const name = question.by[index] ?? "";
    const column = quoted(name, '"');
    if (value === null) return `${column} is null`;
    return `coalesce(${column} = ${literal(value, columns[name]?.type ?? "string")}, false)`;
  };
  const slices = shown.map((slice) => `(${slice.map(isValue).join(" and ")})`);
  const left = slices.length === 0 ? "true" : `not (${slices.join(" or ")})`;
  const where = question.where === null ? left : `(${question.where}) and ${left}`;
  const other: Question = { ...question, metrics: [metric], by: [], where, limit: 1 };
  return checkQuestion(other, catalog).length > 0 ? null : other;
};
