import type { Calendar } from "./calendar.ts";
import { dayNumberOf } from "./civil.ts";
import type { Grain } from "./grain.ts";
import { readPeriodKey, writePeriodKey } from "./key.ts";
import { movedDay } from "./move.ts";
import { firstDayOf, nameOf, ordinalOfDay, ordinalOfKey, ordinalOfName } from "./ordinal.ts";
import type { Period } from "./period.ts";
import { localParts, startOfDay } from "./zone.ts";

const periodOf = (ordinal: number, grain: Grain, calendar: Calendar): Period => ({
  grain,
  key: writePeriodKey(nameOf(ordinal, grain, calendar)),
  start: startOfDay(firstDayOf(ordinal, grain, calendar), calendar.timeZone),
  end: startOfDay(firstDayOf(ordinal + 1, grain, calendar), calendar.timeZone),
});

const strange = (period: Period): RangeError =>
  new RangeError(`Period ${period.key} does not belong to this calendar.`);

const ordinalOf = (period: Period, calendar: Calendar): number => {
  const ordinal = ordinalOfKey(period.key, calendar);
  if (ordinal === null) throw strange(period);
  return ordinal;
};

/**
 * The period that contains the instant (epoch ms). Where a clock set back repeats the end of a day after midnight,
 * those minutes belong to the day that has already begun: periods never overlap (T1).
 */
export const periodAt = (instant: number, grain: Grain, calendar: Calendar): Period => {
  let ordinal = ordinalOfDay(localParts(instant, calendar.timeZone).dayNumber, grain, calendar);
  let period = periodOf(ordinal, grain, calendar);
  while (instant >= period.end) {
    ordinal += 1;
    period = periodOf(ordinal, grain, calendar);
  }
  return period;
};

/**
 * All periods that intersect [from, to) (epoch ms), in order; none when the span is empty.
 * A day the zone skipped holds no instant, so it is never among them.
 */
export const periodsBetween = (from: number, to: number, grain: Grain, calendar: Calendar): Period[] => {
  if (!(from < to)) return [];
  const periods: Period[] = [];
  let period = periodAt(from, grain, calendar);
  let ordinal = ordinalOf(period, calendar);
  while (period.start < to) {
    if (period.end > period.start) periods.push(period);
    ordinal += 1;
    period = periodOf(ordinal, grain, calendar);
  }
  return periods;
};

/** The period n periods later, or earlier when `by` is negative; a skipped day keeps its place, with no length. */
export const shiftPeriod = (period: Period, by: number, calendar: Calendar): Period =>
  periodOf(ordinalOf(period, calendar) + by, period.grain, calendar);

/**
 * The period of the same name `years` later, or earlier when negative: a day with the same date (29 February with
 * 28 February), a week with the same number (week 53 with week 52 when that year has no 53rd), a month, quarter or year.
 * Where years are made of weeks, a day with the same weekday of the same fiscal week, one of a 53rd week with the 52nd.
 */
export const samePeriodInYear = (period: Period, years: number, calendar: Calendar): Period => {
  const name = readPeriodKey(period.key);
  if (name === null) throw strange(period);
  switch (name.grain) {
    case "day":
      return periodOf(movedDay(dayNumberOf(name.year, name.month, name.day), years, "year", calendar), "day", calendar);
    case "week": {
      const year = name.year + years;
      const ordinal =
        ordinalOfName({ ...name, year }, calendar) ?? ordinalOfName({ ...name, year, week: 52 }, calendar);
      if (ordinal === null) throw strange(period);
      return periodOf(ordinal, "week", calendar);
    }
    case "month":
      return shiftPeriod(period, 12 * years, calendar);
    case "quarter":
      return shiftPeriod(period, 4 * years, calendar);
    case "year":
      return shiftPeriod(period, years, calendar);
  }
};

/** The period of the year before; what it is set beside is said at `samePeriodInYear`. */
export const samePeriodLastYear = (period: Period, calendar: Calendar): Period =>
  samePeriodInYear(period, -1, calendar);

/** The period a key names, or null when it names none of this calendar. */
export const parsePeriodKey = (key: string, calendar: Calendar): Period | null => {
  const name = readPeriodKey(key);
  if (name === null) return null;
  const ordinal = ordinalOfName(name, calendar);
  return ordinal === null ? null : periodOf(ordinal, name.grain, calendar);
};
