import type { Learned } from "./learned.ts";

/** A value of a month of 2024 learned on a day of June 2024, settled and by version 1 unless told otherwise. */
export const learnedOn = (day: number, month: number, value: number | null, more: Partial<Learned> = {}): Learned => ({
  periodKey: `2024-0${month}`,
  start: Date.UTC(2024, month - 1),
  end: Date.UTC(2024, month),
  value,
  numerator: null,
  denominator: null,
  sampleSize: 10,
  presence: value === null ? "empty" : "value",
  settled: true,
  knownAt: Date.UTC(2024, 5, day),
  definition: { version: 1, hash: "a" },
  receipt: `r${day}`,
  ...more,
});
