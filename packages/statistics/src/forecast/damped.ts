import { at } from "../describe/values.ts";
import { minimise } from "./simplex.ts";

/** A fitted model ETS(A,Ad,N): smoothing of level and trend, damping, and both before the first value. */
export interface DampedModel {
  alpha: number;
  beta: number;
  phi: number;
  level: number;
  trend: number;
}

interface Profile {
  loss: number;
  level: number;
  trend: number;
}

/**
 * Best initial level and trend for given smoothing: the one-step errors are linear in both
 * (Hyndman, Koehler, Ord & Snyder 2008, chapter 5), so two normal equations give them exactly.
 */
const profile = (values: Float64Array, alpha: number, beta: number, phi: number): Profile => {
  let [l, b, l1, b1, l2, b2] = [0, 0, 1, 0, 0, 1];
  let [xx, xz, zz, xe, ze, ee] = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const grown = phi * b;
    const error = at(values, index) - l - grown;
    const grown1 = phi * b1;
    const x = l1 + grown1;
    const grown2 = phi * b2;
    const z = l2 + grown2;
    xx += x * x;
    xz += x * z;
    zz += z * z;
    xe += x * error;
    ze += z * error;
    ee += error * error;
    l += grown + alpha * error;
    b = grown + beta * error;
    l1 = x - alpha * x;
    b1 = grown1 - beta * x;
    l2 = z - alpha * z;
    b2 = grown2 - beta * z;
  }
  const determinant = xx * zz - xz * xz;
  const trend = determinant > 1e-12 * xx * zz ? (xx * ze - xz * xe) / determinant : 0;
  const level = (xe - trend * xz) / xx;
  const loss = ee - 2 * level * xe - 2 * trend * ze + level ** 2 * xx + 2 * level * trend * xz + trend ** 2 * zz;
  return { loss, level, trend };
};

/** How long the smoothing is searched for; the default is where forecasts stop getting better on M3. */
interface Effort {
  evaluations: number;
  tolerance: number;
}

const enough: Effort = { evaluations: 40, tolerance: 1e-4 };

/** Where the search may start: slow and fast levels, with and without a trend that follows, little and much damping. */
const starts = [0.15, 0.5, 0.9].flatMap((alpha) =>
  [0.05, 0.6].flatMap((share) => [0.82, 0.96].map((phi): [number, number, number] => [alpha, share, phi])),
);

/** Fits by least squares of the one-step errors, smoothing and damping between the bounds that R's `ets` keeps. */
export const fitDamped = (values: Float64Array, effort: Effort = enough): DampedModel => {
  const loss = ([alpha = 0, share = 0, phi = 0]: readonly number[]): number =>
    profile(values, alpha, alpha * share, phi).loss;
  let [start, least] = [starts[0] ?? [0.5, 0.1, 0.9], Number.POSITIVE_INFINITY];
  for (const one of starts) {
    const found = loss(one);
    if (found < least) [start, least] = [one, found];
  }
  const { point } = minimise(loss, {
    lower: [1e-4, 1e-4, 0.8],
    upper: [0.9999, 0.9999, 0.98],
    start,
    step: start.map((value) => (value > 0.5 ? -0.08 : 0.15)),
    ...effort,
  });
  const [alpha, beta, phi] = [at(point, 0), at(point, 0) * at(point, 1), at(point, 2)];
  const { level, trend } = profile(values, alpha, beta, phi);
  return { alpha, beta, phi, level, trend };
};

/** Expected values. */
export const forecastDamped = (values: Float64Array, model: DampedModel, horizon: number): Float64Array => {
  const { alpha, beta, phi } = model;
  let { level, trend } = model;
  for (const value of values) {
    const grown = phi * trend;
    const error = value - level - grown;
    level += grown + alpha * error;
    trend = grown + beta * error;
  }
  const expected = new Float64Array(horizon);
  for (let step = 0; step < horizon; step += 1) {
    trend *= phi;
    level += trend;
    expected[step] = level;
  }
  return expected;
};
