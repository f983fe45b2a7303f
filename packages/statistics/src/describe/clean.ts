import { median, robustDeviation } from "./robust.ts";

const windowMedian = (values: readonly number[], index: number, reach: number): number =>
  median(values.slice(Math.max(0, index - reach), index + reach + 1));

/** Three cycles are the fewest that tell a season from noise. */
const neededCycles = 3;

/**
 * The series without its season: each place in the cycle loses its median distance from a running median one cycle wide;
 * in ratios when all values are positive. Unchanged below three cycles. A plain stand-in for STL: where the caller has a
 * better seasonal part, it subtracts that and gives a period of 1.
 */
export const removeSeason = (values: readonly number[], period: number): number[] => {
  if (period < 2 || values.length < neededCycles * period) return [...values];
  const ratios = values.every((value) => value > 0);
  const away = values.map((value, index) => {
    const trend = windowMedian(values, index, Math.floor(period / 2));
    return ratios ? Math.log(value / trend) : value - trend;
  });
  const places: number[][] = Array.from({ length: period }, () => []);
  for (const [index, value] of away.entries()) places[index % period]?.push(value);
  const season = places.map(median);
  const mean = season.reduce((sum, value) => sum + value, 0) / period;
  return values.map((value, index) => {
    const part = (season[index % period] ?? 0) - mean;
    return ratios ? value / Math.exp(part) : value - part;
  });
};

/** The series with each value held within `width` robust deviations of the median of it and `reach` on either side. */
export const holdWild = (values: readonly number[], reach: number, width: number): number[] => {
  const centres = values.map((_, index) => windowMedian(values, index, reach));
  const spread = robustDeviation(values.map((value, index) => value - (centres[index] ?? 0)));
  if (!(spread > 0)) return [...values];
  return values.map((value, index) => {
    const centre = centres[index] ?? 0;
    return Math.max(centre - width * spread, Math.min(centre + width * spread, value));
  });
};
