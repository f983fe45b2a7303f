import { betaLogit, betaTailsAt } from "./incomplete-beta.ts";
import { needPositive, sideOf, type Tail, type Tails } from "./tails.ts";

/** Tails of F with `df1` and `df2` degrees of freedom at x (Abramowitz & Stegun 26.6.2). */
export const fTails = (x: number, df1: number, df2: number): Tails => {
  needPositive({ df1, df2 });
  if (x <= 0) return { lower: 0, upper: 1 };
  const odds = (df1 / df2) * x;
  return betaTailsAt(df1 / 2, df2 / 2, 1 / (1 + 1 / odds), 1 / (1 + odds));
};

/** The x of a tail of F; 0 and Infinity at probabilities 0 and 1. */
export const fQuantile = (tail: Tail, df1: number, df2: number): number => {
  needPositive({ df1, df2 });
  const { side, probability } = sideOf(tail);
  if (probability === 0 || probability === 1)
    return (probability === 0) === (side === "lower") ? 0 : Number.POSITIVE_INFINITY;
  return (df2 / df1) * Math.exp(betaLogit(tail, df1 / 2, df2 / 2));
};
