import type { Observation } from "@sextant/model/series/observation";
import { describe, expect, test } from "vitest";
import { sparkOf } from "./spark.ts";
import { targetPaths, targetSteps } from "./targets.ts";
import { thin } from "./thin.ts";

const weeks = (
  values: (number | null)[],
  change: (index: number) => Partial<Observation> = () => ({}),
): Observation[] =>
  values.map((value, index) => ({
    periodKey: `w${index}`,
    start: index * 7,
    end: index * 7 + 7,
    value,
    numerator: null,
    denominator: null,
    sampleSize: 1,
    presence: value === null ? "unknown" : "value",
    settled: true,
    current: false,
    ...change(index),
  }));

const allSpots = (spark: ReturnType<typeof sparkOf>) => [
  ...spark.lines.flatMap((line) => line.spots),
  ...spark.targets.flat(),
  ...spark.alone,
  ...(spark.end === null ? [] : [spark.end]),
  ...(spark.soFar === null ? [] : [spark.soFar]),
];

describe("a sparkline", () => {
  test.each([
    ["one value", [3]],
    ["a constant", [5, 5, 5]],
    ["huge values", [1e18, 2e18, 1.5e18]],
    ["negative values", [-3, -1, -2]],
    ["extremes of both signs", [-1e300, 1e300]],
  ])("of %s stays inside its box", (_name, values) => {
    const spots = allSpots(sparkOf(weeks(values), [], 120, 40));
    expect(spots.length).toBeGreaterThan(0);
    for (const { x, y } of spots) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(120);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(40);
    }
  });

  test.each([
    ["no observations", []],
    ["only missing values", [null, null]],
  ])("of %s draws nothing", (_name, values) => {
    expect(allSpots(sparkOf(weeks(values), [], 120, 40))).toEqual([]);
  });

  test("draws nothing before it has been measured", () => {
    expect(allSpots(sparkOf(weeks([1, 2]), [1, 1], 0, 0))).toEqual([]);
  });

  test("puts the higher value higher and makes room for a target out of the data's range", () => {
    const spark = sparkOf(weeks([1, 2]), [10, 10], 100, 50);
    const [low, high] = spark.lines[0]?.spots ?? [];
    expect(low!.y).toBeGreaterThan(high!.y);
    expect(spark.targets[0]![0]!.y).toBeLessThan(high!.y);
  });

  test("ends in the last whole period and shows the current one apart", () => {
    const spark = sparkOf(
      weeks([1, 2, 9], (index) => (index === 2 ? { current: true, settled: false } : {})),
      [],
      100,
      50,
    );
    expect(spark.end).toMatchObject({ hollow: false });
    expect(spark.end!.x).toBeLessThan(spark.soFar!.x);
    expect(spark.lines.flatMap((line) => line.spots)).not.toContainEqual(spark.soFar);
  });

  test("ends in a hollow dot while the last whole period may still change", () => {
    expect(
      sparkOf(
        weeks([1, 2], (index) => ({ settled: index === 0 })),
        [],
        100,
        50,
      ).end,
    ).toMatchObject({ hollow: true });
  });
});

describe("a target curve", () => {
  const five = weeks([1, 1, 1, 1, 1]);

  test("is one step while the target stays", () => {
    expect(targetSteps(five, [8, 8, 8, 8, 8])).toEqual([{ start: 0, end: 35, value: 8 }]);
  });

  test("steps where the target changes and breaks where there is none", () => {
    const steps = targetSteps(five, [8, 9, null, 9, Number.NaN]);
    expect(steps).toEqual([
      { start: 0, end: 7, value: 8 },
      { start: 7, end: 14, value: 9 },
      { start: 21, end: 28, value: 9 },
    ]);
    expect(targetPaths(steps).map((path) => path.length)).toEqual([4, 2]);
  });

  test("of a KPI without a target is nothing", () => {
    expect(targetPaths(targetSteps(five, []))).toEqual([]);
  });
});

describe("thinning", () => {
  const points = Array.from({ length: 100_000 }, (_, index) => ({
    at: index,
    value: index % 997 === 0 ? 50 : Math.sin(index),
  }));
  const x = (at: number): number => (at / 100_000) * 600;

  test("leaves two thousand points alone", () => {
    expect(thin(points.slice(0, 2000), x)).toHaveLength(2000);
  });

  test("keeps the ends and every column's extremes in order", () => {
    const kept = thin(points, x);
    expect(kept.length).toBeLessThanOrEqual(4 * 600);
    expect(kept[0]).toBe(points[0]);
    expect(kept.at(-1)).toBe(points.at(-1));
    expect(kept.map((point) => point.at)).toEqual(kept.map((point) => point.at).toSorted((one, other) => one - other));
    for (let column = 0; column < 600; column += 50) {
      const here = (all: typeof points) =>
        all.filter((point) => Math.floor(x(point.at)) === column).map((p) => p.value);
      expect(Math.max(...here(kept))).toBe(Math.max(...here(points)));
      expect(Math.min(...here(kept))).toBe(Math.min(...here(points)));
    }
  });
});
