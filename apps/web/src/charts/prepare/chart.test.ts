import type { BandView, UnitView } from "@sextant/model/api/answers/tile";
import type { Observation } from "@sextant/model/series/observation";
import { describe, expect, test } from "vitest";
import { barOf, barScale } from "./bars.ts";
import { plainBehaviour } from "./behaviour.ts";
import { type ChartInput, chartDomain, chartOf } from "./chart.ts";
import { textWidth } from "./text.ts";
import { periodWords, pointWords, sampleWords, seriesWords, stateWords, valueWords } from "./words.ts";

const percent: UnitView = { id: "percent", label: "Per cent", symbol: "%", position: "after", scale: 100, decimals: 1 };
const count: UnitView = { id: "count", label: "Count", symbol: "", position: "after", scale: 1, decimals: 0 };
const start = Date.parse("2001-01-01T00:00:00Z");
const week = 7 * 86_400_000;

const weeks = (
  values: (number | null)[],
  change: (index: number) => Partial<Observation> = () => ({}),
): Observation[] =>
  values.map((value, index) => ({
    periodKey: `2001-W${String(index + 1).padStart(2, "0")}`,
    start: start + index * week,
    end: start + (index + 1) * week,
    value,
    numerator: null,
    denominator: null,
    sampleSize: 1200,
    presence: value === null ? "unknown" : "value",
    settled: true,
    current: false,
    ...change(index),
  }));

const input = (observations: Observation[], more: Partial<ChartInput> = {}): ChartInput => ({
  observations,
  targets: [],
  bands: [],
  limits: null,
  reported: [],
  breaks: [],
  nowcast: null,
  behaviour: plainBehaviour,
  unit: percent,
  grain: "week",
  timeZone: "UTC",
  write: (value) => `${(value * 100).toFixed(1)}%`,
  ...more,
});

const rates = [0.74, 0.75, 0.76, 0.78, 0.81, 0.8];
const bands: BandView[] = [
  { status: "green", from: 0.8, to: null, fromInclusive: true, toInclusive: false },
  { status: "yellow", from: 0.75, to: 0.8, fromInclusive: true, toInclusive: false },
  { status: "red", from: null, to: 0.75, fromInclusive: false, toInclusive: false },
];

describe("a chart", () => {
  test.each([
    ["nothing", []],
    ["one value", [0.5]],
    ["only missing values", [null, null]],
    ["a constant", [0.8, 0.8]],
    ["1e18", [1e18, 2e18]],
    ["negative values", [-5, -2]],
  ])("of %s has places that are numbers, inside its box", (_name, values) => {
    const chart = chartOf(input(weeks(values)), 700, 350);
    for (const { at, value } of chart.series.points) {
      expect(chart.x(at)).toBeGreaterThanOrEqual(chart.plot.left);
      expect(chart.x(at)).toBeLessThanOrEqual(chart.plot.right);
      expect(chart.y(value)).toBeGreaterThanOrEqual(chart.plot.top);
      expect(chart.y(value)).toBeLessThanOrEqual(chart.plot.bottom);
    }
    expect(chart.plot.right).toBeGreaterThan(chart.plot.left);
  });

  test("survives a box with no room at all", () => {
    const chart = chartOf(input(weeks(rates), { bands, targets: rates.map(() => 0.8) }), 20, 10);
    expect(chart.plot.right).toBeGreaterThan(chart.plot.left);
    expect(chart.plot.bottom).toBeGreaterThan(chart.plot.top);
  });

  test("keeps names of target and limits apart even where the lines are one", () => {
    const limits = { lower: 0.799, mean: 0.8, upper: 0.801 };
    const { labels } = chartOf(input(weeks(rates), { limits, targets: rates.map(() => 0.8) }), 900, 350);
    expect(labels.map(({ label }) => label.text)).toHaveLength(4);
    labels.slice(1).forEach(({ y }, index) => {
      expect(y - labels[index]!.y).toBeGreaterThanOrEqual(16 - 1e-9);
    });
  });

  test("leaves room for the widest name beside it, and none on a phone", () => {
    const targets = rates.map(() => 0.8);
    const wide = chartOf(input(weeks(rates), { targets }), 900, 350);
    expect(900 - wide.plot.right).toBeGreaterThanOrEqual(textWidth("Target 80.0%"));
    const phone = chartOf(input(weeks(rates), { targets }), 330, 260);
    expect(phone.labels).toEqual([]);
    expect(phone.targetName).toBe("Target 80.0%");
    expect(phone.plot.right - phone.plot.left).toBeGreaterThan(330 * 0.75);
  });

  test("finds the period under a pixel", () => {
    const chart = chartOf(input(weeks(rates)), 700, 350);
    expect(chart.at(chart.plot.left)).toBeCloseTo(start);
    expect(chart.at(chart.x(start + 2.5 * week))).toBeCloseTo(start + 2.5 * week);
  });

  test("does not let half a week of a count flatten the whole ones", () => {
    const observations = weeks([90_000, 92_000, 91_000, 20_000], (index) =>
      index === 3 ? { current: true, settled: false } : {},
    );
    const { low } = chartDomain(input(observations, { unit: count }));
    expect(low).toBeGreaterThan(80_000);
    const chart = chartOf(input(observations, { unit: count }), 700, 350);
    expect(chart.y(20_000)).toBe(chart.plot.bottom);
  });

  test("shows a current value near the whole ones at its place", () => {
    const observations = weeks([...rates, 0.72], (index) => (index === 6 ? { current: true, settled: false } : {}));
    expect(chartDomain(input(observations)).low).toBeLessThanOrEqual(0.72);
  });
});

describe("bars of slices", () => {
  test("begin at zero when slices are parts of the whole", () => {
    const scale = barScale([10, 40, 50], 100);
    expect(scale.origin).toBe(0);
    expect(barOf(50, scale)).toEqual({ start: 0, length: 100 });
    expect(barOf(10, scale)).toEqual({ start: 0, length: 20 });
  });

  test("show the distance from the whole when it is an average of them", () => {
    const scale = barScale([0.7, 0.9], 0.8);
    expect(barOf(0.7, scale).start).toBe(0);
    expect(barOf(0.7, scale).length).toBeCloseTo(50);
    expect(barOf(0.8, scale).length).toBe(0);
  });

  test("of missing values have no length, not the length of zero from somewhere", () => {
    expect(barOf(null, barScale([null, 5, -5], null))).toEqual({ start: 50, length: 0 });
    expect(barOf(null, barScale([null], null))).toEqual({ start: 0, length: 0 });
    expect(barOf(3, barScale([], null)).length).toBe(0);
    expect(barOf(Number.NaN, barScale([Number.NaN, 1], 1)).length).toBe(0);
  });
});

describe("a chart in words", () => {
  const write = (value: number): string => value.toFixed(1);
  const [first] = weeks([2]) as [Observation];

  test("names a week with its days in the workspace's zone", () => {
    expect(periodWords(first, "UTC")).toBe("Week 1, 2001 (1 Jan to 7 Jan)");
    expect(periodWords({ ...first, periodKey: "2001-01" }, "UTC")).toBe("January 2001");
  });

  test("says everything about a point", () => {
    expect(pointWords({ ...first, settled: false }, { target: 3, reported: null, nowcast: null }, "UTC", write)).toBe(
      "Week 1, 2001 (1 Jan to 7 Jan): 2.0, ended, may still change, target 3.0, 1,200 rows",
    );
  });

  test("tells nothing happened, nobody reported and not over apart", () => {
    const missing = { ...first, value: null };
    expect(stateWords({ ...missing, presence: "empty" })).toBe("nothing happened in this period");
    expect(stateWords({ ...missing, presence: "unknown" })).toBe("nobody has reported on this period");
    expect(stateWords({ ...missing, presence: "unknown", current: true })).toBe("not over, no value so far");
    expect(stateWords({ ...first, current: true })).toBe("so far, not over");
    expect(stateWords(first)).toBeNull();
    expect(valueWords({ ...missing, presence: "empty" }, write)).toBe("none");
    expect(valueWords({ ...missing, presence: "unknown" }, write)).toBe("unknown");
    expect(sampleWords(1)).toBe("1 row");
  });

  test("sums a series up over whole periods only", () => {
    const observations = weeks([1, null, 3, 99], (index) => (index === 3 ? { current: true, settled: false } : {}));
    expect(seriesWords(observations, "UTC", write)).toBe(
      "2 whole periods, between 1.0 and 3.0; last 3.0 in Week 3, 2001 (15 Jan to 21 Jan). 1 without a value.",
    );
    expect(seriesWords([], "UTC", write)).toBe("No values in this range.");
  });
});
