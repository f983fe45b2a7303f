import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";

/** How a metric is computed, as a sentence. */
export const formulaInWords = (metric: Metric, catalog: Catalog): string => {
  throw new Error(`Not built yet: ${metric.id} ${catalog.workspace.id}`);
};

/** How a metric is computed, as a formula. */
export const formulaInCode = (metric: Metric, catalog: Catalog): string => {
  throw new Error(`Not built yet: ${metric.id} ${catalog.workspace.id}`);
};
