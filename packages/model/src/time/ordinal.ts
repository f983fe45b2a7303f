import type { Calendar } from "./calendar.ts";
import { civilDateOf, dayNumberOf } from "./civil.ts";
import { firstDayOfFiscalMonth, fiscalMonthOf, fiscalWeeksName } from "./fiscal-weeks.ts";
import type { Grain } from "./grain.ts";
import { type PeriodName, readPeriodKey } from "./key.ts";

/**
 * Periods of one grain are numbered along the line, so that going n periods on is adding n.
 * Days and weeks count from 1970-01-01, months, quarters and years from year 0. No zone is involved yet.
 */

const weekOffset = (calendar: Calendar): number => (calendar.weekStart === "monday" ? 3 : 4);

/** A week belongs to the year of this day of it: its Thursday (ISO 8601), or its Saturday when weeks start on Sunday. */
const anchorOffset = (calendar: Calendar): number => (calendar.weekStart === "monday" ? 3 : 6);

/** Months are Gregorian ones, or whole weeks where the fiscal year is made of weeks; quarters and years are made of them. */
const monthOf = (dayNumber: number, { fiscalWeeks }: Calendar): number => {
  if (fiscalWeeks !== undefined) return fiscalMonthOf(dayNumber, fiscalWeeks);
  const { year, month } = civilDateOf(dayNumber);
  return year * 12 + month - 1;
};

const firstDayOfMonth = (month: number, { fiscalWeeks }: Calendar): number => {
  if (fiscalWeeks !== undefined) return firstDayOfFiscalMonth(month, fiscalWeeks);
  const year = Math.floor(month / 12);
  return dayNumberOf(year, month - year * 12 + 1, 1);
};

/** Months of year n that lie before its fiscal year; weeks have their own years. */
const fiscalShift = ({ fiscalWeeks, fiscalYearStart }: Calendar): number =>
  fiscalWeeks === undefined ? fiscalYearStart - 1 : 0;

const isFiscal = (calendar: Calendar): boolean => calendar.fiscalWeeks !== undefined || fiscalShift(calendar) > 0;

/** What is added to the number of a year to make its name: fiscal years are named by the year they end in. */
const nameShift = (calendar: Calendar): number => {
  if (calendar.fiscalWeeks !== undefined) return fiscalWeeksName(calendar.fiscalWeeks);
  return isFiscal(calendar) ? 1 : 0;
};

/** Number of the period of this grain that a local day lies in. */
export const ordinalOfDay = (dayNumber: number, grain: Grain, calendar: Calendar): number => {
  switch (grain) {
    case "day":
      return dayNumber;
    case "week":
      return Math.floor((dayNumber + weekOffset(calendar)) / 7);
    case "month":
      return monthOf(dayNumber, calendar);
    case "quarter":
      return Math.floor((monthOf(dayNumber, calendar) - fiscalShift(calendar)) / 3);
    case "year":
      return Math.floor((monthOf(dayNumber, calendar) - fiscalShift(calendar)) / 12);
  }
};

/** First local day of the period with this number, as days since 1970-01-01. */
export const firstDayOf = (ordinal: number, grain: Grain, calendar: Calendar): number => {
  switch (grain) {
    case "day":
      return ordinal;
    case "week":
      return ordinal * 7 - weekOffset(calendar);
    case "month":
      return firstDayOfMonth(ordinal, calendar);
    case "quarter":
      return firstDayOfMonth(ordinal * 3 + fiscalShift(calendar), calendar);
    case "year":
      return firstDayOfMonth(ordinal * 12 + fiscalShift(calendar), calendar);
  }
};

/** Name of the period with this number. */
export const nameOf = (ordinal: number, grain: Grain, calendar: Calendar): PeriodName => {
  const fiscal = isFiscal(calendar);
  const firstDay = firstDayOf(ordinal, grain, calendar);
  switch (grain) {
    case "day":
      return { grain, ...civilDateOf(firstDay) };
    case "week": {
      const anchor = firstDay + anchorOffset(calendar);
      const { year } = civilDateOf(anchor);
      return { grain, year, week: Math.floor((anchor - dayNumberOf(year, 1, 1)) / 7) + 1 };
    }
    case "month": {
      const year = Math.floor(ordinal / 12);
      const byWeeks = calendar.fiscalWeeks !== undefined;
      return {
        grain,
        year: byWeeks ? year + nameShift(calendar) : year,
        month: ordinal - year * 12 + 1,
        fiscal: byWeeks,
      };
    }
    case "quarter": {
      const year = Math.floor(ordinal / 4);
      return { grain, year: year + nameShift(calendar), quarter: ordinal - year * 4 + 1, fiscal };
    }
    case "year":
      return { grain, year: ordinal + nameShift(calendar), fiscal };
  }
};

/** Number of the named period, or null when the calendar has none such: no week 53 that year, `FY` without fiscal years. */
export const ordinalOfName = (name: PeriodName, calendar: Calendar): number | null => {
  const fiscal = isFiscal(calendar);
  switch (name.grain) {
    case "day":
      return dayNumberOf(name.year, name.month, name.day);
    case "week": {
      const dayOfWeekOne = dayNumberOf(name.year, 1, calendar.weekStart === "monday" ? 4 : 1);
      const ordinal = ordinalOfDay(dayOfWeekOne, "week", calendar) + name.week - 1;
      const found = nameOf(ordinal, "week", calendar);
      return found.year === name.year ? ordinal : null;
    }
    case "month":
      if (name.fiscal !== (calendar.fiscalWeeks !== undefined)) return null;
      return (name.fiscal ? name.year - nameShift(calendar) : name.year) * 12 + name.month - 1;
    case "quarter":
      return name.fiscal === fiscal ? (name.year - nameShift(calendar)) * 4 + name.quarter - 1 : null;
    case "year":
      return name.fiscal === fiscal ? name.year - nameShift(calendar) : null;
  }
};

/** Number of the period with this key, or null when the key names no period of the calendar. */
export const ordinalOfKey = (key: string, calendar: Calendar): number | null => {
  const name = readPeriodKey(key);
  return name === null ? null : ordinalOfName(name, calendar);
};
