import { parsePeriodKey } from "../time/arithmetic.ts";
import type { Calendar } from "../time/calendar.ts";
import type { KeyResult, WrittenCycle } from "./objective.ts";

/** A half-open span of instants (epoch ms) and what people call it. */
export interface Cycle {
  label: string;
  start: number;
  end: number;
}

/** A cycle in the calendar; null when it is no period, or ends before it begins. */
export const readCycle = (written: WrittenCycle, calendar: Calendar): Cycle | null => {
  if (typeof written === "string") {
    const period = parsePeriodKey(written, calendar);
    return period === null ? null : { label: period.key, start: period.start, end: period.end };
  }
  const first = parsePeriodKey(written.from, calendar);
  const last = parsePeriodKey(written.to, calendar);
  if (first === null || last === null || last.end <= first.start) return null;
  return { label: written.label ?? `${written.from} to ${written.to}`, start: first.start, end: last.end };
};

/** The window of a key result: its own days, the cycle's where it names none; null when it ends before it begins. */
export const windowOf = (
  { from, by }: Pick<KeyResult, "from" | "by">,
  cycle: Cycle,
  calendar: Calendar,
): Cycle | null => {
  const first = from === undefined ? cycle.start : parsePeriodKey(from, calendar)?.start;
  const last = by === undefined ? cycle.end : parsePeriodKey(by, calendar)?.end;
  if (first === undefined || last === undefined || last <= first) return null;
  return { label: cycle.label, start: first, end: last };
};
