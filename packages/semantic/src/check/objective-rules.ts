import type { Rule } from "./rule.ts";

/** Rules about objectives and key results (P3). */
export const objectiveRules = {
  "objective/cycle": {
    severity: "error",
    sentence: "A cycle is a period of the calendar, or two days in order; so is the window of a key result.",
    bad: "cycle: Q3",
    good: "cycle: 2026-Q3",
  },
  "objective/loop": {
    severity: "error",
    sentence: "No objective is aligned to itself.",
    bad: "grow → sell → grow",
    good: "sell → grow",
  },
  "objective/amount": {
    severity: "error",
    sentence: "Baseline and target of a key result can be read in the unit of its KPI's metric.",
    bad: "baseline: 85 # a share: 85 or 85 %?",
    good: "baseline: 85%",
  },
  "objective/no-way": {
    severity: "error",
    sentence: "A key result goes from a baseline to another target, or is maintained.",
    bad: "baseline: 45\ntarget: 45",
    good: "target: 45\nmaintain: true",
  },
  "objective/wrong-way": {
    severity: "warning",
    sentence: "A key result goes the way its KPI's metric calls good.",
    bad: "direction: down_is_good with baseline: 2h, target: 3h",
    good: "baseline: 3h\ntarget: 2h",
  },
  "objective/pace": {
    severity: "error",
    sentence: "A key result that keeps the pace of its KPI's target needs one with points.",
    bad: "pace: target # and the KPI's target is one value",
    good: "pace: linear",
  },
  "objective/duplicate-key-result": {
    severity: "error",
    sentence: "The key results of an objective have different ids.",
    bad: "key_results: [{ id: a, … }, { id: a, … }]",
    good: "key_results: [{ id: a, … }, { id: b, … }]",
  },
  "objective/no-key-result": {
    severity: "warning",
    sentence: "An objective has a key result; without one nobody can tell whether it is being reached.",
    bad: "key_results is empty",
    good: "key_results: [{ id: on_time, kpi: on_time_rate, baseline: 85%, target: 92% }]",
  },
  "objective/owner": {
    severity: "warning",
    sentence: "Somebody answers for an objective.",
    bad: "owner is missing",
    good: "owner: ada",
  },
} as const satisfies Record<string, Rule>;
