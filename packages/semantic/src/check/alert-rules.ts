import type { Rule } from "./rule.ts";

/** Rules about alerts (A1 to A4). */
export const alertRules = {
  "alert/condition": {
    severity: "error",
    sentence: "What an alert fires on can be read in the unit of its KPI's metric.",
    bad: 'when: { on: threshold, value: "< 80" } # a share: 80 or 80 %?',
    good: 'when: { on: threshold, value: "< 80%" }',
  },
  "alert/target": {
    severity: "error",
    sentence: "An alert on the pace needs a KPI with a dated target.",
    bad: "when: { on: pace } # and the KPI has no target",
    good: "target: { points: [{ at: 2026-12-31, value: 80% }] }",
  },
  "alert/slices": {
    severity: "error",
    sentence: "Slices are watched by threshold, change or signal, along a dimension of the KPI's datasets.",
    bad: "when: { on: status }\nby: carrier",
    good: "when: { on: signal }\nby: carrier",
  },
  "alert/owner": {
    severity: "warning",
    sentence: "Somebody answers for an alert: its owner, or the KPI's.",
    bad: "no owner, and the KPI has none",
    good: "owner: ada",
  },
} as const satisfies Record<string, Rule>;
