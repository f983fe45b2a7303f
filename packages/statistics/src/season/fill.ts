import { bridgeGaps } from "../describe/gaps.ts";
import { nearestRank } from "../describe/robust.ts";
import { at } from "../describe/values.ts";
import { stl } from "./stl.ts";

/** A series made ready to fit on: from the first known value to the last, nothing missing. */
export interface Filled {
  values: Float64Array;
  /** Values missing after the last known one. */
  behind: number;
  /** How many values were known. */
  have: number;
  /** Indices, in the series given, of values so far from all others that they were treated as missing. */
  setAside: number[];
}

/** A value this many ranges of the middle nine tenths from the median says something about its source, not the series. */
const farRanges = 30;

/** Indices of values that cannot belong: a slip of units or a sentinel such as 1e18. */
export const findStrays = (series: readonly (number | null)[]): number[] => {
  const sorted = series.filter((value) => value !== null).toSorted((a, b) => a - b);
  const middle = nearestRank(sorted, 0.5);
  const range = nearestRank(sorted, 0.95) - nearestRank(sorted, 0.05);
  const reach = farRanges * Math.max(range, Math.abs(middle));
  if (!(reach > 0) || sorted.length < 10) return [];
  return [...series.entries()].flatMap(([index, value]) =>
    value !== null && Math.abs(value - middle) > reach ? [index] : [],
  );
};

/** Interpolates what the season leaves and puts the season back, so that a gap of a cycle keeps its shape. */
const interpolateSeason = (known: readonly (number | null)[], first: Float64Array, period: number): Float64Array => {
  let values = first;
  for (let round = 0; round < 3; round += 1) {
    const { season } = stl(values, period, { seasonWindow: "periodic", robust: false });
    const flat = bridgeGaps(known.map((value, index) => (value === null ? null : value - at(season, index))));
    values = Float64Array.from(flat, (value, index) => value + at(season, index));
  }
  return values;
};

/**
 * Fills the gaps of a series: along a straight line, around the shortest period's season where there are more than two
 * cycles. What is not finite is missing.
 */
export const fillGaps = (series: readonly (number | null)[], periods: readonly number[]): Filled => {
  const finite = series.map((value) => (value !== null && Number.isFinite(value) ? value : null));
  const setAside = findStrays(finite);
  for (const index of setAside) finite[index] = null;
  const start = finite.findIndex((value) => value !== null);
  const end = finite.findLastIndex((value) => value !== null);
  const known = start < 0 ? [] : finite.slice(start, end + 1);
  const have = known.filter((value) => value !== null).length;
  const period = Math.min(...periods.filter((one) => one >= 2));
  const straight = Float64Array.from(bridgeGaps(known));
  const seasonal = have < known.length && known.length > 2 * period && have > 2 * period;
  const values = seasonal ? interpolateSeason(known, straight, period) : straight;
  return { values, behind: series.length - 1 - end, have, setAside };
};
