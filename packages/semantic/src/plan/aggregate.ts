import type { Aggregate } from "./plan.ts";

const kindOf = ({ kind, approximate = false }: { kind: string; approximate?: boolean }): string =>
  approximate ? `${kind} approximate` : kind;

/** Aggregates with the same key on the same rows mean the same. */
export const aggregateKey = (aggregate: Aggregate): string => {
  switch (aggregate.kind) {
    case "count":
      return "count";
    case "count_distinct":
      return JSON.stringify([kindOf(aggregate), ...aggregate.of.map((term) => term.key)]);
    case "quantile":
      return JSON.stringify([kindOf(aggregate), aggregate.of.key, aggregate.level]);
    default:
      return JSON.stringify([aggregate.kind, aggregate.of.key]);
  }
};
