import { deviance, stirlingError } from "./factorial.ts";
import type { Tails } from "./tails.ts";

const epsilon = Number.EPSILON;

/** Ten times what the largest shape below Temme's expansion takes. */
const mostSteps = 1_000_000;

/** Keeps Lentz's method from dividing by zero. */
const tiny = 1e-300;

/** x^a e^−x / Γ(a + 1) for a > 0 and x ≥ 0: the probability of a under a Poisson law of mean x (Loader 2000). */
export const poissonMass = (a: number, x: number): number => {
  if (x === 0) return 0;
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
};

/** Σ x^k / ((a + 1) … (a + k)), from k = 0 (Abramowitz & Stegun 6.5.29). */
const series = (a: number, x: number): number => {
  let sum = 1;
  let term = 1;
  for (let at = a + 1; term > sum * epsilon * 0.1; at += 1) {
    term *= x / at;
    sum += term;
  }
  return sum;
};

/** The continued fraction of Γ(a, x) e^x x^−a (Abramowitz & Stegun 6.5.31) by Lentz's method. */
const fraction = (a: number, x: number): number => {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let step = 1; ; step += 1) {
    const numerator = -step * (step - a);
    b += 2;
    d = numerator * d + b;
    c = b + numerator / c;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = Math.abs(c) < tiny ? tiny : c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) <= epsilon || step === mostSteps) return value;
  }
};

/** From this shape on the first term of Temme's expansion is exact to the last digit, and the series would be long. */
const temmeFrom = 1e8;

/** Temme (1979): the normal tail at the signed root of the deviance, and the first term of what is left. */
const largeShape = (a: number, x: number): Tails => {
  const half = deviance(a, x);
  const gap = (x - a) / a;
  const root = Math.sign(gap) * Math.sqrt((2 * half) / a);
  const term = Math.abs(gap) < 1e-4 ? -1 / 3 + gap / 12 : 1 / gap - 1 / root;
  const rest = (Math.exp(-half) / Math.sqrt(2 * Math.PI * a)) * term;
  const far = half === 0 ? 0.5 : gammaTailsAt(0.5, half).upper / 2;
  const [below, above] = gap >= 0 ? [1 - far, far] : [far, 1 - far];
  return { lower: below - rest, upper: above + rest };
};

/** Regularised incomplete gamma functions P(a, x) and Q(a, x) for a > 0: the tails of a gamma law of shape a, scale 1. */
export const gammaTailsAt = (a: number, x: number): Tails => {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (Number.isNaN(x)) return { lower: x, upper: x };
  if (a >= temmeFrom) return largeShape(a, x);
  const mass = poissonMass(a, x);
  if (x < a + 1) {
    const lower = mass === 0 ? 0 : Math.min(1, mass * series(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = mass === 0 ? 0 : Math.min(1, mass * a * fraction(a, x));
  return { lower: 1 - upper, upper };
};
