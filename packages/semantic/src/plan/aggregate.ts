import type { Aggregate } from "./plan.ts";

/** Aggregates with the same key on the same rows mean the same. */
export const aggregateKey = (aggregate: Aggregate): string => {
  switch (aggregate.kind) {
    case "count":
      return "count";
    case "count_distinct":
      return JSON.stringify(["count_distinct", ...aggregate.of.map((term) => term.key)]);
    case "quantile":
      return JSON.stringify(["quantile", aggregate.of.key, aggregate.level]);
    default:
      return JSON.stringify([aggregate.kind, aggregate.of.key]);
  }
};
