import type { Rule } from "./rule.ts";

/** Rules about reviews (P1). */
export const reviewRules = {
  "review/subject": {
    severity: "error",
    sentence: "A review is of one thing: a dashboard, a unit of the organisation, or KPIs by name.",
    bad: "reviews: [{ id: ops, label: Ops, cadence: weekly }]",
    good: "reviews: [{ id: ops, label: Ops, cadence: weekly, dashboard: ops }]",
  },
  "review/presenter": {
    severity: "warning",
    sentence: "Somebody leads a review.",
    bad: "no presenter",
    good: "presenter: ada",
  },
} as const satisfies Record<string, Rule>;
