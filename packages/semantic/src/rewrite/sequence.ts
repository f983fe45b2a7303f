import type { Plan } from "../plan/plan.ts";

/** Lets every scan see only the rows that had landed by a sequence number, so that a receipt can be run again (N1). */
export const sequence = (plan: Plan): Plan => ({
  ...plan,
  scans: plan.scans.map((scan) => ({ ...scan, sequence: plan.sequences.get(scan.dataset) ?? null })),
});
