import type { Attempt } from "../attempt.ts";
import { note } from "../reader.ts";
import { type Import, type OpenModel, wordsOf } from "./context.ts";
import { joinsOf } from "./joins.ts";
import { timeOf } from "./time.ts";

const defaultTime = (open: OpenModel): string | undefined => {
  const time = timeOf(open, undefined);
  return "value" in time ? time.value.dimension : undefined;
};

/** The dataset for measures dated by a time dimension; one of its own when it is not the model's usual one. */
export const datasetFor = (open: OpenModel, named: string | undefined, { datasetIds }: Import): Attempt<string> => {
  const time = timeOf(open, named);
  if ("reason" in time) return time;
  const { dimension } = time.value;
  const before = open.datasets.get(dimension);
  if (before !== undefined) return { value: before };
  const isUsual = (defaultTime(open) ?? dimension) === dimension;
  const id = isUsual ? open.id : datasetIds.give(`${open.id}_by_${dimension}`);
  open.datasets.set(dimension, id);
  return { value: id };
};

const noteMade = (open: OpenModel, id: string, isUsual: boolean): void => {
  const { model, columns } = open;
  const table = model.table === undefined ? "" : ` They are the rows of ${model.table}.`;
  const rows = `The dataset ${id} has no source: push its rows, or name a file as its source.${table}`;
  note(model.at, "info", `dataset ${id}`, rows);
  if (!isUsual)
    note(
      model.at,
      "changed",
      `dataset ${id}`,
      "A dataset has one time column, so these measures read one of their own; it wants the same rows.",
    );
  if (isUsual && model.timeDimension === undefined)
    note(
      model.at,
      "info",
      `dataset ${id}`,
      "Its rows are dated by its only time dimension; the source names none as the usual one.",
    );
  const assumed = isUsual ? columns.assumed() : [];
  if (assumed.length > 0)
    note(
      model.at,
      "info",
      `dataset ${id}`,
      `The source says no types for these columns; they were taken from their use: ${assumed.join(", ")}.`.slice(
        0,
        2000,
      ),
    );
};

/** Makes the datasets of a model: the usual one, and those its measures asked for. */
export const makeDatasets = (open: OpenModel, all: Import): void => {
  const usual = datasetFor(open, undefined, all);
  if ("reason" in usual && open.datasets.size === 0) {
    note(
      open.model.at,
      "left_out",
      `semantic model ${open.model.name}`,
      `A dataset has a time column. ${usual.reason}`,
    );
    return;
  }
  const { dimensions, ...keys } = joinsOf(open, all);
  const own = [...open.dimensions.values()].flatMap(({ source, column }) =>
    source.isTime || column === null ? [] : [column],
  );
  for (const [dimension, id] of open.datasets) {
    const time = open.dimensions.get(dimension)?.column ?? dimension;
    const definition = {
      id,
      ...wordsOf(id, id === open.id ? open.model : { label: undefined, description: open.model.description }),
      time,
      columns: open.columns.written(time),
      ...keys,
      dimensions: [...new Set([...own, ...dimensions])],
    };
    const needs = Object.values((keys.joins ?? {}) as Record<string, { dataset: string }>).map(
      ({ dataset }) => `dataset ${dataset}`,
    );
    all.made.push({ type: "dataset", id, definition, needs, from: open.model.at });
    noteMade(open, id, id === open.id);
  }
};
