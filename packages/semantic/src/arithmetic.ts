import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";
import { checkExpression } from "./expression/check.ts";
import { evaluateFormula } from "./expression/evaluate.ts";
import { parseExpression } from "./expression/parse.ts";
import { kindOf } from "./kinds/kinds.ts";
import { metricScope } from "./plan/scope.ts";

/** A metric that is arithmetic of others in the same period. */
export interface MetricArithmetic {
  /** The formula over metric ids. */
  formula: string;
  /** Ids of the metrics in it. */
  parts: string[];
  /** The whole from its parts; null where it is unknown. */
  wholeOf: (values: ReadonlyMap<string, number>) => number | null;
}

/** How a metric follows from others, where it does: sums, differences, products and ratios of whole metrics; else null. */
export const arithmeticOf = (metric: Metric, catalog: Catalog): MetricArithmetic | null => {
  const kind = kindOf(metric);
  const formula = kind.arithmetic?.(metric) ?? null;
  if (formula === null) return null;
  const { tree } = parseExpression(formula);
  const typed = tree === null ? null : checkExpression(tree, metricScope(catalog.metrics.keys()), "number").typed;
  if (typed === null) return null;
  return {
    formula,
    parts: kind.builtOn(metric),
    wholeOf: (values) => {
      const value = evaluateFormula(typed, values);
      return typeof value === "number" ? value : null;
    },
  };
};
