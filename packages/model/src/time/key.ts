import { daysInMonth } from "./civil.ts";

/** What a period key says, before a calendar gives it bounds; `fiscal` marks the `FY` prefix. */
export type PeriodName =
  | { grain: "day"; year: number; month: number; day: number }
  | { grain: "week"; year: number; week: number }
  | { grain: "month"; year: number; month: number; fiscal: boolean }
  | { grain: "quarter"; year: number; quarter: number; fiscal: boolean }
  | { grain: "year"; year: number; fiscal: boolean };

const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/;
const weekShape = /^(\d{4})-W(\d{2})$/;
const monthShape = /^(\d{4})-(\d{2})$/;
const fiscalMonthShape = /^FY(\d{4})-P(0[1-9]|1[0-2])$/;
const quarterShape = /^(FY)?(\d{4})-Q([1-4])$/;
const yearShape = /^(FY)?(\d{4})$/;

const readMonthOrDay = (key: string): PeriodName | null => {
  const match = dayShape.exec(key) ?? monthShape.exec(key);
  if (match === null) return null;
  const [year, month] = [Number(match[1]), Number(match[2])];
  if (month < 1 || month > 12) return null;
  if (match[3] === undefined) return { grain: "month", year, month, fiscal: false };
  const day = Number(match[3]);
  return day >= 1 && day <= daysInMonth(year, month) ? { grain: "day", year, month, day } : null;
};

/** Reads a period key of years 0000 to 9999, or null when it names no period; week 53 is not checked against the year. */
export const readPeriodKey = (key: string): PeriodName | null => {
  const week = weekShape.exec(key);
  if (week !== null) {
    const number = Number(week[2]);
    return number >= 1 && number <= 53 ? { grain: "week", year: Number(week[1]), week: number } : null;
  }
  const quarter = quarterShape.exec(key);
  if (quarter !== null) {
    const fiscal = quarter[1] !== undefined;
    return { grain: "quarter", year: Number(quarter[2]), quarter: Number(quarter[3]), fiscal };
  }
  const year = yearShape.exec(key);
  if (year !== null) return { grain: "year", year: Number(year[2]), fiscal: year[1] !== undefined };
  const fiscalMonth = fiscalMonthShape.exec(key);
  if (fiscalMonth !== null) {
    return { grain: "month", year: Number(fiscalMonth[1]), month: Number(fiscalMonth[2]), fiscal: true };
  }
  return readMonthOrDay(key);
};

const pad = (value: number, length: number): string => String(value).padStart(length, "0");

/** Writes the key of a period: `2001-03-09`, `2001-W10`, `2001-03`, `2001-Q1`, `2001`, `FY2001-P03`, `FY2001-Q1`, `FY2001`. */
export const writePeriodKey = (name: PeriodName): string => {
  const year = pad(name.year, 4);
  switch (name.grain) {
    case "day":
      return `${year}-${pad(name.month, 2)}-${pad(name.day, 2)}`;
    case "week":
      return `${year}-W${pad(name.week, 2)}`;
    case "month":
      return name.fiscal ? `FY${year}-P${pad(name.month, 2)}` : `${year}-${pad(name.month, 2)}`;
    case "quarter":
      return `${name.fiscal ? "FY" : ""}${year}-Q${name.quarter}`;
    case "year":
      return `${name.fiscal ? "FY" : ""}${year}`;
  }
};
