import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric, MetricByKind, MetricKind } from "@sextant/model/metric/metric";
import { cumulative } from "./cumulative.ts";
import { derived } from "./derived.ts";
import type { Asked, Kind, Refusal } from "./kind.ts";
import { manual } from "./manual.ts";
import { ratio } from "./ratio.ts";
import { retention } from "./retention.ts";
import { simple } from "./simple.ts";
import { snapshot } from "./snapshot.ts";

const kinds = { simple, ratio, derived, cumulative, snapshot, retention, manual } satisfies {
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

/** Ids of the datasets a metric reads, directly or through the metrics it is built on, in a stable order. */
export const datasetsOf = (id: string, catalog: Catalog): string[] => {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (metricId: string): void => {
    const metric = catalog.metrics.get(metricId);
    if (metric === undefined || seen.has(metricId)) return;
    seen.add(metricId);
    for (const { dataset } of kindOf(metric).datasets(metric)) found.add(dataset);
    for (const base of kindOf(metric).builtOn(metric)) visit(base);
  };
  visit(id);
  return [...found].sort();
};
