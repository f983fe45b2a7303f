import type { Observation } from "@sextant/model/series/observation";
import { describe, expect, test } from "vitest";
import { reportedLine } from "./reported.ts";

const week = 7 * 86_400_000;
const weeks = (values: (number | null)[]): Observation[] =>
  values.map((value, index) => ({
    periodKey: `2001-W${String(index + 1).padStart(2, "0")}`,
    start: index * week,
    end: (index + 1) * week,
    value,
    numerator: null,
    denominator: null,
    sampleSize: 1,
    presence: value === null ? "unknown" : "value",
    settled: true,
    current: false,
  }));
const drawn = (values: (number | null)[], reported: (number | null)[]) => {
  const { runs, marks } = reportedLine(weeks(values), reported);
  return { runs: runs.map((points) => points.map(({ value }) => value)), marks: marks.map(({ index }) => index) };
};

describe("the as-reported line", () => {
  test("is not there while nothing was restated", () => {
    expect(drawn([1, 2, 3], [null, null, null])).toEqual({ runs: [], marks: [] });
    expect(drawn([1, 2, 3], [])).toEqual({ runs: [], marks: [] });
  });

  test("leaves the restated one a period before and comes back a period after", () => {
    expect(drawn([1, 2, 3, 4, 5], [null, null, 9, null, null])).toEqual({ runs: [[2, 9, 4]], marks: [2] });
  });

  test("goes on through neighbours that were restated, and starts anew after others", () => {
    expect(drawn([1, 2, 3, 4, 5, 6], [8, 9, null, null, null, 7])).toEqual({
      runs: [
        [8, 9, 3],
        [5, 7],
      ],
      marks: [0, 1, 5],
    });
  });

  test("does not cross a gap, and shows a value that was taken back", () => {
    expect(drawn([1, null, 3], [5, null, null])).toEqual({ runs: [], marks: [0] });
    expect(drawn([1, null, 3], [null, 5, null])).toEqual({ runs: [[1, 5, 3]], marks: [1] });
  });
});
