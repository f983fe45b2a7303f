/** A KPI as far as it may guard another. */
export interface Guard {
  id: string;
  label: string;
  /** Datasets it is computed from. */
  sources: readonly string[];
  qualitative: boolean;
  /** Whether its value is an amount (a count, a sum) and not a quality (a mean, a share). */
  isVolume: boolean;
  /** Whether its metric is built on the other's, or the other way round. */
  isRelated: boolean;
  departments: readonly string[];
}

/** A guardrail worth considering, and why. */
export interface GuardProposal {
  id: string;
  label: string;
  reason: string;
}

interface Reason {
  points: number;
  reason: string;
}

const reasonsFor = (one: Guard, guard: Guard, pairs: ReadonlySet<string>): Reason[] => {
  const reasons: Reason[] = [];
  if (pairs.has(guard.id)) reasons.push({ points: 10, reason: "the library pairs them" });
  if (guard.qualitative && !one.qualitative)
    reasons.push({ points: 5, reason: "it is what people say of the same work" });
  if (one.isVolume && !guard.isVolume) reasons.push({ points: 3, reason: "a quality beside an amount" });
  if (!one.isVolume && guard.isVolume) reasons.push({ points: 2, reason: "an amount beside a quality" });
  if (guard.sources.some((source) => one.sources.includes(source)))
    reasons.push({ points: 2, reason: "both read the same data" });
  if (guard.departments.some((name) => one.departments.includes(name)))
    reasons.push({ points: 1, reason: "the same department" });
  return reasons;
};

/**
 * KPIs that would show the harm when a number alone is optimised, best first, at most `most`: another kind of number about the same
 * work. One built on it moves with it and guards nothing. `pairs` are ids the library names.
 */
export const proposeGuardrails = (
  one: Guard,
  others: readonly Guard[],
  pairs: ReadonlySet<string> = new Set(),
  most = 5,
): GuardProposal[] =>
  others
    .filter((guard) => guard.id !== one.id && !guard.isRelated)
    .map((guard) => ({ guard, reasons: reasonsFor(one, guard, pairs) }))
    .map((entry) => ({ ...entry, points: entry.reasons.reduce((sum, { points }) => sum + points, 0) }))
    .filter(({ points }) => points >= 3)
    .toSorted((a, b) => b.points - a.points || (a.guard.id < b.guard.id ? -1 : 1))
    .slice(0, most)
    .map(({ guard, reasons }) => ({
      id: guard.id,
      label: guard.label,
      reason: reasons.map(({ reason }) => reason).join(", "),
    }));
