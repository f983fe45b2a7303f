import type { Expression } from "../../expression/tree.ts";
import type { Attempt } from "../attempt.ts";
import { learnTypes } from "../infer.ts";
import { allOf } from "../map-tree.ts";
import { note } from "../reader.ts";
import { textOfTree } from "../sql.ts";
import { type Import, type OpenModel, typesOf } from "./context.ts";
import { datasetFor } from "./dataset.ts";
import { readOver } from "./open-model.ts";
import type { Measure, NonAdditive } from "./source.ts";

/** A measure as the part of a metric definition that says what is aggregated. */
export interface OpenMeasure {
  open: OpenModel;
  source: Measure;
  dataset: string;
  /** Kind, aggregation and expression. */
  definition: Record<string, unknown>;
  conditions: Expression[];
  /** What the aggregate is of; null for counts of rows. */
  tree: Expression | null;
}

const aggregations = new Set([
  "sum",
  "average",
  "min",
  "max",
  "median",
  "count_distinct",
  "sum_boolean",
  "count",
  "percentile",
]);
const numeric = new Set(["sum", "average", "median", "percentile", "min", "max"]);

const at = { offset: 0, length: 0 };

/** Counts of rows are written in many ways: count of a number, sum of one. */
const countsRows = (agg: string, tree: Expression): boolean =>
  (agg === "count" && (tree.kind === "number" || (tree.kind === "call" && tree.name === "count"))) ||
  (agg === "sum" && tree.kind === "number" && tree.value === 1);

const snapshotOf = (
  open: OpenModel,
  source: Measure,
  non: NonAdditive,
  tree: Expression | null,
): Attempt<Record<string, unknown>> => {
  const subject = `measure ${source.name}`;
  const entities = non.groupings.map((name) => open.entities.get(name)?.column ?? open.dimensions.get(name)?.column);
  const missing = non.groupings.find((_, index) => entities[index] === undefined || entities[index] === null);
  if (non.groupings.length === 0)
    return {
      reason:
        "It takes the rows of one date for all; a snapshot needs to know whose state a row is (window_groupings).",
    };
  if (missing !== undefined) return { reason: `\`${missing}\`, whose state it is, is no column.` };
  if (!["sum", "average", "count", "min", "max"].includes(source.agg))
    return { reason: `A snapshot has no aggregation \`${source.agg}\`.` };
  note(
    non.at,
    "changed",
    subject,
    "It is a snapshot: one row per entity and period counts, the last or first; several rows of one moment would be one state.",
  );
  if (non.choice !== "min" && non.choice !== "max")
    return { reason: `\`${non.choice.slice(0, 40)}\` is no window choice.` };
  const dated = datasetTime(open, source);
  if (non.dimension !== undefined && dated !== non.dimension)
    return { reason: `It is not additive over \`${non.dimension}\`, but dated by \`${dated ?? "nothing"}\`.` };
  return {
    value: {
      kind: "snapshot",
      entity: entities.length === 1 ? entities[0] : entities,
      ...(tree === null || source.agg === "count" ? {} : { expression: textOfTree(tree) }),
      state: non.choice === "max" ? "last" : "first",
      aggregation: source.agg,
    },
  };
};

const datasetTime = (open: OpenModel, { timeDimension }: Measure): string | undefined =>
  timeDimension ??
  open.model.timeDimension ??
  [...open.dimensions.values()].filter(({ source }) => source.isTime).map(({ source }) => source.name)[0];

const simpleOf = (source: Measure, tree: Expression | null): Attempt<Record<string, unknown>> => {
  const subject = `measure ${source.name}`;
  if (tree === null) return { value: { kind: "simple", aggregation: "count" } };
  if (source.agg === "count") return { value: { kind: "simple", aggregation: "count" } };
  if (source.agg === "percentile" && source.percentile === undefined)
    return { reason: "A percentile does not say which." };
  if (source.agg === "percentile" && source.discrete)
    note(
      source.at,
      "changed",
      subject,
      "The percentile is interpolated between the two nearest rows; the source takes one of them.",
    );
  if (source.approximate)
    note(source.at, "changed", subject, "The percentile is exact; the source asks for an approximate one.");
  const percentile = source.agg === "percentile" ? { percentile: source.percentile } : {};
  if (source.agg !== "percentile" && source.percentile !== undefined)
    note(source.at, "left_out", subject, `\`percentile\` means nothing for ${source.agg}.`);
  return { value: { kind: "simple", aggregation: source.agg, expression: textOfTree(tree), ...percentile } };
};

/** Reads a measure of a model. */
export const openMeasure = (open: OpenModel, source: Measure, all: Import): Attempt<OpenMeasure> => {
  const subject = `measure ${source.name}`;
  if (!aggregations.has(source.agg)) return { reason: `\`${source.agg.slice(0, 40)}\` is no known aggregation.` };
  const dataset = datasetFor(open, source.timeDimension, all);
  if ("reason" in dataset) return dataset;
  const bare = source.agg === "count" && source.expr.trim() === "*";
  const read = bare ? null : readOver(open, source.expr, subject, source.at);
  if (read !== null && "reason" in read) return { reason: `Its expression cannot be carried. ${read.reason}` };
  const tree = read === null || countsRows(source.agg, read.value) ? null : read.value;
  if (tree !== null && numeric.has(source.agg)) learnTypes(tree, typesOf(open), "number");
  if (tree !== null && source.agg === "sum_boolean") learnTypes(tree, typesOf(open), "boolean");
  const definition =
    source.nonAdditive === undefined ? simpleOf(source, tree) : snapshotOf(open, source, source.nonAdditive, tree);
  if ("reason" in definition) return definition;
  const isThere: Expression[] =
    source.agg === "count" && tree !== null ? [{ kind: "isnull", operand: tree, negated: true, at }] : [];
  return { value: { open, source, dataset: dataset.value, definition: definition.value, conditions: isThere, tree } };
};

/** Conditions of a definition as its `where`. */
export const whereOf = (conditions: readonly Expression[]): { where?: string } => {
  const all = allOf(conditions);
  return all === null ? {} : { where: textOfTree(all) };
};
