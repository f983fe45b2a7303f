import type { Calendar, Holiday, Weekday } from "./calendar.ts";
import { civilDateOf } from "./civil.ts";
import { weekdayOf } from "./fiscal-weeks.ts";
import { writePeriodKey } from "./key.ts";
import { localParts, startOfDay } from "./zone.ts";

/** The days of rest of a calendar that names none. */
const usualWeekend: readonly Weekday[] = ["saturday", "sunday"];

/** Holidays by date; yearly ones by month and day. */
const holidaysByDate = (calendar: Calendar): Map<string, Holiday> =>
  new Map((calendar.holidays ?? []).map((holiday) => [holiday.date, holiday]));

const dateOf = (dayNumber: number): string => writePeriodKey({ grain: "day", ...civilDateOf(dayNumber) });

const found = (date: string, holidays: ReadonlyMap<string, Holiday>): Holiday | undefined =>
  holidays.get(date) ?? holidays.get(date.slice(5));

/** The local days that begin in the span, as days since 1970-01-01; a day the zone skipped is none. */
const daysIn = (span: { start: number; end: number }, { timeZone }: Calendar): number[] => {
  const days: number[] = [];
  if (!(span.start < span.end)) return days;
  let day = localParts(span.start, timeZone).dayNumber;
  for (let start = startOfDay(day, timeZone); start < span.end; day += 1) {
    const next = startOfDay(day + 1, timeZone);
    if (start >= span.start && next > start) days.push(day);
    start = next;
  }
  return days;
};

/** Whether a day (days since 1970-01-01) is a holiday of the calendar. */
export const isHoliday = (dayNumber: number, calendar: Calendar): boolean =>
  found(dateOf(dayNumber), holidaysByDate(calendar)) !== undefined;

/** The holidays that begin in [start, end) (epoch ms), each with its full date, in order. */
export const holidaysBetween = (span: { start: number; end: number }, calendar: Calendar): Holiday[] => {
  const holidays = holidaysByDate(calendar);
  if (holidays.size === 0) return [];
  return daysIn(span, calendar).flatMap((day) => {
    const date = dateOf(day);
    const holiday = found(date, holidays);
    return holiday === undefined ? [] : [{ date, label: holiday.label }];
  });
};

/** How many local days that begin in [start, end) (epoch ms) are neither of the weekend nor a holiday. */
export const workingDays = (span: { start: number; end: number }, calendar: Calendar): number => {
  const holidays = holidaysByDate(calendar);
  const weekend = calendar.weekend ?? usualWeekend;
  return daysIn(span, calendar).filter(
    (day) => !weekend.includes(weekdayOf(day)) && found(dateOf(day), holidays) === undefined,
  ).length;
};
