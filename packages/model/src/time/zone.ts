import { Temporal } from "temporal-polyfill";
import { civilDateOf, dayNumberOf } from "./civil.ts";

/** A wall clock reading; `weekday` counts from Monday as 1, `dayNumber` is the days since 1970-01-01. */
export interface LocalParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  weekday: number;
  dayNumber: number;
}

/** What a wall clock in the zone shows at an instant (epoch ms); throws RangeError for an unknown zone. */
export const localParts = (instant: number, timeZone: string): LocalParts => {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const { year, month, day, hour, minute, second, millisecond, dayOfWeek } = at;
  const dayNumber = dayNumberOf(year, month, day);
  return { year, month, day, hour, minute, second, millisecond, weekday: dayOfWeek, dayNumber };
};

/** The first instant (epoch ms) of every day already asked for, by zone: a dashboard asks for the same ones again and again. */
const dayStarts = new Map<string, Map<number, number>>();

/** Days remembered per zone before starting afresh: 50 years, about 1 MB. */
const rememberedDays = 18_300;

/** First instant (epoch ms) of a local day; a day that the zone skips starts, and ends, where the next one starts. */
export const startOfDay = (dayNumber: number, timeZone: string): number => {
  let starts = dayStarts.get(timeZone);
  if (starts === undefined || starts.size >= rememberedDays) {
    starts = new Map();
    dayStarts.set(timeZone, starts);
  }
  const known = starts.get(dayNumber);
  if (known !== undefined) return known;
  const start = Temporal.PlainDate.from(civilDateOf(dayNumber)).toZonedDateTime(timeZone).epochMilliseconds;
  starts.set(dayNumber, start);
  return start;
};

/** Instant (epoch ms) of a wall clock reading; in a gap the clock is carried forward, in an overlap the first one counts. */
export const wallClockToInstant = (dayNumber: number, millisecondsOfDay: number, timeZone: string): number =>
  Temporal.PlainDate.from(civilDateOf(dayNumber))
    .toPlainDateTime()
    .add({ milliseconds: millisecondsOfDay })
    .toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds;

const localShape = /^\d{4}-\d{2}-\d{2}([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?)?$/;

/** Instant (epoch ms) of a local date (its first instant) or date-time such as `2001-06-30T23:59`; null when malformed. */
export const localToInstant = (localDateTime: string, timeZone: string): number | null => {
  if (!localShape.test(localDateTime)) return null;
  try {
    if (localDateTime.length === 10) {
      return Temporal.PlainDate.from(localDateTime).toZonedDateTime(timeZone).epochMilliseconds;
    }
    const wall = Temporal.PlainDateTime.from(localDateTime);
    return wall.toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** Areas start with a capital in every IANA name; engines and browsers differ in whether they accept `europe/berlin`. */
const zoneShape = /^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/;

/** Whether the runtime knows the IANA zone by exactly this spelling; bare offsets such as `+05:30` are not zones. */
export const isTimeZone = (name: string): boolean => {
  if (!zoneShape.test(name)) return false;
  try {
    const resolved = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    return resolved === name || resolved.toLowerCase() !== name.toLowerCase();
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};
