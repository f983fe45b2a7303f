import { at } from "../describe/values.ts";
import { repeats } from "../season/detect.ts";
import { mstl } from "../season/mstl.ts";

/** A series without its seasons, and the way back for what is expected of it. */
export interface Adjusted {
  values: Float64Array;
  /** Periods that were found to repeat. */
  periods: readonly number[];
  restore: (expected: Float64Array) => Float64Array;
}

/** Where the smallest value is this share of the middle one, logarithms are dominated by it. */
const leastShare = 0.02;

/** Whether a series is one of proportions: all values are positive and none is next to zero beside the others. */
export const isProportional = (values: Float64Array): boolean => {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) least = Math.min(least, value);
  if (least <= 0) return false;
  const middle = at(values.toSorted(), Math.floor(values.length / 2));
  return least > leastShare * middle;
};

/** From a period of this many values, cycles are few and noisy and the season is smoothed over more of them. */
const longPeriod = 26;

/**
 * Takes the seasons out: as factors (MSTL of logarithms) where all values are well above zero, else as differences. The
 * last cycle of each season is what the future has.
 */
export const adjust = (values: Float64Array, candidates: readonly number[]): Adjusted => {
  const periods = candidates.filter((period) => repeats(values, period)).toSorted((a, b) => a - b);
  if (periods.length === 0) return { values, periods, restore: (expected) => expected };
  const factors = isProportional(values);
  const window = periods[0] !== undefined && periods[0] >= longPeriod ? 25 : 15;
  const { seasons } = mstl(factors ? values.map(Math.log) : values, periods, window);
  const count = values.length;
  const seasonAt = (index: number): number => seasons.reduce((sum, season) => sum + at(season, index), 0);
  const aheadAt = (step: number): number =>
    seasons.reduce((sum, season, place) => {
      const period = periods[place] ?? 1;
      return sum + at(season, count - period + (step % period));
    }, 0);
  return factors
    ? {
        values: values.map((value, index) => value / Math.exp(seasonAt(index))),
        periods,
        restore: (expected) => expected.map((value, step) => value * Math.exp(aheadAt(step))),
      }
    : {
        values: values.map((value, index) => value - seasonAt(index)),
        periods,
        restore: (expected) => expected.map((value, step) => value + aheadAt(step)),
      };
};
