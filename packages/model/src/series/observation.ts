/** Why a value is or is not there (T5): a number, an empty period that means nothing, or a period nobody reported on. */
export type Presence = "value" | "empty" | "unknown";

/** One value of one series for one period. */
export interface Observation {
  periodKey: string;
  /** Epoch milliseconds, half-open. */
  start: number;
  end: number;
  /** Null when `presence` is not `value`. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** Rows the value rests on (N4). */
  sampleSize: number;
  presence: Presence;
  /** Settled when no more data may come (T2). */
  settled: boolean;
  /** True for the period `now` lies in: it is not over. */
  current: boolean;
}
