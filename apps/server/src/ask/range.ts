import { Problem } from "@sextant/model/problem/problem";
import { periodAt, periodsBetween } from "@sextant/model/time/arithmetic";
import type { Calendar } from "@sextant/model/time/calendar";
import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import { localToInstant } from "@sextant/model/time/zone";
import { windowSpans } from "./spans.ts";

/** Periods one question may cover. */
const mostPeriods = 2000;

/** Shortest length of a period of each grain, ms; a bound before any period is made. */
const shortest: Record<Grain, number> = {
  day: 79_200_000,
  week: 600_000_000,
  month: 2_419_200_000 - 7_200_000,
  quarter: 7_700_000_000,
  year: 31_440_000_000,
};

const refuse = (detail: string, hint: string): Problem => new Problem("invalid_request", detail, { hint });

const readDate = (name: string, text: string, calendar: Calendar): number => {
  const instant = localToInstant(text, calendar.timeZone);
  if (instant !== null) return instant;
  throw refuse(`${name} is ${JSON.stringify(text)}, which is not a date.`, "Write a local date such as 2001-03-01.");
};

/** What bounds a question in time; `from` and `to` are local dates, `to` is exclusive. */
export interface Bounds {
  from?: string | undefined;
  to?: string | undefined;
  grain: Grain;
  /** Periods back from now when `from` is not given. */
  window: number;
}

/** The periods a question covers, up to and with the one now lies in; throws invalid_request. */
export const spansWithin = (
  { from, to, grain, window }: Bounds,
  now: number,
  first: number | null,
  calendar: Calendar,
): Period[] => {
  const current = periodAt(now, grain, calendar);
  const end = to === undefined ? current.end : Math.min(readDate("to", to, calendar), current.end);
  if (from === undefined) {
    const until = to === undefined ? now : Math.min(now, end - 1);
    return windowSpans(grain, window, until, first, calendar);
  }
  const start = readDate("from", from, calendar);
  if (start >= end) throw refuse("from is not before to, or lies in the future.", "Choose an earlier from.");
  if ((end - start) / shortest[grain] > mostPeriods) {
    throw refuse(`That is more than ${mostPeriods} periods.`, "Choose a later from, or a longer grain.");
  }
  return periodsBetween(start, end, grain, calendar);
};
