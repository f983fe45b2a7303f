import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";
import { kindOf } from "./kinds/kinds.ts";

/** How a metric is computed, as a sentence. */
export const formulaInWords = (metric: Metric, catalog: Catalog): string => {
  const words = kindOf(metric).words(metric, catalog);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
};

/** How a metric is computed, as a formula. */
export const formulaInCode = (metric: Metric, catalog: Catalog): string => kindOf(metric).code(metric, catalog);
