import type { Catalog } from "@sextant/model/definition/catalog";
import { namesIn } from "../expression/names.ts";
import { parseExpression } from "../expression/parse.ts";
import type { JoinedColumn } from "../plan/joins.ts";
import { columnScope, joinedIn } from "../plan/scope.ts";
import { datasetsOf, kindOf, knownOf } from "./kinds.ts";

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

/** A joined column is read with the columns it is found by, on both sides of every join. */
const addJoined = (read: Map<string, Set<string>>, from: string, { hops, column }: JoinedColumn): void => {
  let here = from;
  for (const { dataset, on } of hops) {
    for (const [left, right] of on) {
      read.get(here)?.add(left);
      read.get(dataset)?.add(right);
    }
    here = dataset;
  }
  read.get(here)?.add(column);
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
    [...read.keys()].map((dataset) => {
      const definition = catalog.datasets.get(dataset);
      return [definition === undefined ? null : columnScope(definition, catalog.datasets), dataset] as const;
    }),
  );
  for (const below of metricsBelow(id, catalog)) {
    const metric = catalog.metrics.get(below);
    if (metric === undefined) continue;
    for (const { text, scope } of kindOf(metric).expressions(metric, knownOf(catalog))) {
      const dataset = byScope.get(scope);
      const { tree } = parseExpression(String(text));
      if (scope === null || dataset === undefined || tree === null) continue;
      for (const { name } of namesIn(tree)) {
        const joined = joinedIn(scope).get(name);
        if (joined === undefined) read.get(dataset)?.add(name);
        else addJoined(read, dataset, joined);
      }
    }
  }
  return read;
};
