import { at } from "../describe/values.ts";
import { isProportional } from "./adjust.ts";
import type { PastForecast } from "./combine.ts";
import { type DampedModel, fitDamped } from "./damped.ts";
import type { Expected } from "./expected.ts";

/** How far outcomes lie from a forecast; as logarithms of outcome / forecast where the series is one of proportions. */
export interface Spread {
  proportional: boolean;
  /** Typical error one step ahead. */
  scale: number;
  /** How errors grow with the step, 1 at the first. */
  growth: Float64Array;
}

/** Standard deviation by step over that of the first: √(1 + Σ cᵢ²), cᵢ = α + β(φ + … + φⁱ) (Hyndman et al. 2008, table 6.1). */
const growthOf = ({ alpha, beta, phi }: DampedModel, horizon: number): Float64Array => {
  let [variance, effect, power] = [1, alpha, 1];
  return new Float64Array(horizon).map((_, step) => {
    if (step === 0) return 1;
    power *= phi;
    effect += beta * power;
    variance += effect * effect;
    return Math.sqrt(variance);
  });
};

/** The pooled prior stands in for what is missing of this many origins; it says 1.3 one-step residuals. */
const [enoughOrigins, priorRatio] = [4, 1.3];

/** Parameters of the model that the residuals are made from. */
const fittedParameters = 5;

/** Mean square of the one-step residuals of the damped trend, for each that its parameters leave free. */
const residualSquare = (
  values: Float64Array,
  { alpha, beta, phi, level, trend }: DampedModel,
  error: (value: number, expected: number) => number,
): number => {
  let [l, b, sum] = [level, trend, 0];
  for (const value of values) {
    const grown = phi * b;
    sum += error(value, l + grown) ** 2;
    const miss = value - l - grown;
    l += grown + alpha * miss;
    b = grown + beta * miss;
  }
  return sum / Math.max(values.length - fittedParameters, 1);
};

/**
 * The spread of a series' own forecasts: the root mean square of the errors made from earlier values, each divided by the
 * growth of its step, shrunk towards what the one-step residuals of all series say. `adjusted` is the series without season.
 */
export const spreadOf = (
  values: Float64Array,
  adjusted: Float64Array,
  past: readonly PastForecast[],
  horizon: number,
): Spread => {
  const proportional =
    isProportional(values) && isProportional(adjusted) && past.every((one) => one.expected.every((value) => value > 0));
  const error = proportional
    ? (value: number, expected: number): number => Math.log(value / Math.max(expected, 1e-3 * value))
    : (value: number, expected: number): number => value - expected;
  const model = fitDamped(adjusted);
  const growth = growthOf(model, horizon);
  let [sum, count] = [0, 0];
  for (const { known, expected } of past)
    for (const [step, value] of expected.entries()) {
      sum += (error(at(values, known + step), value) / at(growth, step)) ** 2;
      count += 1;
    }
  const prior = priorRatio ** 2 * residualSquare(adjusted, model, error);
  const own = count > 0 ? sum / count : prior;
  const weight = Math.min(past.length / enoughOrigins, 1);
  return { proportional, scale: Math.sqrt(weight * own + (1 - weight) * prior), growth };
};

/** Reach of an interval in scales: e^level · growth^bend · step^rise · e^(scarce / n). */
interface Reach {
  level: number;
  bend: number;
  rise: number;
  scarce: number;
}

/** Quantile regressions of errors over M1, M3, M4 weekly and hourly, each corpus counting alike; see the method page. */
const reach80: Reach = { level: 0.15, bend: 0.76, rise: 0.075, scarce: 5.6 };
const reach95: Reach = { level: 0.735, bend: 0.755, rise: 0.08, scarce: 7.6 };

/** From one e-fold on the upper end grows in a straight line: an exponential of so rough an estimate is no forecast. */
const unfold = (folds: number): number => (folds > 1 ? Math.E * folds : Math.exp(folds));

/** Puts the intervals around an expected value `step` steps ahead (0 is the next) of a series with `count` values. */
export const around = (
  value: number,
  step: number,
  count: number,
  { proportional, scale, growth }: Spread,
): Expected => {
  const within = ({ level, bend, rise, scarce }: Reach) => {
    const reach = scale * Math.exp(level + scarce / count) * at(growth, step) ** bend * (step + 1) ** rise;
    if (!proportional || value <= 0) return { lower: value - reach, upper: value + reach };
    return { lower: value * Math.exp(-reach), upper: value * unfold(reach) };
  };
  return { value, within80: within(reach80), within95: within(reach95) };
};
