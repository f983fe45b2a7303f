import { normalExpectation } from "./quadrature.ts";
import { cusumRunLength, ewmaRunLength, type Shift } from "./run-length.ts";

/** A chart that adds up evidence: its one tuning constant, on standardised values. */
export type Accumulator = { kind: "cusum"; reference: number } | { kind: "ewma"; weight: number };

/** How many independent periods the mean, and how many degrees of freedom the scale, were estimated from. */
export interface Knowledge {
  mean: number;
  scale: number;
}

/** Nothing had to be estimated. */
const known: Knowledge = { mean: Number.POSITIVE_INFINITY, scale: Number.POSITIVE_INFINITY };

const runLength = (chart: Accumulator, limit: number, shift: Shift): number =>
  chart.kind === "cusum" ? cusumRunLength(chart.reference, limit, shift) : ewmaRunLength(chart.weight, limit, shift);

/** A χ² variate over its degrees of freedom, square-rooted, at a normal score (Wilson & Hilferty 1931). */
const chi = (df: number, z: number): number => {
  if (df === Number.POSITIVE_INFINITY) return 1;
  const step = 2 / (9 * df);
  return Math.max(0.05, 1 - step + z * Math.sqrt(step)) ** 1.5;
};

/**
 * False alarms per period of a chart whose mean and scale were estimated: the expectation of 1 / run length over what the
 * estimates may have been. It is above the rate with known parameters, since the run length is most sensitive to a scale
 * taken too small.
 */
export const falseAlarmRate = (chart: Accumulator, limit: number, knowledge: Knowledge = known): number => {
  const { nodes, weights } = normalExpectation;
  const sides = nodes.flatMap((z, index) => (z < 0 ? [] : [{ z, weight: (z === 0 ? 1 : 2) * (weights[index] ?? 0) }]));
  let rate = 0;
  for (const [index, z] of nodes.entries()) {
    const weight = weights[index] ?? 0;
    const scale = chi(knowledge.scale, z);
    if (knowledge.scale === Number.POSITIVE_INFINITY && z !== 0) continue;
    for (const side of sides) {
      if (knowledge.mean === Number.POSITIVE_INFINITY && side.z !== 0) continue;
      const shift = { mean: side.z / Math.sqrt(knowledge.mean) / scale, deviation: 1 / scale };
      const share =
        (knowledge.scale === Number.POSITIVE_INFINITY ? 1 : weight) *
        (knowledge.mean === Number.POSITIVE_INFINITY ? 1 : side.weight);
      rate += share / runLength(chart, limit, shift);
    }
  }
  return rate;
};

/** Relative error of the rate that ends the search; far below what estimation leaves. */
const tolerance = 5e-4;

/**
 * The limit at which a chart gives one false alarm in `periods` periods on average (a CUSUM's decision interval, or an
 * EWMA's width), by the secant method on the logarithm of the rate. Takes about 0.1 s with estimated parameters: limits of
 * one knowledge serve many series.
 */
export const limitFor = (chart: Accumulator, periods: number, knowledge: Knowledge = known): number => {
  if (!(periods > 1)) throw new RangeError(`a promise is of more than one period, not ${periods}`);
  const excess = (limit: number): number => Math.log(falseAlarmRate(chart, limit, knowledge) * periods);
  let [low, high] = chart.kind === "cusum" ? [0.05, 4] : [0.5, 3];
  let [atLow, atHigh] = [excess(low), excess(high)];
  for (; atHigh > 0 && high < 200; atHigh = excess(high)) [low, atLow, high] = [high, atHigh, high * 1.5];
  if (atLow < 0) return low;
  let here = high;
  for (let step = 0; step < 40 && high - low > 1e-9; step += 1) {
    const secant = low + ((high - low) * atLow) / (atLow - atHigh);
    here = step % 4 === 3 ? (low + high) / 2 : secant;
    const value = excess(here);
    if (Math.abs(value) < tolerance) return here;
    if (value > 0) [low, atLow] = [here, value];
    else [high, atHigh] = [here, value];
  }
  return here;
};
