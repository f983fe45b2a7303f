import type { ProposedMetric } from "./propose-metrics.ts";

/** How a proposed metric is computed, in one line, such as sum(amount) or returned_yes ÷ orders_count. */
export const formulaOf = ({ metric }: ProposedMetric): string => {
  if (metric.kind === "ratio") {
    const [over, under] = [metric.numerator, metric.denominator].map((part) =>
      typeof part === "string" ? part : part.metric,
    );
    return `${over} ÷ ${under}`;
  }
  if (metric.kind !== "simple") return metric.kind;
  return `${metric.aggregation}(${metric.expression === undefined ? "" : String(metric.expression)})`;
};
