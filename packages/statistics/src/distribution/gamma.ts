import { gammaTailsAt, poissonMass } from "./incomplete-gamma.ts";
import { needPositive, sideOf, solveTail, type Tail, type Tails } from "./tails.ts";

/** Tails of a gamma law at x (Abramowitz & Stegun 26.4.19); mean = shape × scale, in the units of x. */
export const gammaTails = (x: number, shape: number, scale: number): Tails => {
  needPositive({ shape, scale });
  return gammaTailsAt(shape, x / scale);
};

/** The x of a tail of a gamma law; 0 and Infinity at probabilities 0 and 1. */
export const gammaQuantile = (tail: Tail, shape: number, scale: number): number => {
  needPositive({ shape, scale });
  const { side, probability } = sideOf(tail);
  if (probability === 0 || probability === 1)
    return (probability === 0) === (side === "lower") ? 0 : Number.POSITIVE_INFINITY;
  const logarithm = solveTail(tail, Math.log(shape), (u) => {
    const x = Math.exp(u);
    return { tails: gammaTailsAt(shape, x), slope: poissonMass(shape, x) * shape };
  });
  return scale * Math.exp(logarithm);
};
