import type { Grain } from "./grain.ts";

/** A concrete half-open span [start, end) in a calendar (T1); instants are epoch milliseconds. */
export interface Period {
  grain: Grain;
  /** Stable name in the calendar: `2001-03-09`, `2001-W10`, `2001-03`, `2001-Q1`, `2001`; fiscal ones are prefixed `FY`: `FY2001-P03`. */
  key: string;
  start: number;
  end: number;
}
