import { median } from "../describe/robust.ts";
import { mean as average, squares } from "../describe/values.ts";

/** What can be odd about a series: its recent level, its recent spread, or its level for this place in the season. */
export type Feature = "level" | "spread" | "season";

/** A feature of a series at every index, from that value and earlier ones; null where there is too little of it. */
type Track = (number | null)[];

/** Recent values for level and spread; enough to smooth, few enough to be prompt. */
const recent = 8;

/** A place in the season is compared by a longer mean: three times as smooth. */
const recentInSeason = 24;

const seasonsBack = [1, 2, 3] as const;

const present = (series: readonly (number | null)[], end: number, width: number): number[] =>
  series.slice(Math.max(0, end - width + 1), end + 1).filter((value) => value !== null);

const rolling = (series: readonly (number | null)[], width: number, of: (values: readonly number[]) => number): Track =>
  series.map((value, index) => (value === null ? null : of(present(series, index, width))));

/** Standard deviation over n. */
const deviation = (values: readonly number[]): number => Math.sqrt(squares(values, average(values)) / values.length);

/** Mean of the last values less the median of the same mean one, two and three seasons ago, as far as there were any. */
const againstSeason = (series: readonly (number | null)[], period: number): Track => {
  const level = rolling(series, recentInSeason, average);
  return level.map((value, index) => {
    const earlier = seasonsBack.map((back) => level[index - back * period] ?? null).filter((one) => one !== null);
    return value === null || earlier.length === 0 ? null : value - median(earlier);
  });
};

/** The features of a series; that of the season only where it has one, of two periods or more. */
export const featuresOf = (series: readonly (number | null)[], period: number): [Feature, Track][] => [
  ["level", rolling(series, recent, average)],
  ["spread", rolling(series, recent, deviation)],
  ...(period >= 2 ? ([["season", againstSeason(series, period)]] satisfies [Feature, Track][]) : []),
];
