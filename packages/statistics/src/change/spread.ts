import type { TooLittleData } from "../describe/too-little-data.ts";
import type { Changes } from "./changes.ts";
import { spreadCost } from "./cost.ts";
import { stepErrors } from "./memory.ts";
import { pelt } from "./pelt.ts";

/** A change of how much a series varies, by the first index after it. */
export interface SpreadChange {
  index: number;
  /** Standard deviation of one step before and after, in the units of the series; a share under growth. */
  before: number;
  after: number;
  /** From 0 to 1, against the same explanation without this change. */
  confidence: number;
}

/** A spread takes more values than a level. */
const least = 10;

/** Where, and the new spread. */
const parameters = 2;

/**
 * Changes of spread around what `findChanges` found: PELT over one-step errors under a cost of n ln σ², with 4 ln n for a
 * change. Under growth the distances are logarithms of ratios, so spreads are shares of the level.
 */
export const findSpreadChanges = ({ shape, cleaned, fitted, memory }: Changes): SpreadChange[] | TooLittleData => {
  const have = cleaned.length;
  if (have < 2 * least) return { kind: "too_little_data", have, need: 2 * least };
  const residuals = cleaned.map((value, index) => {
    const expected = fitted[index] ?? value;
    return shape === "growth" ? Math.log(value / expected) : value - expected;
  });
  const errors = stepErrors(residuals, memory);
  if (!errors.some((error) => error !== 0)) return [];
  const cost = spreadCost(errors);
  const price = parameters * 2 * Math.log(errors.length);
  const { cuts } = pelt(errors.length, cost, price, least);
  const deviation = (start: number, end: number): number =>
    Math.sqrt(errors.slice(start, end).reduce((sum, error) => sum + error * error, 0) / (end - start));
  return cuts.map((index, at) => {
    const [start, end] = [cuts[at - 1] ?? 0, cuts[at + 1] ?? errors.length];
    const gain = cost(start, end) - cost(start, index) - cost(index, end) - price;
    const confidence = 1 / (1 + Math.exp(-gain / 2));
    return { index, before: deviation(start, index), after: deviation(index, end), confidence };
  });
};
