import { describe, expect, test } from "vitest";
import { hasReference, referenceText } from "./data.ts";
import { nabScore, profiles } from "./nab.ts";
import { annotatedSeries, cover, f1 } from "./tcpd.ts";

describe.skipIf(!hasReference("tcpd"))(
  "published scores of finding nothing (skipped where reference data is absent)",
  () => {
    test("are what our scorer gives, for every series, in F1 and in cover", () => {
      const published = (name: string) =>
        JSON.parse(referenceText(`tcpd/published/default_${name}_scores.json`)) as Record<string, { zero: number }>;
      const [f1s, covers] = [published("f1"), published("cover")];
      const series = annotatedSeries();
      expect(series.length).toBeGreaterThan(10);
      for (const { name, annotations, values } of series) {
        expect(f1(annotations, []), name).toBeCloseTo(f1s[name]?.zero ?? Number.NaN, 9);
        expect(cover(annotations, [], values.length), name).toBeCloseTo(covers[name]?.zero ?? Number.NaN, 9);
      }
    });
  },
);

describe("change points", () => {
  test("within five of a mark are hits, each serving one mark", () => {
    expect(f1([[50]], [55])).toBe(1);
    expect(f1([[50]], [56])).toBeCloseTo(0.5, 12);
    expect(f1([[50, 53]], [51])).toBeCloseTo((2 * 1 * (2 / 3)) / (1 + 2 / 3), 12);
  });

  test("cover by the best overlap, weighed by length (by hand)", () => {
    expect(cover([[50]], [50], 100)).toBe(1);
    expect(cover([[50]], [], 100)).toBe(0.5);
    expect(cover([[50]], [40], 100)).toBeCloseTo(0.5 * 0.8 + 0.5 * (50 / 60), 12);
  });
});

describe("the anomaly score", () => {
  const file = { windows: [[100, 199]] as [number, number][], probation: 30 };
  const score = (found: number[]) => nabScore([file], [found], profiles.standard);

  test("is 0 for nothing, 100 for the first instant of every window, in between later", () => {
    expect(score([])).toBe(0);
    expect(score([100])).toBe(100);
    expect(score([150])).toBeCloseTo(50 + (50 * (2 / (1 + Math.exp(-2.5)) - 1)) / (2 / (1 + Math.exp(-5)) - 1), 9);
  });

  test("counts one hit for a window, and nothing in probation", () => {
    expect(score([100, 101, 150])).toBe(100);
    expect(score([29])).toBe(0);
  });

  test("takes the whole weight of a false alarm before any window, less of one right after one", () => {
    expect(score([50])).toBeCloseTo(-5.5, 12);
    expect(score([200])).toBeCloseTo(50 * 0.11 * (2 / (1 + Math.exp(5 / 99)) - 1), 9);
    expect(nabScore([file], [[50]], profiles.lowFalseAlarms)).toBeCloseTo(-11, 12);
  });
});
