import type { BandView, UnitView } from "@sextant/model/api/answers/tile";
import { describe, expect, test } from "vitest";
import { bandBoundaries, bandText, visibleBands } from "./bands.ts";
import { valueDomain } from "./domain.ts";
import { axisCaption, valueTicks } from "./value-ticks.ts";

const percent: UnitView = { id: "percent", label: "Per cent", symbol: "%", position: "after", scale: 100, decimals: 1 };
const count: UnitView = { id: "count", label: "Count", symbol: "", position: "after", scale: 1, decimals: 0 };
const usd: UnitView = { id: "usd", label: "US dollars", symbol: "$", position: "before", scale: 1, decimals: 2 };
const minutes: UnitView = { id: "minutes", label: "Minutes", symbol: "min", position: "after", scale: 1, decimals: 1 };

const domainOf = (values: number[], more: Partial<Parameters<typeof valueDomain>[0]> = {}) =>
  valueDomain({ values, references: [], guests: [], share: false, ...more });

describe("the value axis", () => {
  test.each([
    ["nothing", []],
    ["one value", [3]],
    ["one zero", [0]],
    ["a constant", [7, 7, 7]],
    ["1e18", [1e18, 1.000_001e18]],
    ["negative values", [-4, -9]],
    ["both signs", [-5, 5]],
    ["the smallest numbers", [1e-300, 2e-300]],
    ["what is not a number", [Number.NaN, Number.POSITIVE_INFINITY]],
  ])("of %s has width and shows every value", (_name, values) => {
    const { low, high } = domainOf(values);
    expect(high).toBeGreaterThan(low);
    for (const value of values.filter(Number.isFinite)) {
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThanOrEqual(high);
    }
  });

  test("shows a target far from the data", () => {
    expect(domainOf([0.72, 0.75], { references: [0.95] }).high).toBeGreaterThanOrEqual(0.95);
  });

  test("shows a boundary that is near and leaves out one that would flatten the line", () => {
    const { low, high } = domainOf([100, 110], { guests: [97, 500] });
    expect(low).toBeLessThanOrEqual(97);
    expect(high).toBeLessThan(150);
  });

  test("keeps shares within 0 and 1 unless a value leaves them", () => {
    expect(domainOf([0.9, 0.999], { share: true }).high).toBe(1);
    expect(domainOf([0.001, 0.02], { share: true }).low).toBe(0);
    expect(domainOf([0.9, 1.2], { share: true }).high).toBeGreaterThanOrEqual(1.2);
  });

  test("starts at zero when zero is near and says when it does not", () => {
    expect(domainOf([20, 100])).toMatchObject({ low: 0, zeroBased: true });
    expect(domainOf([72, 85]).zeroBased).toBe(false);
    expect(domainOf([-100, -10])).toMatchObject({ high: 0, zeroBased: true });
  });

  test("does not go below zero for values that never do", () => {
    expect(domainOf([0, 0.02, 5]).low).toBe(0);
  });

  test("gives most of its height to the data", () => {
    const { low, high } = domainOf([70, 80]);
    expect(10 / (high - low)).toBeGreaterThan(0.8);
  });
});

describe("ticks of the value axis", () => {
  const texts = (low: number, high: number, unit: UnitView, wanted = 5) =>
    valueTicks({ low, high, zeroBased: false }, unit, wanted).map((tick) => tick.text);

  test("are round in per cent, not in shares", () => {
    expect(texts(0.712, 0.854, percent)).toEqual(["72%", "74%", "76%", "78%", "80%", "82%", "84%"]);
  });

  test("carry as many decimals as their step needs and no more", () => {
    expect(texts(0.97, 0.99, percent)).toEqual(["97.0%", "97.5%", "98.0%", "98.5%", "99.0%"]);
  });

  test("fall on whole numbers for counts", () => {
    expect(texts(0, 2, count)).toEqual(["0", "1", "2"]);
  });

  test("shorten thousands and millions and keep the sign before the currency", () => {
    expect(texts(0, 120_000, count)).toEqual(["0", "20K", "40K", "60K", "80K", "100K", "120K"]);
    expect(texts(-2e6, 2e6, usd)).toEqual(["−$2M", "−$1M", "$0", "$1M", "$2M"]);
  });

  test("write powers of ten where magnitudes have no name", () => {
    expect(texts(1e18, 2e18, count)[0]).toBe("1.0e+18");
  });

  test("stay within the axis and tell values apart", () => {
    for (const [low, high] of [
      [0.123_456, 0.123_457],
      [1e-9, 3e-9],
      [-1e15, 1e15],
      [999_999, 1_000_001],
    ] as const) {
      const marks = valueTicks({ low, high, zeroBased: false }, { ...count, decimals: 2 }, 5);
      expect(new Set(marks.map((tick) => tick.text)).size).toBe(marks.length);
      for (const tick of marks) expect(tick.value >= low && tick.value <= high).toBe(true);
    }
  });

  test("leave a long unit to the caption", () => {
    expect(texts(0, 20, minutes)[0]).toBe("0");
    expect(axisCaption(minutes)).toBe("min");
    expect(axisCaption(percent)).toBeNull();
    expect(axisCaption(count)).toBeNull();
  });
});

describe("status bands", () => {
  const bands: BandView[] = [
    { status: "green", from: 0.8, to: null, fromInclusive: true, toInclusive: false },
    { status: "yellow", from: 0.75, to: 0.8, fromInclusive: true, toInclusive: false },
    { status: "red", from: null, to: 0.75, fromInclusive: false, toInclusive: false },
  ];
  const write = (value: number): string => `${Math.round(value * 100)}%`;

  test("with infinite ends are cut to the axis, lowest first", () => {
    expect(visibleBands(bands, { low: 0.7, high: 0.9, zeroBased: false })).toEqual([
      { status: "red", low: 0.7, high: 0.75 },
      { status: "yellow", low: 0.75, high: 0.8 },
      { status: "green", low: 0.8, high: 0.9 },
    ]);
  });

  test("outside the axis are left out", () => {
    expect(visibleBands(bands, { low: 0.9, high: 1, zeroBased: false }).map((band) => band.status)).toEqual(["green"]);
  });

  test("of a single value have no height to draw", () => {
    const exact: BandView = { status: "green", from: 2, to: 2, fromInclusive: true, toInclusive: true };
    expect(visibleBands([exact], { low: 0, high: 4, zeroBased: true })).toEqual([]);
    expect(bandText(exact, String)).toBe("exactly 2");
  });

  test("share boundaries, each named once", () => {
    expect(bandBoundaries(bands)).toEqual([0.75, 0.8]);
  });

  test("say their inclusivity in words", () => {
    expect(bands.map((band) => bandText(band, write))).toEqual(["≥ 80%", "75% to below 80%", "< 75%"]);
    expect(bandText({ ...bands[1]!, fromInclusive: false, toInclusive: true }, write)).toBe("above 75% to 80%");
    expect(bandText({ ...bands[0]!, from: null }, write)).toBe("any value");
    expect(bandText({ ...bands[0]!, fromInclusive: false }, write)).toBe("> 80%");
  });
});
