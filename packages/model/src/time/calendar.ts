export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

/** Weeks of the three months of a quarter, where a fiscal year is made of whole weeks. */
export const weekPatterns = ["4-4-5", "4-5-4", "5-4-4"] as const;
export type WeekPattern = (typeof weekPatterns)[number];

/** A fiscal year of 52 or 53 whole weeks (the retail calendar, IRC § 441(f)); its months, quarters and years replace the Gregorian ones. */
export interface FiscalWeeks {
  pattern: WeekPattern;
  /** Whether the year ends on the last such weekday of the month, or on the one nearest to the month's end. */
  yearEnd: "last" | "nearest";
  /** The last day of every fiscal week. */
  weekday: Weekday;
  /** The month the year ends in or near, 1 to 12. */
  month: number;
  /** Whether a year is called by the calendar year its last or its first month belongs to. */
  namedBy: "end" | "start";
  /** The quarter, 1 to 4, whose last month takes a 53rd week. */
  extraWeekIn: number;
}

/** A day that is not worked; `date` is `2026-12-25`, or `12-25` for every year. */
export interface Holiday {
  date: string;
  label: string;
}

/** The rules that cut time into periods and tell working days from others (T1). Versioned with the workspace definitions. */
export interface Calendar {
  /** IANA zone, e.g. `America/New_York`. */
  timeZone: string;
  weekStart: "monday" | "sunday";
  /** Month the fiscal year starts in, 1 to 12; 1 means calendar years. Of no effect where years are made of weeks. */
  fiscalYearStart: number;
  fiscalWeeks?: FiscalWeeks | undefined;
  /** None when not given. */
  holidays?: readonly Holiday[] | undefined;
  /** Saturday and Sunday when not given. */
  weekend?: readonly Weekday[] | undefined;
}
