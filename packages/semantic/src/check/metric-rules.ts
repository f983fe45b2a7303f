import type { Rule } from "./rule.ts";

/** Rules about metrics. */
export const metricRules = {
  "metric/needs-expression": {
    severity: "error",
    sentence: "Every aggregation but count says what it aggregates.",
    bad: "aggregation: sum",
    good: "aggregation: sum\nexpression: distance",
  },
  "metric/needless-expression": {
    severity: "error",
    sentence: "count counts rows and takes no expression.",
    bad: "aggregation: count\nexpression: delay",
    good: "aggregation: count\nwhere: delay is not null",
  },
  "metric/one-expression": {
    severity: "error",
    sentence: "Only count_distinct takes a list of expressions.",
    bad: "aggregation: sum\nexpression: [a, b]",
    good: "aggregation: sum\nexpression: a + b",
  },
  "metric/needs-percentile": {
    severity: "error",
    sentence: "A percentile says which one.",
    bad: "aggregation: percentile",
    good: "aggregation: percentile\npercentile: 0.9",
  },
  "metric/needless-percentile": {
    severity: "error",
    sentence: "Only a percentile has `percentile`.",
    bad: "aggregation: median\npercentile: 0.9",
    good: "aggregation: percentile\npercentile: 0.9",
  },
  "metric/unit": {
    severity: "error",
    sentence: "The unit is a built-in one or one from `units`.",
    bad: "unit: furlongs",
    good: "unit: kilometres",
  },
  "metric/cycle": {
    severity: "error",
    sentence: "No metric is built on itself, directly or through others.",
    bad: "a: b + 1, b: a - 1",
    good: "a: b + 1",
  },
  "metric/too-deep": {
    severity: "error",
    sentence: "Derived metrics stand on each other at most 16 levels high.",
    bad: "a chain of 30 derived metrics",
    good: "formulas over the metrics that matter",
  },
  "metric/input-shadows": {
    severity: "error",
    sentence: "A formula's own name for an input is not the id of a metric.",
    bad: "inputs: { revenue: { metric: revenue, offset: 1 year } }",
    good: "inputs: { last_year: { metric: revenue, offset: 1 year } }",
  },
  "metric/input-unused": {
    severity: "warning",
    sentence: "A formula uses every input it names.",
    bad: "expression: revenue\ninputs: { last_year: { metric: revenue, offset: 1 year } }",
    good: "expression: revenue - last_year\ninputs: { last_year: { metric: revenue, offset: 1 year } }",
  },
  "metric/cumulative-stretch": {
    severity: "error",
    sentence: "A cumulative metric has either a window or a to-date stretch.",
    bad: "kind: cumulative\nmetric: revenue",
    good: "kind: cumulative\nmetric: revenue\nwindow: 28 days",
  },
  "metric/cumulative-state": {
    severity: "error",
    sentence: "States, such as a headcount, are not accumulated over time (N3).",
    bad: "kind: cumulative\nmetric: headcount\nto_date: year",
    good: "kind: snapshot\nstate: average",
  },
  "metric/snapshot-state": {
    severity: "error",
    sentence: "A snapshot that is more than a count of entities says which state it is of.",
    bad: "kind: snapshot\nentity: employee\naggregation: average",
    good: "kind: snapshot\nentity: employee\nexpression: salary\naggregation: average",
  },
  "metric/retention-amount": {
    severity: "error",
    sentence: "Retention of revenue says what a row brings in; retention of entities does not.",
    bad: "kind: retention\nmeasure: net_revenue",
    good: "kind: retention\nmeasure: net_revenue\namount: total",
  },
  "metric/constant": {
    severity: "error",
    sentence: "A derived formula names at least one metric.",
    bad: "expression: 42",
    good: "expression: 1 - on_time_rate",
  },
  "metric/ratio-part": {
    severity: "error",
    sentence: "Numerator and denominator of a ratio are simple metrics.",
    bad: "numerator: another_ratio",
    good: "numerator: on_time_flights",
  },
  "metric/non-additive-ratio": {
    severity: "error",
    sentence: "A ratio divides sums and counts, never averages, extremes or percentiles (N3).",
    bad: "numerator: mean_delay",
    good: "numerator: total_delay",
  },
  "metric/aggregated-twice": {
    severity: "error",
    sentence: "An aggregation reads columns; a metric is aggregated already (N3).",
    bad: "aggregation: average\nexpression: on_time_rate",
    good: "kind: derived\nexpression: on_time_rate",
  },
  "metric/summed-distincts": {
    severity: "error",
    sentence: "Distinct counts are not added up (N3).",
    bad: "expression: web_buyers + app_buyers",
    good: "aggregation: count_distinct\nexpression: buyer",
  },
  "metric/average-of-averages": {
    severity: "error",
    sentence: "Averages, ratios and percentiles are not averaged again (N3).",
    bad: "expression: (morning_delay + evening_delay) / 2",
    good: "aggregation: average\nexpression: delay",
  },
  "metric/rounded-parts": {
    severity: "error",
    sentence: "What is divided is not rounded before (N3).",
    bad: "expression: round(cost) / flights",
    good: "expression: round(cost / flights, 2)",
  },
  "metric/identity-constant": {
    severity: "error",
    sentence: "A declared identity names at least one metric (K5).",
    bad: "identities: [{ equals: 42 }]",
    good: "identities: [{ equals: 12 * mrr, tolerance: 0.1% }]",
  },
  "metric/identity-itself": {
    severity: "error",
    sentence: "A declared identity says more than that a metric equals itself (K5).",
    bad: "id: arr\nidentities: [{ equals: arr }]",
    good: "id: arr\nidentities: [{ equals: 12 * mrr }]",
  },
  "metric/near-duplicate": {
    severity: "warning",
    sentence:
      "No two metrics go by the same words, or by formulas that differ in one edge or by one number of at most a tenth, and give different numbers (K5).",
    bad: "- { id: on_time, where: delay < 15 }\n- { id: punctual, where: delay <= 15 }",
    good: "- { id: on_time, where: delay < 15 }",
  },
} as const satisfies Record<string, Rule>;
