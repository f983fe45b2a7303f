import { at } from "../describe/values.ts";
import { bestShare } from "./smoothing-share.ts";

/** A fitted simple exponential smoothing, ETS(A,N,N), and the level after the last value. */
export interface Smoothing {
  alpha: number;
  last: number;
}

/** Sum of squared one-step errors with the best level before the first value, in which they are linear. */
const profile = (values: Float64Array, alpha: number): Smoothing & { loss: number } => {
  let [level, power] = [0, 1];
  let [pp, pe, ee] = [0, 0, 0];
  for (const value of values) {
    const error = value - level;
    pp += power * power;
    pe += power * error;
    ee += error * error;
    level += alpha * error;
    power *= 1 - alpha;
  }
  const initial = pe / pp;
  return { alpha, last: level + power * initial, loss: ee - initial * pe };
};

/** Shares tried first, between the bounds that R's `ets` keeps. */
const grid = [1e-4, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.9999];

/** Fits simple exponential smoothing by least squares of the one-step errors, the share to `precision`. */
export const fitSmoothing = (values: Float64Array, precision = 1e-3): Smoothing => {
  const { alpha, last } = bestShare(grid, precision, (share) => profile(values, share));
  return { alpha, last };
};

/** Slope of the straight line through all values. */
const slopeOf = (values: Float64Array): number => {
  const middle = (values.length - 1) / 2;
  let [product, square] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    product += (index - middle) * at(values, index);
    square += (index - middle) ** 2;
  }
  return square > 0 ? product / square : 0;
};

/**
 * Expected values of the classical theta method (Assimakopoulos & Nikolopoulos 2000), which is simple exponential smoothing
 * with half the slope of the straight line as drift (Hyndman & Billah 2003), as R's `thetaf` on a series without season.
 */
export const forecastClassicalTheta = (values: Float64Array, horizon: number, precision = 1e-3): Float64Array => {
  const { alpha, last } = fitSmoothing(values, precision);
  const drift = slopeOf(values) / 2;
  const behind = (1 - (1 - alpha) ** values.length) / alpha;
  return new Float64Array(horizon).map((_, step) => last + drift * (step + behind));
};
