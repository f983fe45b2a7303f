import { periodAt, samePeriodInYear } from "./arithmetic.ts";
import type { Calendar } from "./calendar.ts";
import { type Grain, grains } from "./grain.ts";
import { movedDay, movedInstant } from "./move.ts";
import type { Period } from "./period.ts";
import { localParts, startOfDay } from "./zone.ts";

/**
 * A half-open span [start, end) of time, epoch ms. One with a grain is meant as that period of the calendar, as every
 * `Period` is; one without is any span, even where its ends happen to be those of a week.
 */
export interface Interval {
  start: number;
  end: number;
  grain?: Grain;
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

const spanOf = ({ start, end, grain }: Period): Interval => ({ start, end, grain });

/** Whether the span is the whole period it is meant as; part of one, such as what has elapsed of it, is not. */
const isWhole = ({ start, end, grain }: Interval, calendar: Calendar): boolean => {
  if (grain === undefined || start >= end) return false;
  const period = periodAt(start, grain, calendar);
  return period.start === start && period.end === end;
};

/** A day moved by months stays one day, the last of a shorter month; moved by days it may become one the zone skipped. */
const movedWholeDay = ({ start }: Interval, { count, unit }: Length, calendar: Calendar): Interval => {
  if (unit === "year") return spanOf(samePeriodInYear(periodAt(start, "day", calendar), count, calendar));
  const { timeZone } = calendar;
  const moved = movedDay(localParts(start, timeZone).dayNumber, count, unit, calendar);
  return { start: startOfDay(moved, timeZone), end: startOfDay(moved + 1, timeZone), grain: "day" };
};

/** A week moved by years is the week of the same number; by months, the week its middle day is moved into. */
const movedWholeWeek = ({ start }: Interval, { count, unit }: Length, calendar: Calendar): Interval => {
  if (unit === "year") return spanOf(samePeriodInYear(periodAt(start, "week", calendar), count, calendar));
  const middle = localParts(start, calendar.timeZone).dayNumber + 3;
  return spanOf(periodAt(startOfDay(movedDay(middle, count, unit, calendar), calendar.timeZone), "week", calendar));
};

/**
 * The interval moved by an offset (T4). A whole period stays whole wherever the offset allows: months go to months, a week
 * goes to the week of the same number a year earlier. Any other interval has both its ends moved, so a window of days
 * moved by months may change its length; to keep it, move the period first and take the window of that.
 */
export const shifted = (interval: Interval, offset: Offset, calendar: Calendar): Interval => {
  const step = stepOf(offset);
  if (step.count === 0) return interval;
  const grain = isWhole(interval, calendar) ? interval.grain : undefined;
  if (grain === "day") return movedWholeDay(interval, step, calendar);
  if (grain === "week" && step.unit !== "day" && step.unit !== "week") return movedWholeWeek(interval, step, calendar);
  const start = movedInstant(interval.start, step.count, step.unit, calendar);
  const end = movedInstant(interval.end, step.count, step.unit, calendar);
  return grain !== undefined && isWhole({ start, end, grain }, calendar) ? { start, end, grain } : { start, end };
};
