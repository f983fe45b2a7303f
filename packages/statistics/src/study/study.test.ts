import { describe, expect, it } from "vitest";
import { randomSource } from "../random/random.ts";
import { cutGaps, uncut } from "./cut.ts";
import { studyOf } from "./study.ts";

const noise = (count: number, seed: number, size = 1): number[] => {
  const source = randomSource(seed);
  return Array.from({ length: count }, () => 100 + size * source.normal());
};
const weekly = [0, 5, 3, 2, 10, -20, -25];
const at = (index: number): number => weekly[index % 7] ?? 0;

describe("the study of a series", () => {
  it("says nothing of two points, of nothing, and of what never changes", () => {
    expect(studyOf({ series: [1, 2], periods: [] })).toMatchObject({
      signals: [],
      changes: [],
      expected: [],
      phases: [{ chart: { kind: "too_little_data", have: 2, need: 6 } }],
    });
    expect(studyOf({ series: new Array(50).fill(null), periods: [7] }).signals).toEqual([]);
    const constant = studyOf({ series: new Array(50).fill(0.1 + 0.2), periods: [7] });
    expect(constant).toMatchObject({ signals: [], changes: [], season: null, expected: [] });
  });

  it("starts limits anew at a level shift, and calls it a change once", () => {
    const series = noise(60, 1).map((value, index) => (index >= 40 ? value + 10 : value));
    const { phases, signals } = studyOf({ series, periods: [] });
    expect(phases.map(({ start, because }) => [start, because])).toEqual([
      [0, "start"],
      [40, "confirmed"],
    ]);
    expect(signals.filter(({ method }) => method === "change")).toMatchObject([{ index: 40, side: "above" }]);
    expect(signals.filter(({ method }) => method === "outside_limits")).toEqual([]);
  });

  it("takes a recorded act for the reason of a shift beside it", () => {
    const series = noise(60, 1).map((value, index) => (index >= 40 ? value + 10 : value));
    const { phases } = studyOf({ series, periods: [], recorded: [38] });
    expect(phases.map(({ start, because }) => [start, because])).toEqual([
      [0, "start"],
      [38, "recorded"],
    ]);
  });

  it("sees a shift on the last day as a value outside the limits, and moves no limits yet", () => {
    const series = noise(100, 2).map((value, index) => (index === 99 ? value + 30 : value));
    const { phases, signals } = studyOf({ series, periods: [7] });
    expect(phases.length).toBe(1);
    expect(signals.filter(({ index }) => index === 99)).toContainEqual(
      expect.objectContaining({ method: "outside_limits", side: "above" }),
    );
  });

  it("holds a phase that is too short for limits against the ones before", () => {
    const series = noise(60, 1).map((value, index) => (index === 59 ? value + 30 : value));
    const { phases, signals } = studyOf({ series, periods: [], recorded: [56] });
    expect(phases.at(-1)?.chart).toMatchObject({ kind: "too_little_data", have: 4 });
    const late = signals.filter(({ method, index }) => method === "outside_limits" && index >= 56);
    expect(late.map(({ index }) => index)).toEqual([59]);
  });

  it("expects Sundays to be low, and a Sunday like a Monday to be odd", () => {
    const series = noise(140, 3).map((value, index) => value + at(index) + (index === 132 ? 20 : 0));
    const { season, expected, signals } = studyOf({ series, periods: [7, 365] });
    expect(season).toBe(7);
    expect((expected[138]?.value ?? 0) - (expected[137]?.value ?? 0)).toBeGreaterThan(-33);
    expect((expected[138]?.value ?? 0) - (expected[137]?.value ?? 0)).toBeLessThan(-27);
    expect(signals.filter(({ method }) => method === "outside_limits").map(({ index }) => index)).toContain(132);
    expect(signals.filter(({ method, index }) => method === "outside_limits" && index !== 132).length).toBeLessThan(4);
  });

  it("does not take growth for evidence of anything", () => {
    const series = noise(60, 4).map((value, index) => value + 2 * index);
    const { signals, expected } = studyOf({ series, periods: [12] });
    expect(signals).toEqual([]);
    expect((expected[50]?.value ?? 0) - (expected[10]?.value ?? 0)).toBeCloseTo(80, -1);
  });

  it("widens limits where values follow their neighbours: AR(1) with φ = 0.7 signals no more than once in 100", () => {
    let [signals, count] = [0, 0];
    for (let seed = 0; seed < 40; seed += 1) {
      let value = 0;
      const series = noise(200, seed).map((shock) => {
        value = 0.7 * value + (shock - 100);
        return value;
      });
      const found = studyOf({ series, periods: [] });
      signals += found.signals.filter(({ method }) => method !== "anomaly").length;
      count += series.length;
    }
    expect(signals / count).toBeLessThan(0.01);
  });

  it("is not blinded by one value of 1e18, nor by infinity", () => {
    const series = noise(40, 5);
    series[20] = 1e18;
    series[10] = Number.POSITIVE_INFINITY;
    const { phases, signals } = studyOf({ series, periods: [12] });
    const chart = phases[0]?.chart;
    expect(chart?.kind === "chart" && chart.upper < 110 && chart.lower > 90).toBe(true);
    expect(signals.filter(({ index }) => index === 20)).toMatchObject([{ method: "outside_limits", side: "above" }]);
  });

  it("finds no change where a year is missing", () => {
    const series = noise(1000, 6).map((value, index) => (index > 300 && index < 670 ? null : value));
    expect(studyOf({ series, periods: [7] }).changes).toEqual([]);
  });

  it("leaves values of a small sample out (N4)", () => {
    const series = noise(40, 7);
    series[30] = 500;
    const samples = series.map((_, index) => (index === 30 ? 2 : 50));
    expect(
      studyOf({ series, periods: [], samples, minimumSample: 10 }).signals.map(({ index }) => index),
    ).not.toContain(30);
  });
});

describe("a long gap", () => {
  it("is cut out by whole seasons, so that what is left stands at its place in the season", () => {
    const series = [0, 1, 2, 3, 4, 5, 6, ...new Array(9).fill(null), 2, 3, 4];
    const cut = cutGaps(series, 7);
    expect(cut.series).toEqual([0, 1, 2, 3, 4, 5, 6, null, null, 2, 3, 4]);
    expect(cut.places).toEqual([0, 1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18]);
    expect(uncut(cut.places, cut, series.length).slice(-3)).toEqual([16, 17, 18]);
  });

  it("is left alone where it is short", () => {
    expect(cutGaps([1, null, null, 2], 7)).toEqual({ series: [1, null, null, 2], places: [0, 1, 2, 3] });
  });
});
