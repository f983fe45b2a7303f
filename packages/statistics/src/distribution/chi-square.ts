import { gammaQuantile, gammaTails } from "./gamma.ts";
import type { Tail, Tails } from "./tails.ts";

/** Tails of χ² with `df` degrees of freedom at x: a gamma law of shape df / 2 and scale 2. */
export const chiSquareTails = (x: number, df: number): Tails => gammaTails(x, df / 2, 2);

/** The x of a tail of χ² with `df` degrees of freedom. */
export const chiSquareQuantile = (tail: Tail, df: number): number => gammaQuantile(tail, df / 2, 2);
