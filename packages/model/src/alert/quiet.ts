import { z } from "zod";
import type { Calendar } from "../time/calendar.ts";
import { workingDays } from "../time/holidays.ts";
import { localParts, startOfDay, wallClockToInstant } from "../time/zone.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write a time of day, e.g. 22:00");

/** When a channel keeps silent, on the workspace's clock; critical alerts pass. */
export const quietSchema = z.strictObject({
  from: clock.optional(),
  to: clock.optional(),
  /** Also on weekends and holidays of the calendar. */
  daysOff: z.boolean().default(false),
});
export type Quiet = z.infer<typeof quietSchema>;

const day = 86_400_000;

/** Days looked ahead; a calendar without any working day in a month is taken at its word no longer. */
const mostDays = 31;

const minutesOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
};

/** The next instant outside quiet hours at or after one; null when it lies outside already. */
const afterHours = ({ from, to }: Quiet, at: number, { timeZone }: Calendar): number | null => {
  if (from === undefined || to === undefined || from === to) return null;
  const { dayNumber, hour, minute } = localParts(at, timeZone);
  const [start, end, here] = [minutesOf(from), minutesOf(to), hour * 60 + minute];
  const overnight = start > end;
  const isQuiet = overnight ? here >= start || here < end : here >= start && here < end;
  if (!isQuiet) return null;
  const endsTomorrow = overnight && here >= start;
  return wallClockToInstant(dayNumber + (endsTomorrow ? 1 : 0), end * 60_000, timeZone);
};

const afterDayOff = ({ daysOff }: Quiet, at: number, calendar: Calendar): number | null => {
  if (!daysOff) return null;
  const { dayNumber } = localParts(at, calendar.timeZone);
  const start = startOfDay(dayNumber, calendar.timeZone);
  const next = startOfDay(dayNumber + 1, calendar.timeZone);
  return next > start && workingDays({ start, end: next }, calendar) === 0 ? next : null;
};

/** The first instant (epoch ms) at or after one at which a channel may speak. */
export const speaksFrom = (quiet: Quiet | null, at: number, calendar: Calendar): number => {
  if (quiet === null) return at;
  let instant = at;
  while (instant - at < mostDays * day) {
    const later = afterHours(quiet, instant, calendar) ?? afterDayOff(quiet, instant, calendar);
    if (later === null || later <= instant) return instant;
    instant = later;
  }
  return at;
};
