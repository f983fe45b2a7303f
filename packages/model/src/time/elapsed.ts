import type { Calendar } from "./calendar.ts";
import type { Period } from "./period.ts";
import { localParts, wallClockToInstant } from "./zone.ts";

/**
 * The part of `earlier` that corresponds to [period.start, until) (T3, `to_date_like_for_like`): as many local days and as
 * much wall clock time after its start, never past its end. Once `period` is over, that is the whole of `earlier`.
 */
export const elapsedPart = (period: Period, until: number, earlier: Period, calendar: Calendar): Period => {
  if (until >= period.end) return earlier;
  if (until <= period.start) return { ...earlier, end: earlier.start };
  const { timeZone } = calendar;
  const now = localParts(until, timeZone);
  const days = now.dayNumber - localParts(period.start, timeZone).dayNumber;
  const timeOfDay = ((now.hour * 60 + now.minute) * 60 + now.second) * 1000 + now.millisecond;
  const cut = wallClockToInstant(localParts(earlier.start, timeZone).dayNumber + days, timeOfDay, timeZone);
  return { ...earlier, end: Math.min(Math.max(cut, earlier.start), earlier.end) };
};
