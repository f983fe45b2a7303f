import type { Catalog } from "@sextant/model/definition/catalog";
import { type Metric, type MetricByKind, type MetricKind, traitsOf } from "@sextant/model/metric/metric";
import { namesIn } from "../expression/names.ts";
import { parseExpression } from "../expression/parse.ts";
import { type JoinedColumn, joinedColumns } from "../plan/joins.ts";
import { catalogScope, joinedIn } from "../plan/scope.ts";
import { conversion } from "./conversion.ts";
import { cumulative } from "./cumulative.ts";
import { derived } from "./derived.ts";
import type { Asked, Kind, Known, Refusal } from "./kind.ts";
import { manual } from "./manual.ts";
import { ratio } from "./ratio.ts";
import { retention } from "./retention.ts";
import { simple } from "./simple.ts";
import { snapshot } from "./snapshot.ts";
import { survey } from "./survey.ts";

const kinds = {
  simple,
  ratio,
  derived,
  cumulative,
  conversion,
  survey,
  snapshot,
  retention,
  manual,
} satisfies {
  [K in MetricKind]: Kind<MetricByKind[K]>;
};

/** What the semantic layer knows about the kind of a metric. */
export const kindOf = (metric: Metric): Kind<Metric> => kinds[metric.kind];

/** Why a metric, or one it is built on, cannot be asked this way; null when it can. */
export const refusalOf = (id: string, asked: Asked, catalog: Catalog): Refusal | null => {
  const seen = new Set<string>();
  const visit = (metricId: string): Refusal | null => {
    const metric = catalog.metrics.get(metricId);
    if (metric === undefined || seen.has(metricId)) return null;
    seen.add(metricId);
    const kind = kindOf(metric);
    const own = kind.refuses?.(metric, asked) ?? null;
    if (own !== null) return own;
    for (const base of kind.builtOn(metric)) {
      const found = visit(base);
      if (found !== null) return found;
    }
    return null;
  };
  return visit(id);
};

/** What is known of a catalog whose definitions are checked. */
export const knownOf = (catalog: Catalog): Known => ({
  catalog,
  metricIds: new Set(),
  metricScope: catalogScope(catalog.metrics),
  traits: traitsOf,
  builtOn: (metric) => kindOf(metric).builtOn(metric),
});

/** The columns of joined datasets a metric's own expressions name. */
export const joinedBy = (metric: Metric, catalog: Catalog): Map<string, JoinedColumn> => {
  const columns = kindOf(metric)
    .expressions(metric, knownOf(catalog))
    .flatMap(({ text, scope }) => {
      const joined = scope === null ? new Map<string, JoinedColumn>() : joinedIn(scope);
      const tree = joined.size === 0 ? null : parseExpression(String(text)).tree;
      return (tree === null ? [] : namesIn(tree)).flatMap(({ name }) => {
        const column = joined.get(name);
        return column === undefined ? [] : [[name, column] as const];
      });
    });
  return new Map(columns);
};

/** A metric and those it is built on, directly or not. */
const withBases = (id: string, catalog: Catalog): Metric[] => {
  const seen = new Map<string, Metric>();
  const visit = (metricId: string): void => {
    const metric = catalog.metrics.get(metricId);
    if (metric === undefined || seen.has(metricId)) return;
    seen.set(metricId, metric);
    for (const base of kindOf(metric).builtOn(metric)) visit(base);
  };
  visit(id);
  return [...seen.values()];
};

/** Whether a metric, or one it is built on, is computed approximately. */
export const isApproximate = (id: string, catalog: Catalog): boolean =>
  withBases(id, catalog).some((metric) => traitsOf(metric).approximate === true);

const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].sort();

/** Ids of the datasets whose rows a metric is made of, directly or through the metrics it is built on, in a stable order. */
export const reportingOf = (id: string, catalog: Catalog): string[] =>
  sorted(
    withBases(id, catalog).flatMap((metric) =>
      kindOf(metric)
        .datasets(metric)
        .map(({ dataset }) => dataset),
    ),
  );

const joinedOf = (id: string, catalog: Catalog): string[] =>
  withBases(id, catalog)
    .flatMap((metric) => [...joinedBy(metric, catalog).values()])
    .flatMap(({ hops }) => hops.map(({ dataset }) => dataset));

/** Ids of the datasets a metric reads: those its rows are from, and those they are joined with. */
export const datasetsOf = (id: string, catalog: Catalog): string[] => {
  const known = answers.get(catalog) ?? new Map<string, string[]>();
  answers.set(catalog, known);
  const found = known.get(id) ?? sorted([...reportingOf(id, catalog), ...joinedOf(id, catalog)]);
  known.set(id, found);
  return found;
};

/** Ids of the datasets that are joined when a metric is cut and filtered like this: what lands there may change any period. */
export const joinedFor = (
  id: string,
  { by, where }: { by: readonly string[]; where: string | null },
  catalog: Catalog,
): string[] => {
  const tree = where === null ? null : parseExpression(where).tree;
  const names = [...by, ...(tree === null ? [] : namesIn(tree).map(({ name }) => name))];
  const asked = slicedDatasetsOf(id, catalog).flatMap((dataset) => {
    const known = catalog.datasets.get(dataset);
    const joined = known === undefined ? null : joinedColumns(known, catalog.datasets);
    return names.flatMap((name) => joined?.get(name)?.hops.map((hop) => hop.dataset) ?? []);
  });
  return sorted([...joinedOf(id, catalog), ...asked]);
};

const answers = new WeakMap<Catalog, Map<string, string[]>>();

/** Those of its datasets whose columns questions filter and slice by: conversions follow their base events. */
export const slicedDatasetsOf = (id: string, catalog: Catalog): string[] =>
  sorted(
    withBases(id, catalog).flatMap((metric) =>
      kindOf(metric)
        .datasets(metric)
        .filter(({ follows = false }) => !follows)
        .map(({ dataset }) => dataset),
    ),
  );
