import { describe, expect, it } from "vitest";
import { cameTrue, scoreOf, summed } from "./expectation.ts";

const up = { type: "direction", direction: "up" } as const;

describe("An expectation", () => {
  it("comes true at the ends of its range, and in no direction when nothing moved", () => {
    const range = { type: "range", low: 1, high: 2 } as const;
    expect([1, 2, 2.1].map((value) => cameTrue(range, null, value))).toEqual([true, true, false]);
    expect(cameTrue(up, 5, 5)).toBe(false);
    expect(cameTrue({ ...up, direction: "down" }, 5, 5)).toBe(false);
    expect(cameTrue(up, null, 5)).toBeNull();
  });

  it("is scored by the square of its error, beside the one that says the same as last time", () => {
    const sure = { claim: up, base: 10, confidence: 0.9, cameTrueBefore: true };
    expect(scoreOf(sure, 11, 7)).toMatchObject({ hit: true, naiveBrier: 0, at: 7 });
    expect(scoreOf(sure, 11, 7)?.brier).toBeCloseTo(0.01, 12);
    expect(scoreOf(sure, 9, 7)?.brier).toBeCloseTo(0.81, 12);
    expect(scoreOf(sure, 9, 7)?.naiveBrier).toBe(1);
    expect(scoreOf({ ...sure, cameTrueBefore: null }, 9, 7)?.naiveBrier).toBeNull();
  });

  it("is compared with the naive one only where both can be told", () => {
    const score = (brier: number, naiveBrier: number | null) => ({
      value: 0,
      hit: brier < 0.25,
      brier,
      naiveBrier,
      at: 0,
    });
    expect(summed([])).toBeNull();
    expect(summed([score(0.04, 1), score(0.36, 0), score(0.09, null)])).toMatchObject({ count: 3, hits: 2 });
    const { brier, naive } = summed([score(0.04, 1), score(0.36, 0), score(0.09, null)]) ?? {};
    expect(brier).toBeCloseTo(0.49 / 3, 12);
    expect(naive).toMatchObject({ count: 2, brier: 0.5 });
    expect(naive?.ours).toBeCloseTo(0.2, 12);
  });
});
