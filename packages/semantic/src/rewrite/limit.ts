import type { Plan } from "../plan/plan.ts";

/** Keeps only the slices with the most rows behind them, when the question has dimensions and does not want every slice. */
export const limit = (plan: Plan): Plan => ({
  ...plan,
  slices: plan.by.length === 0 || plan.every !== null ? null : plan.limit,
});
