import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Scope, ValueType } from "../expression/tree.ts";
import { conditionsOf } from "../plan/condition.ts";
import type { Term } from "../plan/plan.ts";
import { columnScope } from "../plan/scope.ts";
import { readTerm } from "../plan/term.ts";
import type { Path, Planner, WrittenExpression } from "./kind.ts";

/** An expression, or several that tell apart together. */
type Entity = string | number | readonly (string | number)[];

const partsOf = (entity: Entity): { path: Path; text: string | number }[] =>
  typeof entity === "object"
    ? entity.map((text, index) => ({ path: ["entity", index], text }))
    : [{ path: ["entity"], text: entity }];

/** The expressions of an entity as they stand in a definition. */
export const entityExpressions = (entity: Entity, scope: Scope | null): WrittenExpression[] =>
  partsOf(entity).map(({ path, text }) => ({ path, text, scope, expected: undefined }));

/** An entity in words or in code. */
export const entityText = (entity: Entity): string =>
  partsOf(entity)
    .map(({ text }) => String(text))
    .join(", ");

/** The dataset of a checked metric. */
export const datasetOf = (id: string, planner: Planner): Dataset => {
  const dataset = planner.catalog.datasets.get(id);
  if (dataset === undefined) throw new Error(`The dataset ${id} of a checked metric is missing.`);
  return dataset;
};

type Datasets = Catalog["datasets"];

/** A checked text over the columns a dataset sees. */
export const columnTerm = (text: string | number, dataset: Dataset, datasets: Datasets, expected?: ValueType): Term => {
  const { term } = readTerm(text, columnScope(dataset, datasets), expected);
  if (term === null) throw new Error(`The expression ${String(text)} has not been checked.`);
  return term;
};

/** A checked condition as one term, null when there is none. */
export const whereTerm = (text: string | number | undefined, dataset: Dataset, datasets: Datasets): Term | null =>
  text === undefined ? null : columnTerm(text, dataset, datasets, "boolean");

/** The terms of a checked entity. */
export const entityTerms = (entity: Entity, dataset: Dataset, datasets: Datasets): Term[] =>
  partsOf(entity).map(({ text }) => columnTerm(text, dataset, datasets));

/** The conditions of a checked text; none when there is none. */
export const whereTerms = (text: string | number | undefined, dataset: Dataset, datasets: Datasets): Term[] =>
  conditionsOf(text, dataset, datasets);

/** The type of what a piece knows, and whether it may know nothing. */
export type PieceTypes = Readonly<Record<string, { type: ValueType; nullable: boolean }>>;

/** A term over pieces, written in the expression language by a kind. */
export const pieceTerm = (text: string, pieces: PieceTypes, expected: ValueType): Term => {
  const { term, findings } = readTerm(text, { kind: "columns", names: new Map(Object.entries(pieces)) }, expected);
  if (term === null) throw new Error(`${text} over pieces: ${findings.map(({ message }) => message).join(" ")}`);
  return term;
};
