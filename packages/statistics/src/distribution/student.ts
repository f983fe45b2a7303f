import { betaLogit, betaTailsAt } from "./incomplete-beta.ts";
import { needPositive, sideOf, type Tail, type Tails } from "./tails.ts";

/** Tails of Student's t with `df` degrees of freedom, not only whole ones, at t (Abramowitz & Stegun 26.7.1). */
export const studentTails = (t: number, df: number): Tails => {
  needPositive({ df });
  const odds = (t / df) * t;
  const { lower } = betaTailsAt(df / 2, 0.5, 1 / (1 + odds), t === 0 ? 0 : 1 / (1 + 1 / odds));
  const far = lower / 2;
  return t >= 0 ? { lower: 1 - far, upper: far } : { lower: far, upper: 1 - far };
};

/** The t of a tail; ±Infinity at probability 0 or 1. */
export const studentQuantile = (tail: Tail, df: number): number => {
  needPositive({ df });
  const { side, probability } = sideOf(tail);
  const sign = (side === "lower") === probability > 0.5 ? 1 : -1;
  const small = Math.min(probability, 1 - probability);
  if (small === 0.5) return 0;
  if (small === 0) return sign * Number.POSITIVE_INFINITY;
  const both: Tail = small < 0.25 ? { lower: 2 * small } : { upper: 1 - 2 * small };
  return sign * Math.sqrt(df * Math.exp(-betaLogit(both, df / 2, 0.5)));
};
