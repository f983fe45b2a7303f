import type { Catalog } from "@sextant/model/definition/catalog";
import { traitsOf } from "@sextant/model/metric/metric";
import { namesIn } from "../expression/names.ts";
import { parseExpression } from "../expression/parse.ts";
import { catalogScope, columnScope } from "../plan/scope.ts";
import type { Known } from "./kind.ts";
import { datasetsOf, kindOf } from "./kinds.ts";

const noIds: ReadonlySet<string> = new Set();

/** The metric and everything it is built on, each once. */
const metricsBelow = (id: string, catalog: Catalog): string[] => {
  const seen = new Set<string>();
  const pending = [id];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const metric = catalog.metrics.get(next);
    if (metric === undefined || seen.has(next)) continue;
    seen.add(next);
    pending.push(...kindOf(metric).builtOn(metric));
  }
  return [...seen];
};

/** The columns a metric reads, itself or through the metrics it is built on, by dataset; the time column is always one. */
export const columnsOf = (id: string, catalog: Catalog): Map<string, Set<string>> => {
  const read = new Map(
    datasetsOf(id, catalog).flatMap((dataset): [string, Set<string>][] => {
      const time = catalog.datasets.get(dataset)?.time;
      return time === undefined ? [] : [[dataset, new Set([time])]];
    }),
  );
  const byScope = new Map(
    [...read].map(([dataset, columns]) => {
      const definition = catalog.datasets.get(dataset);
      return [definition === undefined ? null : columnScope(definition), columns] as const;
    }),
  );
  const known: Known = {
    catalog,
    metricIds: noIds,
    metricScope: catalogScope(catalog.metrics),
    traits: traitsOf,
    builtOn: (metric) => kindOf(metric).builtOn(metric),
  };
  for (const below of metricsBelow(id, catalog)) {
    const metric = catalog.metrics.get(below);
    if (metric === undefined) continue;
    for (const { text, scope } of kindOf(metric).expressions(metric, known)) {
      const columns = byScope.get(scope);
      const { tree } = parseExpression(String(text));
      if (columns !== undefined && tree !== null) for (const { name } of namesIn(tree)) columns.add(name);
    }
  }
  return read;
};
