import { describe, expect, it } from "vitest";
import type { Observation } from "../series/observation.ts";
import { compareSeries } from "./compare-series.ts";
import { compareStatuses } from "./compare-statuses.ts";

const period = (index: number, value: number | null, current = false): Observation => ({
  periodKey: `p${index}`,
  start: index,
  end: index + 1,
  value,
  numerator: null,
  denominator: null,
  sampleSize: 1,
  presence: value === null ? "empty" : "value",
  settled: true,
  current,
});
const series = (...values: (number | null)[]): Observation[] => values.map((value, index) => period(index, value));

describe("what a change does to past values (K3)", () => {
  it("is nothing for a series that is not there", () => {
    expect(compareSeries([], [])).toEqual({
      points: [],
      moved: 0,
      appeared: 0,
      disappeared: 0,
      median: null,
      largest: null,
    });
  });

  it.each([
    ["moved values, not those that stay", series(1, 2, 3), series(1, 4, 3), { moved: 1, appeared: 0, disappeared: 0 }],
    ["values that appear", series(null, 2), series(7, 2), { moved: 0, appeared: 1, disappeared: 0 }],
    ["values that disappear", series(1, 2), series(1, null), { moved: 0, appeared: 0, disappeared: 1 }],
    [
      "no periods that have no value on either side",
      series(null),
      series(null),
      { moved: 0, appeared: 0, disappeared: 0 },
    ],
    [
      "no rounding of a sum added up in another order",
      series(0.3),
      series(0.1 + 0.2),
      { moved: 0, appeared: 0, disappeared: 0 },
    ],
    ["a sign that changes", series(5), series(-5), { moved: 1, appeared: 0, disappeared: 0 }],
    ["a series that only one side has", [], series(1, 2), { moved: 0, appeared: 2, disappeared: 0 }],
  ])("counts %s", (_, before, after, counts) => {
    expect(compareSeries(before, after)).toMatchObject(counts);
  });

  it("leaves the period out that is not over", () => {
    expect(compareSeries([period(0, 1, true)], [period(0, 9, true)]).points).toEqual([]);
  });

  it("takes the median of the sizes, whatever their signs, between the middle two of an even number", () => {
    // Moves of -1, +3, -5 and +20; of 10, 10, 10 and 0: a tenth, three tenths, a half, and no share of zero.
    const effect = compareSeries(series(10, 10, 10, 0), series(9, 13, 5, 20));
    expect(effect.median?.absolute).toBe(4);
    expect(effect.median?.relative).toBeCloseTo(0.3, 12);
  });

  it("names the largest move with its period, and no share of a value that was zero", () => {
    expect(compareSeries(series(10, 0), series(9, 20)).largest).toEqual({
      periodKey: "p1",
      before: 0,
      after: 20,
      absolute: 20,
      relative: null,
    });
    expect(compareSeries(series(-10), series(-15)).largest).toMatchObject({ absolute: -5, relative: -0.5 });
  });

  it("names the latest of equal moves", () => {
    expect(compareSeries(series(1, 1), series(2, 0)).largest?.periodKey).toBe("p1");
  });
});

describe("what a change does to past statuses (K3)", () => {
  const status = (periodKey: string, to: "green" | "yellow" | "red" | "unknown") => ({ periodKey, status: to });

  it("compares the periods both sides judge", () => {
    const before = [status("a", "green"), status("b", "green"), status("c", "red")];
    const after = [status("b", "red"), status("c", "red"), status("d", "green")];
    expect(compareStatuses(before, after)).toEqual({
      periods: 2,
      changes: [{ periodKey: "b", from: "green", to: "red" }],
    });
  });

  it("is nothing where one side judges nothing", () => {
    expect(compareStatuses([], [status("a", "red")])).toEqual({ periods: 0, changes: [] });
  });
});
