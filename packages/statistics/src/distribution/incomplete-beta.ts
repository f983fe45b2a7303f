import { deviance, stirlingError } from "./factorial.ts";
import { solveTail, type Tail, type Tails } from "./tails.ts";

const epsilon = Number.EPSILON;

/** Steps near the mean grow with the root of the parameters; this many serve parameters of 1e12 and end any call in 20 ms. */
const mostSteps = 1_000_000;

/**
 * Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) x^a y^b for a, b > 0 and y = 1 − x: the probability of a successes among a + b
 * (Loader 2000).
 */
export const binomialMass = (a: number, b: number, x: number, y: number): number => {
  if (x === 0 || y === 0) return 0;
  const n = a + b;
  const logarithm = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(logarithm) * Math.sqrt(n / (2 * Math.PI * a) / b);
};

/**
 * x^a y^b / B(a, b) / I_x(a, b) for x below the mean, by the continued fraction of DiDonato & Morris (1992, TOMS 708, eq. 9)
 * and Lentz's method. Its terms hold the distance from the mean, which is taken from the smaller of x and y.
 */
const fraction = (a: number, b: number, x: number, y: number): number => {
  const distance = a > b ? (a + b) * y - b : a - (a + b) * x;
  let value = (a * (distance + 1)) / (a + 1);
  let c = value;
  let d = 0;
  for (let step = 1; ; step += 1) {
    const at = a + 2 * step;
    const turn = (step * (b - step) * x) / (at - 1);
    const numerator = ((a + step - 1) / (at - 1)) * (a + b + step - 1) * turn * x;
    const denominator = step + turn + ((a + step) / (at + 1)) * (distance + 1 + step * (1 + y));
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) <= epsilon || step === mostSteps) return value;
  }
};

/**
 * Regularised incomplete beta functions I_x(a, b) and I_y(b, a) for a, b > 0: the tails of a beta law. Takes y = 1 − x as
 * well, since it cannot be had back from an x near 1.
 */
export const betaTailsAt = (a: number, b: number, x: number, y: number): Tails => {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (Number.isNaN(x)) return { lower: x, upper: x };
  const mass = (binomialMass(a, b, x, y) * a * b) / (a + b);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = mass === 0 ? 0 : Math.min(1, mass / fraction(a, b, x, y));
    return { lower, upper: 1 - lower };
  }
  const upper = mass === 0 ? 0 : Math.min(1, mass / fraction(b, a, y, x));
  return { lower: 1 - upper, upper };
};

/** ln(x / (1 − x)) of the x at which a beta law has a tail strictly between 0 and 1. */
export const betaLogit = (tail: Tail, a: number, b: number): number =>
  solveTail(tail, Math.log(a / b), (u) => {
    const x = 1 / (1 + Math.exp(-u));
    const y = 1 / (1 + Math.exp(u));
    return { tails: betaTailsAt(a, b, x, y), slope: (binomialMass(a, b, x, y) * a * b) / (a + b) };
  });
