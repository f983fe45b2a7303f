import { z } from "zod";
import type { Traits } from "../metric/traits.ts";

/** What is known of a slice, or of the whole, in one period. */
export interface Part {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

/** A slice before and after. */
export interface SlicePair {
  name: string;
  before: Part | null;
  after: Part | null;
}

const contributionSchema = z.object({
  name: z.string(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** Its part of the change of the whole, in the stored unit. */
  contribution: z.number(),
});

/** Which slices moved a value: the contributions add up to `change`, to rounding. */
export const contributionsSchema = z.object({
  dimension: z.string(),
  change: z.number(),
  slices: z.array(contributionSchema),
});
export type Contributions = z.infer<typeof contributionsSchema>;

const share = ({ numerator, denominator }: Part): { n: number; d: number } | null =>
  numerator === null || denominator === null ? null : { n: numerator, d: denominator };

const nothing: Part = { value: 0, numerator: 0, denominator: 0 };

/**
 * A slice's part in the change of a ratio R = ΣN/ΣD: w̄·Δr + Δw·(r̄ − R̄), where w is its share of the denominator and r its own
 * ratio, means over both periods. Summed over all slices this is ΔR exactly (the shift-share identity, centred at R̄).
 */
const ofRatio = (before: Part, after: Part, whole: { before: Part; after: Part }): number | null => {
  const [p0, p1, w0, w1] = [share(before), share(after), share(whole.before), share(whole.after)];
  if (p0 === null || p1 === null || w0 === null || w1 === null || w0.d === 0 || w1.d === 0) return null;
  const weight = { before: p0.d / w0.d, after: p1.d / w1.d };
  const mean = (w0.n / w0.d + w1.n / w1.d) / 2;
  // A slice that is missing on one side has no ratio there: it comes or goes at the ratio it has on the other.
  const r1 = p1.d === 0 ? (p0.d === 0 ? mean : p0.n / p0.d) : p1.n / p1.d;
  const r0 = p0.d === 0 ? r1 : p0.n / p0.d;
  return ((weight.before + weight.after) / 2) * (r1 - r0) + (weight.after - weight.before) * ((r0 + r1) / 2 - mean);
};

const ofSum = (before: Part, after: Part): number | null =>
  before.value === null || after.value === null ? null : after.value - before.value;

/** Relative difference from the displayed change above which the parts do not add up, and nothing is said. */
const tolerance = 1e-6;

/**
 * Ranks slices by their exact part in a change, the largest first either way; null where slices of this metric do not add up to
 * the whole (medians, distinct counts), or the parts at hand do not.
 */
export const contributionsOf = (
  dimension: string,
  pairs: readonly SlicePair[],
  whole: { before: Part; after: Part },
  { slices }: Pick<Traits, "slices">,
): Contributions | null => {
  const isRatio = share(whole.before) !== null && share(whole.after) !== null;
  if ((!isRatio && slices !== "add_up") || whole.before.value === null || whole.after.value === null) return null;
  const found: Contributions["slices"] = [];
  for (const { name, before, after } of pairs) {
    const [from, to] = [before ?? nothing, after ?? nothing];
    const contribution = isRatio ? ofRatio(from, to, whole) : ofSum(from, to);
    if (contribution === null) return null;
    found.push({ name, before: before?.value ?? null, after: after?.value ?? null, contribution });
  }
  const change = whole.after.value - whole.before.value;
  const sum = found.reduce((total, { contribution }) => total + contribution, 0);
  const scale = Math.max(Math.abs(whole.before.value), Math.abs(whole.after.value), Number.MIN_VALUE);
  if (Math.abs(sum - change) > tolerance * scale) return null;
  return {
    ...{ dimension, change },
    slices: found.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  };
};
