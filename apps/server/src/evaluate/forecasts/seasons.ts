import type { Grain } from "@sextant/model/time/grain";

/** Periods after which values of a grain may repeat; each is tested on the series. */
export const seasonsOf: Record<Grain, readonly number[]> = {
  day: [7, 365],
  week: [52],
  month: [12],
  quarter: [4],
  year: [],
};

/** Periods forecast: far enough to act on, near enough to mean something. */
export const horizonOf: Record<Grain, number> = { day: 28, week: 13, month: 12, quarter: 8, year: 4 };
