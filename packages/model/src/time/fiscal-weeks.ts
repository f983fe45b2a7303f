import { type FiscalWeeks, type Weekday, weekdays } from "./calendar.ts";
import { civilDateOf, dayNumberOf, daysInMonth } from "./civil.ts";

/**
 * Fiscal years of 52 or 53 whole weeks. Year n ends in or near its month of the calendar year n, so that every n has one
 * year, though a calendar year may hold two of their ends, or none. Months count from year 0, twelve a year.
 */

/** The weekday of a day (days since 1970-01-01, a Thursday). */
export const weekdayOf = (dayNumber: number): Weekday => weekdays[(((dayNumber + 3) % 7) + 7) % 7] as Weekday;

/** Last day (days since 1970-01-01) of the fiscal year n. */
const lastDayOfYear = (year: number, { month, weekday, yearEnd }: FiscalWeeks): number => {
  const monthEnd = dayNumberOf(year, month, daysInMonth(year, month));
  const past = (weekdays.indexOf(weekdayOf(monthEnd)) - weekdays.indexOf(weekday) + 7) % 7;
  return yearEnd === "nearest" && past > 3 ? monthEnd - past + 7 : monthEnd - past;
};

const firstDayOfYear = (year: number, weeks: FiscalWeeks): number => lastDayOfYear(year - 1, weeks) + 1;

/** Weeks of the twelve months of year n; the last month of one quarter takes the 53rd. */
const weeksOfMonths = (year: number, weeks: FiscalWeeks): number[] => {
  const quarter = weeks.pattern.split("-").map(Number);
  const long = firstDayOfYear(year + 1, weeks) - firstDayOfYear(year, weeks) === 53 * 7;
  return [...quarter, ...quarter, ...quarter, ...quarter].map((length, index) =>
    long && index === weeks.extraWeekIn * 3 - 1 ? length + 1 : length,
  );
};

/** First day (days since 1970-01-01) of a fiscal month. */
export const firstDayOfFiscalMonth = (ordinal: number, weeks: FiscalWeeks): number => {
  const year = Math.floor(ordinal / 12);
  const before = weeksOfMonths(year, weeks).slice(0, ordinal - year * 12);
  return firstDayOfYear(year, weeks) + 7 * before.reduce((sum, length) => sum + length, 0);
};

/** The fiscal month a day (days since 1970-01-01) lies in. */
export const fiscalMonthOf = (dayNumber: number, weeks: FiscalWeeks): number => {
  let year = civilDateOf(dayNumber).year + 1;
  while (firstDayOfYear(year, weeks) > dayNumber) year -= 1;
  let week = Math.floor((dayNumber - firstDayOfYear(year, weeks)) / 7);
  const month = weeksOfMonths(year, weeks).findIndex((length) => {
    week -= length;
    return week < 0;
  });
  return year * 12 + month;
};

/** What is added to the number of a fiscal year to make its name. */
export const fiscalWeeksName = ({ namedBy, month }: FiscalWeeks): number =>
  namedBy === "start" && month < 12 ? -1 : 0;
