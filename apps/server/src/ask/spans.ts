import { periodAt, periodsBetween, samePeriodLastYear, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Calendar } from "@sextant/model/time/calendar";
import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";

/** Periods by start, each once, ascending: what a question may ask for. */
export const disjoint = (periods: readonly Period[]): Period[] =>
  [
    ...new Map(periods.filter((period) => period.end > period.start).map((period) => [period.start, period])).values(),
  ].sort((a, b) => a.start - b.start);

/**
 * The last `window` periods up to and with the one `now` lies in, but none that ended before the first row; `first` is null when
 * there is no row.
 */
export const windowSpans = (
  grain: Grain,
  window: number,
  now: number,
  first: number | null,
  calendar: Calendar,
): Period[] => {
  const current = periodAt(now, grain, calendar);
  const start = shiftPeriod(current, -window, calendar).start;
  return periodsBetween(
    first === null ? start : Math.min(Math.max(start, first), current.start),
    current.end,
    grain,
    calendar,
  );
};

/** Whether a period ends after the first row (epoch ms; null when there is none). */
export const isAfter = (period: Period, first: number | null): boolean => first !== null && period.end > first;

/** The periods of the year before, as far as they end after the first row. */
export const yearEarlier = (spans: readonly Period[], first: number | null, calendar: Calendar): Period[] =>
  spans.map((period) => samePeriodLastYear(period, calendar)).filter((period) => isAfter(period, first));
