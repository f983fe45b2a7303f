import { normalDensity, normalTails } from "../distribution/normal.ts";
import { gaussLegendre, solveLinear } from "./quadrature.ts";

/** How the standardised values really lie: normal, their mean and standard deviation; 0 and 1 when in control. */
export interface Shift {
  mean: number;
  deviation: number;
}

/** Values as the chart expects them. */
export const inControl: Shift = { mean: 0, deviation: 1 };

/** Nodes for an interval this many deviations of one step wide: three each give six digits of the run lengths in print. */
const nodesFor = (widths: number): number => Math.max(24, Math.min(150, Math.ceil(3 * widths)));

/** Longer run lengths are beyond the digits of the linear equations; they count as endless. */
const longest = 1e10;

const trusted = (length: number): number => (length >= 1 && length < longest ? length : Number.POSITIVE_INFINITY);

/**
 * Mean number of values until a one-sided CUSUM max(0, S + z − reference) passes `limit`, from S = 0: the solution of
 * L(s) = 1 + L(0) Φ(reference − s) + ∫ L(y) φ(y + reference − s) dy (Page 1954), on Gauss–Legendre nodes.
 */
const oneSidedCusum = (reference: number, limit: number, { mean, deviation }: Shift): number => {
  const { nodes, weights } = gaussLegendre(nodesFor(limit / deviation), 0, limit);
  const starts = [0, ...nodes];
  const rows = starts.map((start, row) =>
    Float64Array.from(starts, (to, column) => {
      const same = row === column ? 1 : 0;
      const z = (to + reference - start - mean) / deviation;
      if (column === 0) return same - normalTails(z).lower;
      return same - ((weights[column - 1] ?? 0) * normalDensity(z)) / deviation;
    }),
  );
  return trusted(solveLinear(rows, new Float64Array(starts.length).fill(1))[0] ?? Number.NaN);
};

/**
 * Average run length of a two-sided CUSUM of standardised values: 1 / L = 1 / L⁺ + 1 / L⁻ (Kemp 1961; van Dobben de
 * Bruyn 1968). In control with reference .5 and limit 5: 465 periods.
 */
export const cusumRunLength = (reference: number, limit: number, shift: Shift = inControl): number => {
  const up = oneSidedCusum(reference, limit, shift);
  const down = shift.mean === 0 ? up : oneSidedCusum(reference, limit, { ...shift, mean: -shift.mean });
  return 1 / (1 / up + 1 / down);
};

/**
 * Average run length of a two-sided EWMA of standardised values with constant limits of `width` standard deviations of
 * the average, √(weight / (2 − weight)): L(u) = 1 + ∫ L(y) φ((y − (1 − weight) u) / weight) dy / weight (Crowder 1987). In
 * control with weight .1 and width 2.814: 500 periods. Infinity beyond 10¹⁰, as for a CUSUM.
 */
export const ewmaRunLength = (weight: number, width: number, shift: Shift = inControl): number => {
  const limit = width * Math.sqrt(weight / (2 - weight));
  const { nodes, weights } = gaussLegendre(nodesFor((2 * limit) / (weight * shift.deviation)), -limit, limit);
  const kernel = (from: number, to: number): number => {
    const z = ((to - (1 - weight) * from) / weight - shift.mean) / shift.deviation;
    return normalDensity(z) / (weight * shift.deviation);
  };
  const rows = nodes.map((from, row) =>
    Float64Array.from(nodes, (to, column) => (row === column ? 1 : 0) - (weights[column] ?? 0) * kernel(from, to)),
  );
  const lengths = solveLinear(rows, new Float64Array(nodes.length).fill(1));
  return trusted(
    1 + nodes.reduce((sum, to, index) => sum + (weights[index] ?? 0) * kernel(0, to) * (lengths[index] ?? 0), 0),
  );
};
