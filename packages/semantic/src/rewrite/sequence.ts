import type { Plan, Scan } from "../plan/plan.ts";

const restrict = (scan: Scan, sequences: Plan["sequences"]): Scan => {
  const sequence = sequences.get(scan.dataset) ?? null;
  if (scan.kind !== "conversions") return { ...scan, sequence };
  return { ...scan, sequence, after: { ...scan.after, sequence: sequences.get(scan.after.dataset) ?? null } };
};

/** Lets every scan see only the rows that had landed by a sequence number, so that a receipt can be run again (N1). */
export const sequence = (plan: Plan): Plan => ({
  ...plan,
  scans: plan.scans.map((scan) => restrict(scan, plan.sequences)),
});
