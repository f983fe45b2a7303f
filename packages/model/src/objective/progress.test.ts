import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../series/observation.ts";
import { type Aim, progressOf } from "./progress.ts";
import { gradeOf, standingOf } from "./standing.ts";

const day = 86_400_000;
const start = Date.UTC(2026, 6, 1);
const window = { label: "2026-Q3", start, end: start + 90 * day };
const aim = (more: Partial<Aim>): Aim => ({
  ...{ baseline: 0.85, target: 0.92, window, direction: "up_is_good", curve: null },
  ...more,
});
/** Periods of ten days from the start of the window. */
const tens = (...values: (number | null)[]): Observation[] =>
  values.map((value, index) => ({
    ...{ periodKey: `p${index}`, start: start + index * 10 * day, end: start + (index + 1) * 10 * day },
    ...{ value, numerator: null, denominator: null, sampleSize: 1, presence: "value", settled: true, current: false },
  }));
const seen = (days: number, doubt: Parameters<typeof progressOf>[2]["doubt"] = null) => ({
  now: start + days * day,
  doubt,
});

describe("progress of a key result (P3)", () => {
  it("is the share of the way from baseline to target, beside the share of the window that the value closed", () => {
    const halfway = progressOf(aim({}), tens(0.86, 0.87, 0.885), seen(35));
    expect(halfway.progress).toBeCloseTo(0.5, 12);
    expect(halfway.expected).toBeCloseTo(1 / 3, 12);
    expect(halfway.expectedValue).toBeCloseTo(0.85 + 0.07 / 3, 12);
    expect(halfway).toMatchObject({ status: "green", reason: "ok", reached: false, over: false, periodKey: "p2" });
    const revenue = aim({ baseline: 500_000, target: 700_000 });
    expect(progressOf(revenue, tens(500_000, 510_000, 520_000), seen(30))).toMatchObject({
      progress: 0.1,
      status: "red",
    });
  });

  it("falls as well as it rises where down is good", () => {
    const hours = aim({ baseline: 4, target: 2, direction: "down_is_good" });
    expect(progressOf(hours, tens(3), seen(10))).toMatchObject({ progress: 0.5, status: "green" });
    expect(progressOf(hours, tens(5), seen(10))).toMatchObject({ progress: -0.5, status: "red" });
  });

  it("is too early to tell before a period has ended in the window, and never counts a part of one", () => {
    const partial = tens(0.9).map((one) => ({ ...one, current: true }));
    expect(progressOf(aim({}), partial, seen(5))).toMatchObject({
      value: null,
      status: "unknown",
      reason: "too_early",
    });
    expect(progressOf(aim({}), tens(0.9), seen(5))).toMatchObject({ value: null, reason: "too_early" });
  });

  it("is never green on stale data, but a closed window keeps what it closed with", () => {
    const doubt = { reason: "stale", sentence: "No data for 3 d." } as const;
    expect(progressOf(aim({}), tens(0.92), seen(20, doubt))).toMatchObject({ status: "unknown", reason: "stale" });
    expect(progressOf(aim({}), tens(0.92), seen(95, doubt))).toMatchObject({ status: "green", over: true });
  });

  it("of what is maintained is the share of periods that held", () => {
    const hold = aim({ baseline: null, target: 45 });
    expect(progressOf(hold, tens(45, 46), seen(25))).toMatchObject({ progress: 1, status: "green", reached: true });
    expect(progressOf(hold, tens(44, 46), seen(25))).toMatchObject({ progress: 0.5, status: "yellow" });
    expect(progressOf(hold, tens(46, 44.9), seen(25))).toMatchObject({ progress: 0.5, status: "red" });
  });

  it("follows the curve of the KPI's own target where it is told to", () => {
    const curve = {
      kind: "curve",
      interpolation: "linear",
      provenance: null,
      points: [
        { at: start, value: 0 },
        { at: start + 60 * day, value: 10 },
        { at: start + 90 * day, value: 100 },
      ],
    } as const;
    const late = aim({ baseline: 0, target: 100, curve });
    expect(progressOf(late, tens(5, 5, 5), seen(30))).toMatchObject({ expected: 0.05, status: "green" });
  });

  it("does not depend on the unit: any straight change of scale leaves it where it is", () => {
    const size = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(size, size, size, fc.double({ min: 0.01, max: 100, noNaN: true }), size, (a, b, v, by, plus) => {
        fc.pre(Math.abs(a - b) > 1);
        const move = (x: number): number => x * by + plus;
        const plain = progressOf(aim({ baseline: a, target: b }), tens(v), seen(15));
        const moved = progressOf(aim({ baseline: move(a), target: move(b) }), tens(move(v)), seen(15));
        const size = Math.max(1, Math.abs(plain.progress ?? 0));
        expect(Math.abs((moved.progress ?? 0) - (plain.progress ?? 0)) / size).toBeLessThan(1e-4);
      }),
    );
  });
});

describe("the standing of an objective (P3)", () => {
  const result = (label: string, progress: number, expected: number, weight = 1, confidence: number | null = null) => {
    const value = progress * 0.07 + 0.85;
    const measured = progressOf(aim({}), tens(value), seen(15));
    const status = progress >= 0.9 * expected ? ("green" as const) : ("red" as const);
    return { label, weight, confidence, progress: { ...measured, progress, expected, status } };
  };

  it("is that of its weakest key result, whatever the others do", () => {
    const standing = standingOf("weakest", [result("fast", 1.4, 0.5, 1, 0.9), result("slow", 0.1, 0.5, 1, 0.4)]);
    expect(standing).toMatchObject({ status: "red", progress: 0.1, confidence: 0.4 });
    expect(standing.sentence).toContain("slow");
  });

  it("by weight counts each from 0 to 1, so that one overshoot hides nothing", () => {
    const standing = standingOf("weighted", [result("fast", 3, 0.5, 3), result("slow", 0, 0.5, 1)]);
    expect(standing).toMatchObject({ status: "green", progress: 0.75, expected: 0.5, confidence: null });
  });

  it("is unknown where a key result is, unless another is red already", () => {
    const unknown = { ...result("?", 0, 0), progress: progressOf(aim({}), [], seen(5)) };
    expect(standingOf("weakest", [unknown, result("fine", 1, 0.5)]).status).toBe("unknown");
    expect(standingOf("weakest", [unknown, result("bad", 0, 0.5)]).status).toBe("red");
    expect(standingOf("weighted", [unknown, result("fine", 1, 0.5)]).status).toBe("unknown");
    expect(standingOf("weakest", [])).toMatchObject({ status: "unknown", progress: null });
  });

  it("grades a stretch as reached from 0.7, a commitment only in full", () => {
    expect(gradeOf(0.7, "stretch")).toEqual({ grade: 0.7, success: true });
    expect(gradeOf(0.99, "committed")).toEqual({ grade: 0.99, success: false });
    expect(gradeOf(-2, "stretch")).toEqual({ grade: 0, success: false });
  });
});
