import { at } from "../describe/values.ts";
import { repeats } from "./detect.ts";
import { mstl } from "./mstl.ts";

/** How much of a series one period explains. */
export interface Season {
  period: number;
  /** Share of the variance without trend that the season takes, 0 to 1 (Wang, Smith & Hyndman 2006). */
  strength: number;
}

const variance = (values: Float64Array): number => {
  let [sum, square] = [0, 0];
  for (const value of values) sum += value / values.length;
  for (const value of values) square += (value - sum) ** 2;
  return square / values.length;
};

/**
 * Which of the candidate periods repeat in a series without gaps, shortest first, and how strongly. A period passes when
 * its autocorrelation is outside what the shorter lags explain at 90 %, and needs more than two whole cycles; about one
 * candidate in ten passes on pure noise, with a strength that says so.
 */
export const findSeasons = (values: Float64Array, candidates: readonly number[]): Season[] => {
  const periods = candidates.filter((period) => repeats(values, period)).toSorted((a, b) => a - b);
  const { seasons, remainder } = mstl(values, periods);
  const rest = variance(remainder);
  return periods.map((period, place) => {
    const season = seasons[place] ?? remainder;
    const whole = variance(season.map((value, index) => value + at(remainder, index)));
    return { period, strength: whole > 0 ? Math.max(0, 1 - rest / whole) : 0 };
  });
};
