import type { Rule } from "./rule.ts";

/** Rules about KPIs: the gate (K1), targets, thresholds, budgets and pairs (K6). */
export const gateRules = {
  "gate/objective": {
    severity: "error",
    sentence: "A KPI says in one sentence why it matters (K1; a warning while it is a draft).",
    bad: "objective is missing",
    good: "objective: Passengers make their connections.",
  },
  "gate/owner": {
    severity: "error",
    sentence: "A KPI has one person who answers for it (K1; a warning while it is a draft).",
    bad: "owner is missing",
    good: "owner: ada",
  },
  "gate/direction": {
    severity: "error",
    sentence: "The metric of a KPI says which way is good (K1; a warning while it is a draft).",
    bad: "direction: neutral",
    good: "direction: up_is_good",
  },
  "gate/target": {
    severity: "error",
    sentence: "A KPI has a target or thresholds (K1; a warning while it is a draft).",
    bad: "neither target nor thresholds",
    good: "target: { value: 80% }",
  },
  "gate/cadence": {
    severity: "error",
    sentence: "A KPI is reviewed on a cadence (K1; a warning while it is a draft).",
    bad: "cadence is missing",
    good: "cadence: weekly",
  },
  "gate/timing": {
    severity: "error",
    sentence: "A KPI says whether it leads or lags (K1; a warning while it is a draft).",
    bad: "timing is missing",
    good: "timing: lagging",
  },
  "gate/action": {
    severity: "error",
    sentence: "A KPI says what is done when it turns red (K1; a warning while it is a draft).",
    bad: "action_when_red is missing",
    good: "action_when_red: Open the turnaround log and call the hub.",
  },
  "gate/guardrail": {
    severity: "error",
    sentence: "A KPI has a guardrail, or a written reason why it cannot be gamed (K1; a warning while it is a draft).",
    bad: "guardrails is empty",
    good: "guardrails: [flights_flown]",
  },
  "kpi/grain": {
    severity: "error",
    sentence: "A KPI is judged at a grain its metric has values at.",
    bad: "grain: week, of a manual metric entered per month",
    good: "grain: month",
  },
  "kpi/guards-itself": {
    severity: "error",
    sentence: "No KPI is its own guardrail.",
    bad: "id: speed\nguardrails: [speed]",
    good: "id: speed\nguardrails: [satisfaction]",
  },
  "kpi/leads-itself": {
    severity: "error",
    sentence: "No KPI leads itself.",
    bad: "id: speed\nleads: [speed]",
    good: "id: speed\nleads: [satisfaction]",
  },
  "kpi/target": {
    severity: "error",
    sentence: "A target is one value or a curve of ascending dates, in the metric's unit.",
    bad: "target: { value: 80 } for a metric in per cent",
    good: "target: { value: 80% }",
  },
  "kpi/needs-target": {
    severity: "error",
    sentence: "Thresholds relative to target or pace need a target.",
    bad: "thresholds: { basis: target, … } without target",
    good: "target: { value: 80% }",
  },
  "kpi/status": {
    severity: "error",
    sentence:
      "n of the last m periods: n is not above m; the hysteresis is an amount of zero or more in the metric's unit.",
    bad: "status: { periods: 3, of: 2 }",
    good: "status: { periods: 2, of: 3 }",
  },
  "threshold/syntax": {
    severity: "error",
    sentence: "A threshold is a comparison in the metric's unit.",
    bad: "green: under two hours",
    good: 'green: "< 2h"',
  },
  "threshold/gap": {
    severity: "error",
    sentence: "Thresholds cover every value (S1).",
    bad: 'green: "< 2h", red: "> 4h"',
    good: 'green: "< 2h", yellow: "2h <= x <= 4h", red: "> 4h"',
  },
  "threshold/overlap": {
    severity: "error",
    sentence: "Thresholds give each value one status (S1).",
    bad: 'green: "<= 2h", yellow: "2h <= x <= 4h"',
    good: 'green: "< 2h", yellow: "2h <= x <= 4h"',
  },
  "threshold/direction": {
    severity: "error",
    sentence: "Red lies on the side the direction calls bad.",
    bad: 'direction: up_is_good with red: "> 90%"',
    good: 'direction: up_is_good with red: "< 70%"',
  },
  "lint/dashboard-budget": {
    severity: "warning",
    sentence: "A dashboard has no more KPIs than its budget: 8 unless configured (K6).",
    bad: "a dashboard of 14 KPIs",
    good: "a dashboard of 6 KPIs",
  },
  "lint/team-budget": {
    severity: "warning",
    sentence: "A unit of the organisation has no more KPIs than its budget: 8 unless configured (K6).",
    bad: "support has 12 KPIs",
    good: "support has 7 KPIs",
  },
  "lint/person-budget": {
    severity: "warning",
    sentence: "A person has no more personal KPIs than the budget: 5 unless configured (K6).",
    bad: "ada has 9 personal KPIs",
    good: "ada has 4 personal KPIs",
  },
  "lint/no-leading": {
    severity: "warning",
    sentence: "Every lagging KPI is led by a leading one (K6).",
    bad: "no KPI has leads: [on_time_rate]",
    good: "id: morning_on_time_rate\nleads: [on_time_rate]",
  },
  "lint/not-approved": {
    severity: "warning",
    sentence: "Dashboards show KPIs that are proposed or approved.",
    bad: "a draft KPI on a dashboard",
    good: "state: approved",
  },
  "lint/unused-metric": {
    severity: "info",
    sentence: "A metric is used by a KPI or by another metric.",
    bad: "a metric nothing refers to",
    good: "a KPI that promotes it",
  },
} as const satisfies Record<string, Rule>;
