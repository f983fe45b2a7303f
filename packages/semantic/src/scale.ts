import type { Catalog } from "@sextant/model/definition/catalog";
import { traitsOf } from "@sextant/model/metric/metric";
import { kindOf } from "./kinds/kinds.ts";
import { buildPlan } from "./plan/build.ts";
import type { Question } from "./question.ts";

const nothing: Omit<Question, "metrics"> = { grain: "day", spans: [], by: [], where: null, until: 0, limit: 1 };

const answers = new WeakMap<Catalog, Map<string, boolean>>();

/**
 * Whether values of longer periods are larger because the periods are longer, so that a wanted value speaks of one grain only: counts
 * and sums, and formulas over them that are a number where nothing happened (profit is, revenue per order is not).
 */
export const scalesWithPeriod = (id: string, catalog: Catalog): boolean => {
  const known = answers.get(catalog) ?? new Map<string, boolean>();
  answers.set(catalog, known);
  const scales = known.get(id) ?? find(id, catalog);
  known.set(id, scales);
  return scales;
};

const find = (id: string, catalog: Catalog): boolean => {
  const metric = catalog.metrics.get(id);
  if (metric === undefined) return false;
  const { scales } = traitsOf(metric);
  if (scales !== "as_built") return scales === "with_period";
  const { outputs } = buildPlan({ ...nothing, metrics: [id] }, catalog);
  const empty = outputs.find((output) => output.id === id)?.empty ?? null;
  if (empty === null) return false;
  return kindOf(metric)
    .builtOn(metric)
    .some((base) => scalesWithPeriod(base, catalog));
};
