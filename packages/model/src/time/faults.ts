import type { Calendar } from "./calendar.ts";
import { isTimeZone } from "./zone.ts";

/** What is wrong with a calendar as an author wrote it, one sentence each; empty when it can be used. */
export const findCalendarFaults = (calendar: Calendar): string[] => {
  const faults: string[] = [];
  if (!isTimeZone(calendar.timeZone)) {
    faults.push(`"${calendar.timeZone}" is not an IANA time zone; write one such as "Europe/Berlin" or "UTC".`);
  }
  if (calendar.weekStart !== "monday" && calendar.weekStart !== "sunday") {
    faults.push(`Weeks start on "monday" or "sunday", not on "${String(calendar.weekStart)}".`);
  }
  const month = calendar.fiscalYearStart;
  if (!Number.isInteger(month) || month < 1 || month > 12) {
    faults.push(`The fiscal year starts in a month from 1 to 12, not ${month}; 1 means calendar years.`);
  }
  return faults;
};
