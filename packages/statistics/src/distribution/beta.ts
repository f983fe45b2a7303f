import { betaLogit, betaTailsAt } from "./incomplete-beta.ts";
import { needPositive, sideOf, type Tail, type Tails } from "./tails.ts";

/** Tails of a beta law on [0, 1] at x (Abramowitz & Stegun 26.5.1). */
export const betaTails = (x: number, a: number, b: number): Tails => {
  needPositive({ a, b });
  return betaTailsAt(a, b, x, 1 - x);
};

/** The x in [0, 1] of a tail of a beta law. */
export const betaQuantile = (tail: Tail, a: number, b: number): number => {
  needPositive({ a, b });
  const { side, probability } = sideOf(tail);
  if (probability === 0 || probability === 1) return (probability === 0) === (side === "lower") ? 0 : 1;
  return 1 / (1 + Math.exp(-betaLogit(tail, a, b)));
};
