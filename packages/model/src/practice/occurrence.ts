import { periodAt, shiftPeriod } from "../time/arithmetic.ts";
import { type Calendar, weekdays } from "../time/calendar.ts";
import { civilDateOf, dayNumberOf } from "../time/civil.ts";
import type { Grain } from "../time/grain.ts";
import type { Period } from "../time/period.ts";
import { localParts, wallClockToInstant } from "../time/zone.ts";
import type { ReviewSeries } from "./review-series.ts";

/** One date of a series: the day in the workspace, and when it begins and ends (epoch ms). */
export interface Occurrence {
  day: string;
  start: number;
  end: number;
}

const grains: Record<ReviewSeries["cadence"], Grain> = {
  weekly: "week",
  biweekly: "week",
  monthly: "month",
  quarterly: "quarter",
};

/** Monday 5 January 1970: the weeks of a biweekly review without a first day are counted from it. */
const firstMonday = 4;

const dayOf = (date: string): number => {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return dayNumberOf(year, month, day);
};

const two = (number: number): string => String(number).padStart(2, "0");

const dateOf = (dayNumber: number): string => {
  const { year, month, day } = civilDateOf(dayNumber);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
};

/** The date of a series within one of its periods; null in the week a biweekly review leaves out, and before its first day. */
const within = (series: ReviewSeries, period: Period, calendar: Calendar): Occurrence | null => {
  const first = localParts(period.start, calendar.timeZone).dayNumber;
  const wanted = weekdays.indexOf(series.weekday);
  // 1970-01-01, day 0, was a Thursday.
  const weekday = (((first + 3) % 7) + 7) % 7;
  const dayNumber = first + ((wanted - weekday + 7) % 7);
  const starts = series.starts === undefined ? null : dayOf(series.starts);
  if (starts !== null && dayNumber < starts) return null;
  if (series.cadence === "biweekly") {
    const weeks = Math.floor((dayNumber - (starts ?? firstMonday)) / 7);
    if (weeks % 2 !== 0) return null;
  }
  const [hour = 0, minute = 0] = series.time.split(":").map(Number);
  const start = wallClockToInstant(dayNumber, (hour * 60 + minute) * 60_000, calendar.timeZone);
  return { day: dateOf(dayNumber), start, end: start + series.minutes * 60_000 };
};

/** The dates of a series that end after an instant (epoch ms), soonest first; each hour is kept by the clock across summer time. */
export const occurrencesFrom = (
  series: ReviewSeries,
  calendar: Calendar,
  from: number,
  count: number,
): Occurrence[] => {
  const found: Occurrence[] = [];
  const grain = grains[series.cadence];
  const begin = Math.max(
    from,
    series.starts === undefined ? from : wallClockToInstant(dayOf(series.starts), 0, calendar.timeZone),
  );
  let period = shiftPeriod(periodAt(begin, grain, calendar), -1, calendar);
  while (found.length < count) {
    const occurrence = within(series, period, calendar);
    if (occurrence !== null && occurrence.end > from) found.push(occurrence);
    period = shiftPeriod(period, 1, calendar);
  }
  return found;
};

/** The last date of a series that has begun by an instant (epoch ms); null when none has. */
export const occurrenceBefore = (series: ReviewSeries, calendar: Calendar, instant: number): Occurrence | null => {
  let period = periodAt(instant, grains[series.cadence], calendar);
  // A biweekly review leaves out one week, and this week's may be still to come.
  for (let back = 0; back < 4; back += 1) {
    const occurrence = within(series, period, calendar);
    if (occurrence !== null && occurrence.start <= instant) return occurrence;
    period = shiftPeriod(period, -1, calendar);
  }
  return null;
};

export const seriesStates = ["open", "overdue", "due", "planned"] as const;
/** How a series stands: its review is being held, was missed, is today, or is still to come. */
export type SeriesState = (typeof seriesStates)[number];

/** Judges a series: a date without a review is due on its day and overdue afterwards; dates before `since` (epoch ms) ask for none. */
export const seriesState = ({
  latest,
  heldFor,
  isOpen,
  since,
  now,
  calendar,
}: {
  latest: Occurrence | null;
  /** Whether a review was opened for the latest date. */
  heldFor: boolean;
  isOpen: boolean;
  since: number;
  now: number;
  calendar: Calendar;
}): SeriesState => {
  if (isOpen) return "open";
  if (latest === null || heldFor || latest.start < since) return "planned";
  return periodAt(latest.start, "day", calendar).end <= now ? "overdue" : "due";
};
