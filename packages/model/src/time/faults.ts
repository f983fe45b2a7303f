import type { Calendar } from "./calendar.ts";
import { daysInMonth } from "./civil.ts";
import { readPeriodKey } from "./key.ts";
import { isTimeZone } from "./zone.ts";

/** One thing wrong with a calendar; `path` leads to it in the author's YAML. */
export interface CalendarFault {
  path: (string | number)[];
  message: string;
  hint: string;
}

/** Whether a text is a date that exists, `2026-12-25`, or a month and day that exist in some year, `12-25`. */
const isHolidayDate = (date: string): boolean => {
  if (readPeriodKey(date)?.grain === "day") return true;
  const match = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(date);
  return match !== null && Number(match[2]) <= daysInMonth(2000, Number(match[1]));
};

const holidayFaults = ({ holidays = [] }: Calendar): CalendarFault[] => {
  const first = new Map<string, number>();
  for (const [index, { date }] of holidays.entries()) if (!first.has(date)) first.set(date, index);
  return holidays.flatMap(({ date }, index): CalendarFault[] => {
    const path = ["holidays", index, "date"];
    if (!isHolidayDate(date)) {
      const hint = "Write 2026-12-25, or 12-25 for every year.";
      return [{ path, message: `"${date}" is no day of the Gregorian calendar.`, hint }];
    }
    const isTwice = first.get(date) !== index;
    if (!isTwice && !(date.length === 10 && first.has(date.slice(5)))) return [];
    const message = isTwice
      ? `${date} is a holiday already.`
      : `${date} is a holiday already, by ${date.slice(5)} of every year.`;
    return [{ path, message, hint: "Name each day once; leave one of them out." }];
  });
};

const fiscalFaults = ({ fiscalYearStart, fiscalWeeks }: Calendar): CalendarFault[] => {
  const path = ["fiscal_year_start"];
  if (!Number.isInteger(fiscalYearStart) || fiscalYearStart < 1 || fiscalYearStart > 12) {
    const message = `The fiscal year starts in a month from 1 to 12, not ${fiscalYearStart}; 1 means calendar years.`;
    return [{ path, message, hint: "Write the number of the month." }];
  }
  if (fiscalWeeks === undefined) return [];
  const { month, weekday, yearEnd } = fiscalWeeks;
  const start = (month % 12) + 1;
  if (fiscalYearStart === 1 || fiscalYearStart === start) return [];
  const end = yearEnd === "last" ? `on the last ${weekday} of` : `on the ${weekday} nearest the end of`;
  const message = `The fiscal year cannot start in month ${fiscalYearStart} and end ${end} month ${month}.`;
  return [{ path, message, hint: `Leave fiscal_year_start out: fiscal_weeks says when years end.` }];
};

/** What is wrong with a calendar as an author wrote it; empty when it can be used. */
export const findCalendarFaults = (calendar: Calendar): CalendarFault[] => {
  const faults: CalendarFault[] = [];
  if (!isTimeZone(calendar.timeZone)) {
    const message = `"${calendar.timeZone}" is not an IANA time zone.`;
    faults.push({ path: ["time_zone"], message, hint: 'Write one such as "Europe/Berlin" or "UTC".' });
  }
  if (calendar.weekStart !== "monday" && calendar.weekStart !== "sunday") {
    const message = `Weeks do not start on "${String(calendar.weekStart)}".`;
    faults.push({ path: ["week_start"], message, hint: "Write monday or sunday." });
  }
  return [...faults, ...fiscalFaults(calendar), ...holidayFaults(calendar)];
};
