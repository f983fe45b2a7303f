import { type Changes, findChanges } from "../change/changes.ts";
import { learn } from "../control/baseline.ts";
import { bridgeGaps } from "../describe/gaps.ts";
import type { TooLittleData } from "../describe/too-little-data.ts";
import { findSeasons } from "../season/seasons.ts";
import { stl } from "../season/stl.ts";
import { cutGaps, uncut } from "./cut.ts";

/** What repeats or moves by itself in a series: no evidence that anything left its usual ways. */
export interface Usual {
  /** Periods in the season; null where nothing repeats clearly. */
  season: number | null;
  /** What season and trend add to each value, in its units; zeros where there is neither. */
  offsets: number[];
  /** The series less the offsets. */
  adjusted: (number | null)[];
  changes: Changes | TooLittleData;
}

/** A season that takes less than half of the variance without trend is no expectation worth drawing. */
const clearStrength = 0.5;

/** The season may change over eleven cycles; robust, so that one odd value is not expected again next season. */
const evolving = { seasonWindow: 11, robust: true } as const;

/** As many cycles as a season needs to be told from noise. */
const neededCycles = 3;

const clearSeason = (values: readonly number[], periods: readonly number[]): number | null => {
  const candidates = periods.filter((period) => values.length >= neededCycles * period);
  const clear = findSeasons(Float64Array.from(values), candidates).filter(({ strength }) => strength >= clearStrength);
  return clear[0]?.period ?? null;
};

/** What a slope, a growth or a curve expects beyond the level of its stretch; zeros where only the level changes. */
const trendOf = (changes: Changes | TooLittleData, count: number): number[] => {
  if (changes.kind === "too_little_data" || changes.shape === "level") return new Array<number>(count).fill(0);
  const starts = [0, ...changes.changes.map(({ index }) => index), count];
  return changes.fitted.map((value, index) => {
    const after = starts.findIndex((start) => start > index);
    const stretch = changes.fitted.slice(starts[after - 1] ?? 0, starts[after] ?? count);
    return value - stretch.reduce((sum, one) => sum + one, 0) / stretch.length;
  });
};

/** Changes of the series without its long gaps, at their places in the whole one. */
const changesOf = (series: readonly (number | null)[], season: number): Changes | TooLittleData => {
  const cut = cutGaps(series, season);
  const found = findChanges(cut.series, season);
  if (found.kind === "too_little_data" || cut.places.length === series.length) return found;
  const back = (values: readonly number[]): number[] => uncut(values, cut, series.length);
  const changes = found.changes.map((change) => ({ ...change, index: cut.places[change.index] ?? change.index }));
  return { ...found, changes, cleaned: back(found.cleaned), fitted: back(found.fitted) };
};

/** Takes the clearest season and the trend out of a series. Gaps stay gaps. */
export const usualOf = (series: readonly (number | null)[], periods: readonly number[]): Usual => {
  const bridged = bridgeGaps(series);
  const season = clearSeason(bridged, periods);
  const changes = changesOf(series, season ?? 1);
  if (bridged.length === 0) return { season, offsets: [], adjusted: [...series], changes };
  const repeating = season === null ? null : stl(Float64Array.from(bridged), season, evolving).season;
  const trend = trendOf(changes, series.length);
  const offsets = bridged.map((_, index) => (repeating?.[index] ?? 0) + (trend[index] ?? 0));
  const adjusted = series.map((value, index) => (value === null ? null : value - (offsets[index] ?? 0)));
  return { season, offsets, adjusted, changes };
};

/** How much of a period's distance from the mean the next one inherits, 0 unless a stretch shows it; never below 0. */
export const inheritedOf = (stretch: readonly (number | null)[]): number => {
  const taught = learn(
    stretch.map((value) => (value === null ? null : { value })),
    "measured",
  );
  return taught.kind === "baseline" ? Math.max(0, taught.memory) : 0;
};
