import { at } from "../describe/values.ts";
import { bestShare } from "./smoothing-share.ts";

/** A fitted theta model: the smoothing share, the level before the first value, and the weight 1 − 1/θ of the trend. */
export interface ThetaModel {
  alpha: number;
  initial: number;
  /** 0 is simple exponential smoothing, ½ the classical theta method, towards 1 the trend counts in full. */
  weight: number;
}

/** Mean, level and slope of the straight line through the values so far. */
interface Line {
  mean: number;
  level: number;
  slope: number;
}

const noLine: Line = { mean: 0, level: 0, slope: 0 };

/** The line once the value at an index is known, from the line before it. */
const extend = (line: Line, value: number, index: number): Line => {
  if (index === 0) return { mean: value, level: value, slope: 0 };
  const count = index + 1;
  const mean = (index * line.mean + value) / count;
  const slope = ((count - 2) * line.slope + (6 / count) * (value - line.mean)) / (count + 1);
  return { mean, level: mean - (slope * (count + 1)) / 2, slope };
};

/** Levels and slopes of the lines before each value, and the line after the last; they depend on no parameter. */
export interface Lines {
  level: Float64Array;
  slope: Float64Array;
  last: Line;
}

/** The lines of a series, made once for any number of fits. */
export const linesOf = (values: Float64Array): Lines => {
  const [level, slope] = [new Float64Array(values.length), new Float64Array(values.length)];
  let line = noLine;
  for (let index = 0; index < values.length; index += 1) {
    level[index] = line.level;
    slope[index] = line.slope;
    line = extend(line, at(values, index), index);
  }
  return { level, slope, last: line };
};

interface Profile extends ThetaModel {
  loss: number;
}

/**
 * Best initial level and weight for one smoothing share: given the share, the one-step errors are linear in both, so two
 * normal equations give them exactly.
 */
const profile = (values: Float64Array, { level, slope }: Lines, alpha: number): Profile => {
  const keep = 1 - alpha;
  let [smooth, power] = [0, 1];
  let [pp, pd, dd, pe, de, ee] = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const drift = power * at(level, index) + ((1 - keep * power) / alpha) * at(slope, index);
    const value = at(values, index);
    const error = value - smooth;
    pp += power * power;
    pd += power * drift;
    dd += drift * drift;
    pe += power * error;
    de += drift * error;
    ee += error * error;
    smooth += alpha * error;
    power *= keep;
  }
  const determinant = pp * dd - pd * pd;
  const free = determinant > 1e-12 * pp * dd ? (pp * de - pd * pe) / determinant : 0;
  const weight = Math.min(Math.max(free, 0), 1);
  const initial = (pe - weight * pd) / pp;
  const loss =
    ee - 2 * initial * pe - 2 * weight * de + initial ** 2 * pp + 2 * initial * weight * pd + weight ** 2 * dd;
  return { alpha, initial, weight, loss };
};

/** Smoothing shares tried first, between the bounds of Fiorucci et al. (2016), and how closely the best is found. */
const [grid, precision] = [[0.1, 0.2, 0.35, 0.5, 0.7, 0.99], 0.01];

/**
 * Fits the dynamic optimised theta model (Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler, Int. J. Forecasting 32,
 * 2016) by least squares of the one-step errors. Only the smoothing share is searched.
 */
export const fitTheta = (values: Float64Array, lines: Lines): ThetaModel => {
  const { alpha, initial, weight } = bestShare(grid, precision, (share) => profile(values, lines, share));
  return { alpha, initial, weight };
};

/** Expected values: the model run on as if each value were the expected one. */
export const forecastTheta = (
  values: Float64Array,
  lines: Lines,
  { alpha, initial, weight }: ThetaModel,
  horizon: number,
): Float64Array => {
  const count = values.length;
  const keep = 1 - alpha;
  let smooth = initial;
  for (const value of values) smooth += alpha * (value - smooth);
  let power = keep ** count;
  let line = lines.last;
  const expected = new Float64Array(horizon);
  for (let step = 0; step < horizon; step += 1) {
    const drift = power * line.level + ((1 - keep * power) / alpha) * line.slope;
    const value = smooth + weight * drift;
    expected[step] = value;
    smooth += alpha * (value - smooth);
    power *= keep;
    line = extend(line, value, count + step);
  }
  return expected;
};
