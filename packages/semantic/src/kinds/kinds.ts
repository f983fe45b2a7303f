import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric, MetricByKind, MetricKind } from "@sextant/model/metric/metric";
import { cumulative } from "./cumulative.ts";
import { derived } from "./derived.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./ratio.ts";
import { simple } from "./simple.ts";

const kinds = { simple, ratio, derived, cumulative } satisfies { [K in MetricKind]: Kind<MetricByKind[K]> };

/** What the semantic layer knows about the kind of a metric. */
export const kindOf = (metric: Metric): Kind<Metric> => kinds[metric.kind];

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
