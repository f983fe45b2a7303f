/**
 * Which hypotheses are rejected at a false-discovery rate, by the index of their p-value (Benjamini & Hochberg 1995,
 * "Controlling the false discovery rate", J. R. Statist. Soc. B 57, 289–300): all up to the largest k with
 * p(k) ≤ k q / m. The rate holds for independent and for positively dependent tests (Benjamini & Yekutieli 2001); under
 * arbitrary dependence divide q by 1 + 1/2 + … + 1/m.
 */
export const discoveries = (pValues: readonly number[], rate: number): boolean[] => {
  const sorted = pValues.toSorted((a, b) => a - b);
  const last = sorted.findLastIndex((p, index) => p <= ((index + 1) * rate) / sorted.length);
  const limit = sorted[last];
  return pValues.map((p) => limit !== undefined && p <= limit);
};

/** p-values adjusted to be held against a false-discovery rate directly, in the order given (R: p.adjust, method "BH"). */
export const adjustedPValues = (pValues: readonly number[]): number[] => {
  const order = pValues.map((p, index) => ({ p, index })).toSorted((a, b) => b.p - a.p);
  const adjusted: number[] = pValues.map(() => 1);
  let least = 1;
  for (const [rank, { p, index }] of order.entries()) {
    least = Math.min(least, (p * pValues.length) / (pValues.length - rank));
    adjusted[index] = least;
  }
  return adjusted;
};
