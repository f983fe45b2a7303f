import { periodAt, samePeriodInYear } from "./arithmetic.ts";
import type { Calendar } from "./calendar.ts";
import { type Grain, grains } from "./grain.ts";
import { movedDay, movedInstant } from "./move.ts";
import type { Period } from "./period.ts";
import { localParts, startOfDay } from "./zone.ts";

/** A half-open span [start, end) of time, epoch ms; it need not be a period of the calendar. */
export interface Interval {
  start: number;
  end: number;
}

/** A length in local calendar units; months, quarters and years are the calendar's own. */
export interface Length {
  count: number;
  unit: Grain;
}

/** How far an interval is moved (T4); negative is earlier. */
export type Offset = { length: Length; times: number } | { periods: number; grain: Grain } | { previousYear: true };

/** The longest length of each unit: about eleven years of days and weeks, fifty years of the rest. */
const longest: Record<Grain, number> = { day: 4000, week: 571, month: 600, quarter: 200, year: 50 };

const lengthShape = /^([1-9]\d{0,3}) +([a-z]+)$/;

/** Reads a length such as `28 days`, `1 year` or `4 weeks`; null when it is none, not positive, or too long to be meant. */
export const readLength = (text: string): Length | null => {
  const match = lengthShape.exec(text.trim());
  if (match === null) return null;
  const unit = grains.find((grain) => match[2] === grain || match[2] === `${grain}s`);
  const count = Number(match[1]);
  return unit === undefined || count > longest[unit] ? null : { count, unit };
};

/** The rolling window of this length that ends where the interval ends. */
export const trailing = (interval: Interval, length: Length, calendar: Calendar): Interval => ({
  start: movedInstant(interval.end, -length.count, length.unit, calendar),
  end: interval.end,
});

/** From the start of the period of this grain that holds the interval's last instant, to the interval's end. */
export const toDate = (interval: Interval, grain: Grain, calendar: Calendar): Interval => ({
  start: periodAt(interval.end - 1, grain, calendar).start,
  end: interval.end,
});

const stepOf = (offset: Offset): Length => {
  if ("length" in offset) return { count: offset.length.count * offset.times, unit: offset.length.unit };
  return "periods" in offset ? { count: offset.periods, unit: offset.grain } : { count: -1, unit: "year" };
};

const spanOf = ({ start, end }: Period): Interval => ({ start, end });

/** The interval as a period of this grain, or null when it is not exactly one. */
const exactly = ({ start, end }: Interval, grain: Grain, calendar: Calendar): Period | null => {
  if (start >= end) return null;
  const period = periodAt(start, grain, calendar);
  return period.start === start && period.end === end ? period : null;
};

/** A day moved by months stays one day, the last of a shorter month; by years it is the same day of that year. */
const movedWholeDay = (day: Period, { count, unit }: Length, calendar: Calendar): Interval => {
  if (unit === "year") return spanOf(samePeriodInYear(day, count, calendar));
  const moved = movedDay(localParts(day.start, calendar.timeZone).dayNumber, count, unit, calendar);
  return { start: startOfDay(moved, calendar.timeZone), end: startOfDay(moved + 1, calendar.timeZone) };
};

/** A week moved by years is the week of the same number; by months, the week its middle day is moved into. */
const movedWholeWeek = (week: Period, { count, unit }: Length, calendar: Calendar): Interval => {
  if (unit === "year") return spanOf(samePeriodInYear(week, count, calendar));
  const middle = localParts(week.start, calendar.timeZone).dayNumber + 3;
  return spanOf(periodAt(startOfDay(movedDay(middle, count, unit, calendar), calendar.timeZone), "week", calendar));
};

/**
 * The interval moved by an offset (T4). A period of the calendar stays whole wherever the offset allows: months go to
 * months, a week goes to the week of the same number a year earlier. Any other interval has both its ends moved, so a
 * window of days moved by months may change its length; to keep it, move the period first and take the window of that.
 */
export const shifted = (interval: Interval, offset: Offset, calendar: Calendar): Interval => {
  const step = stepOf(offset);
  if (step.count === 0) return { start: interval.start, end: interval.end };
  if (step.unit !== "day" && step.unit !== "week") {
    const day = exactly(interval, "day", calendar);
    if (day !== null) return movedWholeDay(day, step, calendar);
    const week = exactly(interval, "week", calendar);
    if (week !== null) return movedWholeWeek(week, step, calendar);
  }
  return {
    start: movedInstant(interval.start, step.count, step.unit, calendar),
    end: movedInstant(interval.end, step.count, step.unit, calendar),
  };
};
