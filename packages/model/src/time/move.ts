import type { Calendar } from "./calendar.ts";
import type { Grain } from "./grain.ts";
import { firstDayOf, ordinalOfDay } from "./ordinal.ts";
import { localParts, startOfDay, wallClockToInstant } from "./zone.ts";

/** Months in one period of a grain; days and weeks are counted in days instead. */
const monthsIn: Partial<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };

const monthSpan = (ordinal: number, calendar: Calendar): { first: number; length: number } => {
  const first = firstDayOf(ordinal, "month", calendar);
  return { first, length: firstDayOf(ordinal + 1, "month", calendar) - first };
};

/**
 * The local day (days since 1970-01-01) `count` units on: the same day of another month, or the last one of a shorter
 * month. Where months are whole weeks, that weekday of the last week.
 */
export const movedDay = (dayNumber: number, count: number, unit: Grain, calendar: Calendar): number => {
  const months = monthsIn[unit];
  if (months === undefined) return dayNumber + count * (unit === "week" ? 7 : 1);
  const ordinal = ordinalOfDay(dayNumber, "month", calendar);
  const into = dayNumber - firstDayOf(ordinal, "month", calendar);
  const { first, length } = monthSpan(ordinal + count * months, calendar);
  if (into < length) return first + into;
  return first + length - (calendar.fiscalWeeks === undefined ? 1 : 7 - (into % 7));
};

/** The local day an instant lies in; the bound at which a zone skipped a day is, looking back, the end of the day before that. */
const dayAt = (instant: number, dayNumber: number, backward: boolean, timeZone: string): number =>
  backward && startOfDay(dayNumber - 1, timeZone) === instant ? dayNumber - 1 : dayNumber;

/**
 * The instant (epoch ms) `count` units on by local calendar arithmetic: as many days and as much wall clock time into
 * another month as this one is into its own, never past its end (28 days into March is the end of a February of 28 days).
 * The first instant of a day goes to the first instant of a day. In a gap of the clock it is carried forward.
 */
export const movedInstant = (instant: number, count: number, unit: Grain, calendar: Calendar): number => {
  if (count === 0) return instant;
  const { timeZone } = calendar;
  const local = localParts(instant, timeZone);
  const dayNumber = dayAt(instant, local.dayNumber, count < 0, timeZone);
  const timeOfDay = ((local.hour * 60 + local.minute) * 60 + local.second) * 1000 + local.millisecond;
  const at = (day: number): number =>
    instant === startOfDay(dayNumber, timeZone)
      ? startOfDay(day, timeZone)
      : wallClockToInstant(day, timeOfDay, timeZone);
  const months = monthsIn[unit];
  if (months === undefined) return at(movedDay(dayNumber, count, unit, calendar));
  const ordinal = ordinalOfDay(dayNumber, "month", calendar);
  const into = dayNumber - firstDayOf(ordinal, "month", calendar);
  const { first, length } = monthSpan(ordinal + count * months, calendar);
  return into < length ? at(first + into) : startOfDay(first + length, timeZone);
};
