import type { CohortsAnswer } from "@sextant/model/api/answers/cohorts";
import { describe, expect, it } from "vitest";
import { reachedAges, tintOf, valueRange } from "./cohorts.ts";

const cell = (value: number | null) => ({
  periodKey: "2026-01",
  start: 0,
  end: 1,
  value,
  numerator: null,
  denominator: null,
  sampleSize: 0,
  presence: value === null ? ("unknown" as const) : ("value" as const),
  settled: true,
  current: false,
});
const answer = (...rows: (number | null | undefined)[][]): CohortsAnswer => ({
  now: 0,
  grain: "month",
  unit: { id: "percent", label: "", symbol: "%", position: "after", scale: 100, decimals: 1 },
  ages: [1, 2, 3],
  cohorts: rows.map((cells, index) => ({
    periodKey: `2026-0${index + 1}`,
    start: index,
    end: index + 1,
    size: 10,
    cells: cells.map((value) => (value === undefined ? null : cell(value))),
  })),
  receipt: "r",
});

describe("the tint of a cohort cell", () => {
  const range = valueRange(answer([0.2, 1, 0.6], [0.4, null, undefined]));

  it("grows from the least value to the largest", () => {
    expect(range).toEqual({ least: 0.2, largest: 1 });
    expect([0.2, 0.35, 0.4, 0.6, 1].map((value) => tintOf(cell(value), range))).toEqual([1, 1, 2, 3, 5]);
  });

  it("is none without a value, without a cell, and where all values are alike", () => {
    expect([tintOf(cell(null), range), tintOf(null, range)]).toEqual([0, 0]);
    expect(tintOf(cell(0.5), valueRange(answer([0.5, 0.5])))).toBe(0);
    expect(valueRange(answer([null, undefined]))).toBeNull();
  });
});

describe("the ages shown", () => {
  it("are those some cohort has reached", () => {
    expect(reachedAges(answer([0.5, null, undefined], [0.4, undefined, undefined]))).toEqual([1, 2]);
  });
});
