import { dayNumberOf } from "./civil.ts";
import { readPeriodKey } from "./key.ts";

const millisecondsPerDay = 86_400_000;

interface Formats {
  day: Intl.DateTimeFormat;
  month: Intl.DateTimeFormat;
}

const formatsByLocale = new Map<string, Formats>();

const formatsOf = (locale: string): Formats => {
  const known = formatsByLocale.get(locale);
  if (known !== undefined) return known;
  const made = {
    day: new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" }),
    month: new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" }),
  };
  formatsByLocale.set(locale, made);
  return made;
};

/** A period's name for people: `9 Mar 2001`, `Week 10, 2001`, `March 2001`, `Q1 2001`, `P3 FY2001`; an unknown key as it is. */
export const periodLabel = (key: string, locale = "en-GB"): string => {
  const name = readPeriodKey(key);
  if (name === null) return key;
  const format = (kind: keyof Formats, month: number, day: number): string =>
    formatsOf(locale)[kind].format(dayNumberOf(name.year, month, day) * millisecondsPerDay);
  switch (name.grain) {
    case "day":
      return format("day", name.month, name.day);
    case "week":
      return `Week ${name.week}, ${name.year}`;
    case "month":
      return name.fiscal ? `P${name.month} FY${name.year}` : format("month", name.month, 1);
    case "quarter":
      return `Q${name.quarter} ${name.fiscal ? "FY" : ""}${name.year}`;
    case "year":
      return key;
  }
};
