import type { Observation } from "@sextant/model/series/observation";
import { describe, expect, test } from "vitest";
import { placeLabels } from "./labels.ts";
import { linear } from "./linear.ts";
import { periodAt } from "./period-at.ts";

const wishes = (...wanted: number[]) => wanted.map((each, rank) => ({ wanted: each, rank, name: `label ${rank}` }));

describe("labels beside the chart", () => {
  test("stay where they want to be when nothing is in the way", () => {
    expect(placeLabels(wishes(20, 80), 16, [0, 100]).map(({ y }) => y)).toEqual([20, 80]);
  });

  test("with the same wish stand one under the other, around it", () => {
    expect(placeLabels(wishes(50, 50), 16, [0, 100]).map(({ y }) => y)).toEqual([42, 58]);
  });

  test("never overlap and never leave the chart, whatever they wish", () => {
    const many = wishes(0, 1, 2, 50, 51, 99, 100, -40, 400);
    const placed = placeLabels(many, 11, [0, 100]);
    expect(placed).toHaveLength(9);
    placed.forEach(({ y }, index) => {
      expect(y - 5.5).toBeGreaterThanOrEqual(-1e-9);
      expect(y + 5.5).toBeLessThanOrEqual(100 + 1e-9);
      if (index > 0) expect(y - placed[index - 1]!.y).toBeGreaterThanOrEqual(11 - 1e-9);
    });
  });

  test("that do not fit give way to the more important ones", () => {
    expect(placeLabels(wishes(10, 20, 30), 20, [0, 45]).map(({ label }) => label.name)).toEqual(["label 0", "label 1"]);
  });

  test("are none when there is no room", () => {
    expect(placeLabels(wishes(1), 16, [0, 0])).toEqual([]);
  });
});

describe("the period under the pointer", () => {
  const at = (start: number, end: number): Observation => ({
    periodKey: `${start}`,
    start,
    end,
    value: null,
    numerator: null,
    denominator: null,
    sampleSize: 0,
    presence: "unknown",
    settled: true,
    current: false,
  });
  const four = [at(0, 10), at(10, 20), at(20, 30), at(100, 110)];

  test("finds the period under the pointer, gaps included", () => {
    expect([-5, 0, 9, 10, 29, 105, 900].map((instant) => periodAt(four, instant))).toEqual([0, 0, 0, 1, 2, 3, 3]);
  });

  test("finds the nearer side of a hole", () => {
    expect(periodAt(four, 40)).toBe(2);
    expect(periodAt(four, 90)).toBe(3);
  });

  test("finds nothing in nothing", () => {
    expect(periodAt([], 5)).toBeNull();
  });
});

describe("a linear scale", () => {
  test("of a domain without width maps to the middle", () => {
    expect(linear([5, 5], [0, 100])(5)).toBe(50);
    expect(linear([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], [0, 100])(5)).toBe(50);
  });
  test("can run downwards", () => {
    expect(linear([0, 10], [100, 0])(2.5)).toBe(75);
  });
});
