import type { SourceHealth } from "@sextant/model/source/health";
import { median, robustDeviation } from "@sextant/statistics/describe/robust";

/** Earlier days of the same weekday below which nothing can be said. */
const fewestDays = 4;

/** Deviations a day may lie off: as for an individuals chart. */
const reach = 3;

/**
 * The rows of a day against those of earlier days of its weekday, newest first. The range is the median and three robust deviations,
 * at least those of counted events (the square root of the median, Poisson): a source that always sends ten rows may send twelve.
 */
export const judgeVolume = (rows: number, sameWeekday: readonly number[]): SourceHealth["volume"] => {
  if (sameWeekday.length < fewestDays) return { rows, expected: null, low: null, high: null, verdict: "cannot_tell" };
  const expected = median(sameWeekday);
  const spread = reach * Math.max(robustDeviation(sameWeekday), Math.sqrt(expected));
  const [low, high] = [Math.max(0, expected - spread), expected + spread];
  const verdict = rows < low || (rows === 0 && expected > 0) ? "too_few" : rows > high ? "too_many" : "as_expected";
  return { rows, expected, low, high, verdict };
};
