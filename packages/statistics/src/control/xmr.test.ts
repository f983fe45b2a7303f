import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomSource } from "../random/random.ts";
import { xmrExamples } from "../reference/xmr.ts";
import { type XmrChart, xmrChart, xmrScores } from "./xmr.ts";

const chartOf = (series: readonly (number | null)[]): XmrChart => {
  const chart = xmrChart(series);
  if (chart.kind !== "chart") throw new Error(`only ${chart.have} of ${chart.need}`);
  return chart;
};

const noise = (count: number, seed: number): number[] => Array.from({ length: count }, randomSource(seed).normal);

describe("published charts", () => {
  it.each(xmrExamples)("agree: $source", ({ series, within, ...published }) => {
    const chart = chartOf(series);
    for (const figure of ["mean", "meanRange", "lower", "upper"] as const) {
      expect(Math.abs(chart[figure] - published[figure]), figure).toBeLessThanOrEqual(within);
    }
    expect(chart.signals).toEqual([]);
  });

  it("agree on the upper limit of a moving range (Wheeler: 15.36)", () => {
    expect(chartOf(xmrExamples[0]?.series ?? []).rangeUpper).toBeCloseTo(15.36, 2);
  });
});

describe("a signal", () => {
  const calm = [0, 20, 0, 20, 0, 20, 0, 20, 0, 20, 0, 20];

  it("is a value outside the natural limits, on its side", () => {
    expect(chartOf([...calm, 120]).signals).toEqual([{ index: 12, rule: "outside_limits", side: "above" }]);
    expect(chartOf([...calm, -100]).signals).toEqual([{ index: 12, rule: "outside_limits", side: "below" }]);
  });

  it("is the eighth value in a row on one side of the mean, not the seventh", () => {
    const alternating = [8, 12, 8, 12, 8, 12, 8];
    const seven = chartOf([...alternating, ...Array.from({ length: 7 }, () => 11)]);
    expect(seven).toMatchObject({ signals: [], run: null });
    const eight = chartOf([...alternating, ...Array.from({ length: 8 }, () => 11)]);
    expect(eight).toMatchObject({ signals: [{ index: 14, rule: "run_of_eight", side: "above" }], run: "above" });
  });

  it("in a run that has ended does not count as a run at the end", () => {
    const ended = chartOf([8, 12, 8, 12, 8, 12, 8, ...Array.from({ length: 8 }, () => 11), 5]);
    expect(ended.run).toBeNull();
    expect(ended.signals.map(({ rule }) => rule)).toContain("run_of_eight");
  });

  it("does not come from a run that a gap interrupts", () => {
    const high = Array.from({ length: 4 }, () => 11);
    expect(chartOf([8, 12, 8, 12, 8, 12, 8, ...high, null, ...high]).signals).toEqual([]);
  });

  it("does not come from equal values, whatever their rounding", () => {
    expect(chartOf(Array.from({ length: 100 }, () => 0.1))).toMatchObject({ signals: [], run: null, meanRange: 0 });
  });

  it("comes from the first value that leaves a series of equal ones", () => {
    const { signals } = chartOf([...Array.from({ length: 20 }, () => 5), 6]);
    expect(signals).toContainEqual({ index: 20, rule: "outside_limits", side: "above" });
  });
});

describe("gaps", () => {
  it("have no moving range across them", () => {
    const chart = chartOf([1, 2, 1, 2, 1, null, 101, 102, 101]);
    expect(chart.meanRange).toBe(1);
  });

  it("leave too little data when hardly two values are neighbours", () => {
    expect(xmrChart([1, null, 2, null, 3, null, 4, null, 5, null, 6, 7])).toEqual({
      kind: "too_little_data",
      have: 2,
      need: 6,
    });
  });
});

it("limits need six values", () => {
  expect(xmrChart([])).toEqual({ kind: "too_little_data", have: 0, need: 6 });
  expect(xmrChart([1, 2, 3, 4, 5])).toEqual({ kind: "too_little_data", have: 5, need: 6 });
  expect(xmrChart([1, 2, 3, 4, 5, 6]).kind).toBe("chart");
});

it("pure noise leaves the limits about once in 370 values and ends a run of eight about once in 128", () => {
  const count = 100_000;
  const { signals } = chartOf(noise(count, 20_010_309));
  const rate = (rule: string): number => signals.filter((signal) => signal.rule === rule).length / count;
  expect(rate("outside_limits")).toBeGreaterThan(1 / 370 - 0.0005);
  expect(rate("outside_limits")).toBeLessThan(1 / 370 + 0.0005);
  expect(rate("run_of_eight")).toBeGreaterThan(1 / 128 - 0.001);
  expect(rate("run_of_eight")).toBeLessThan(1 / 128 + 0.001);
});

it("limits move with the values and scale with their unit", () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 40 });
  fc.assert(
    fc.property(values, fc.integer({ min: -500, max: 500 }), fc.constantFrom(0.25, 2, 60), (series, shift, scale) => {
      const plain = chartOf(series);
      const moved = chartOf(series.map((value) => (value + shift) * scale));
      expect(moved.lower).toBeCloseTo((plain.lower + shift) * scale, 6);
      expect(moved.upper).toBeCloseTo((plain.upper + shift) * scale, 6);
    }),
  );
});

describe("values in deviations of their own chart", () => {
  it("lie at ±3 on its limits, to the rounding of 2.66", () => {
    const chart = chartOf(xmrExamples[0]?.series ?? []);
    const [upper, lower, gap] = xmrScores([chart.upper, chart.lower, null], chart);
    expect(upper).toBeCloseTo(3, 2);
    expect(lower).toBeCloseTo(-3, 2);
    expect(gap).toBeNull();
  });

  it("are 0 or infinite where the chart has no width", () => {
    expect(xmrScores([5, 6, 4], { mean: 5, meanRange: 0 })).toEqual([
      0,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });
});
