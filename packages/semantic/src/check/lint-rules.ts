import type { Rule } from "./rule.ts";

/** Rules about definitions that compute but mislead (K6): the four criteria of SMART, pairs, and shapes of vanity. */
export const lintRules = {
  "lint/no-unit": {
    severity: "info",
    sentence: "The metric of a KPI says its unit: specific (K6).",
    bad: "a KPI on a metric without unit",
    good: "unit: minutes",
  },
  "lint/mixed-units": {
    severity: "warning",
    sentence: "A formula adds up amounts of one unit: specific (K6).",
    bad: "expression: revenue + visits",
    good: "expression: revenue - cost",
  },
  "lint/objective-repeats-name": {
    severity: "warning",
    sentence: "The objective of a KPI says more than its name: relevant (K6).",
    bad: "label: On-time rate\nobjective: On-time rate.",
    good: "objective: Passengers make their connections.",
  },
  "lint/reviewed-too-often": {
    severity: "warning",
    sentence: "A KPI is not reviewed more often than it gets a new value: time-bound (K6).",
    bad: "grain: month\ncadence: daily",
    good: "grain: month\ncadence: monthly",
  },
  "lint/short-window": {
    severity: "info",
    sentence: "The window of a KPI holds at least six periods: time-bound (K6).",
    bad: "window: 2",
    good: "window: 26",
  },
  "lint/guardrail-not-in-force": {
    severity: "warning",
    sentence: "A guardrail is a KPI that is proposed or approved (K6).",
    bad: "a guardrail that is archived",
    good: "a guardrail in force",
  },
  "lint/guardrail-same-number": {
    severity: "warning",
    sentence: "A guardrail looks at another number than the KPI it guards (K6).",
    bad: "two KPIs on one metric that guard each other",
    good: "a guardrail on another metric",
  },
  "lint/activity-unpaired": {
    severity: "warning",
    sentence: "A KPI that counts activity is guarded by an outcome or a quality (K6).",
    bad: "tickets closed, guarded by calls made",
    good: "tickets closed, guarded by satisfaction",
  },
  "lint/total-ever": {
    severity: "warning",
    sentence: "A KPI does not count everything that ever was: such a total only rises (K6).",
    bad: "kind: snapshot, aggregation: count, carry_forward: 20 years",
    good: "the same with where: active",
  },
  "lint/no-value": {
    severity: "warning",
    sentence: "A KPI has a value in at least one period of its window: measurable (K6; needs data).",
    bad: "26 periods without a value",
    good: "values in most of them",
  },
  "lint/already-met": {
    severity: "warning",
    sentence: "A target is not met already in eleven of the last twelve periods: achievable (K6; needs data).",
    bad: "target 80 %, and 85 % in every month",
    good: "target 80 %, met in 5 of 12 months",
  },
  "lint/out-of-reach": {
    severity: "warning",
    sentence: "A target lies within the 95 % band of the forecast: achievable (K6; needs data).",
    bad: "target 90 %, forecast 61 to 68 %",
    good: "target 67 %, forecast 61 to 68 %",
  },
  "lint/only-rises": {
    severity: "info",
    sentence: "The values of a KPI fall now and then: what only rises says nothing about now (K6; needs data).",
    bad: "12 periods, each higher than the one before",
    good: "a rate, or what was gained per period",
  },
  "lint/target-over": {
    severity: "warning",
    sentence: "The last date of a target is still to come: time-bound (K6; needs the clock).",
    bad: "a curve that ended last year",
    good: "a curve that ends next quarter",
  },
} as const satisfies Record<string, Rule>;
