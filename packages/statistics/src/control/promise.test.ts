import { describe, expect, it } from "vitest";
import { whiteScores } from "./accumulate.ts";
import { learn } from "./baseline.ts";
import type { Observed } from "./law.ts";
import { limitsOf } from "./limits.ts";
import { countProcess, type Kept, keptPromises, normalProcess } from "./promise.fixture.ts";

describe("one false alarm in 100 periods is promised from a baseline of 200, and kept", () => {
  const given = { baseline: 200, periods: 100, runs: 1200, length: 500, seed: 1956 };
  const within = (kept: Kept, share: number): void => {
    for (const [chart, ratio] of Object.entries(kept))
      expect(Math.abs(ratio - 1), `${chart}: ${ratio}`).toBeLessThan(share);
  };

  it("within 5 % on white noise", () => {
    within(keptPromises(normalProcess(0), given), 0.05);
  });

  it("within 20 % under a memory of .5", () => {
    within(keptPromises(normalProcess(0.5), given), 0.2);
  });

  it("within 20 % on negative binomial counts", () => {
    within(keptPromises(countProcess(20, 5), { ...given, runs: 200 }), 0.2);
  });

  it("within 20 % of the rate stated on small negative binomial counts", () => {
    within(keptPromises(countProcess(5, 3), { ...given, runs: 200 }), 0.2);
  });
});

const valuesOf = (values: readonly (number | null)[]): (Observed | null)[] =>
  values.map((value) => (value === null ? null : { value }));

const taught = (values: readonly (number | null)[], nature: "measured" | "count") => {
  const baseline = learn(valuesOf(values), nature);
  if (baseline.kind !== "baseline") throw new Error(`only ${baseline.have} of ${baseline.need}`);
  return baseline;
};

describe("a baseline", () => {
  const ten = [9, 11, 10, 12, 8, 10, 9, 11, 12, 8];

  it("needs eight periods", () => {
    expect(learn([], "measured")).toEqual({ kind: "too_little_data", have: 0, need: 8 });
    expect(learn(valuesOf([1, null, 2]), "count")).toEqual({ kind: "too_little_data", have: 2, need: 8 });
  });

  it("gives the t prediction interval: mean ± t √(1 + 1/n) s (ten values, t of 9 df at .975 is 2.262157)", () => {
    const baseline = { ...taught(ten, "measured"), memory: 0, single: { mean: 10, scale: 9 } };
    const deviation = Math.sqrt(20 / 9);
    const { lower, centre, upper } = limitsOf({ ...baseline, law: { kind: "normal", mean: 10, deviation } }, 20);
    const reach = 2.2621571627 * deviation * Math.sqrt(1.1);
    expect([lower, centre, upper].map((value) => value.toFixed(6))).toEqual(
      [10 - reach, 10, 10 + reach].map((value) => value.toFixed(6)),
    );
  });

  it("of equal values has no width, and the first that leaves them is beyond", () => {
    const baseline = taught(
      Array.from({ length: 20 }, () => 0.1),
      "measured",
    );
    const { lower, upper } = limitsOf(baseline, 100);
    expect(upper - lower).toBeCloseTo(0, 12);
    expect(whiteScores(baseline, valuesOf([0.1, 0.2, 0.1]))).toEqual([0, Number.POSITIVE_INFINITY, 0]);
  });

  it("of counts that vary as chance does is Poisson, of more it is negative binomial", () => {
    const calm = [3, 5, 4, 6, 2, 5, 3, 4, 6, 4];
    const wild = [0, 30, 2, 41, 1, 0, 55, 3, 12, 0];
    expect(taught(calm, "count").law).toEqual({ kind: "poisson", mean: 4.2 });
    expect(taught(wild, "count").law).toMatchObject({ kind: "negative_binomial", mean: 14.4 });
  });

  it("of counts has whole limits, never below zero, whose stated rate is no more than asked", () => {
    const { lower, upper, rate } = limitsOf(taught([3, 5, 4, 6, 2, 5, 3, 4, 6, 4], "count"), 100);
    expect(Number.isInteger(lower) && Number.isInteger(upper) && lower >= 0).toBe(true);
    expect(rate).toBeLessThanOrEqual(0.01);
    expect(rate).toBeGreaterThan(0.003);
  });

  it("of nothing but zeros expects no more than half an event in all of them", () => {
    const { lower, upper } = limitsOf(
      taught(
        Array.from({ length: 50 }, () => 0),
        "count",
      ),
      100,
    );
    expect(lower).toBe(0);
    expect(upper).toBeLessThanOrEqual(1);
  });

  it("of shares has limits that narrow with the trials and a spread of 1 when chance explains them", () => {
    const shares = [48, 52, 50, 45, 55, 51, 49, 47, 53, 50].map((value) => ({ value, trials: 1000 }));
    const baseline = learn(shares, "share");
    if (baseline.kind !== "baseline") throw new Error("too little");
    expect(baseline.law).toMatchObject({ kind: "binomial", spread: 1 });
    const [few, many] = [limitsOf(baseline, 370, 100), limitsOf(baseline, 370, 10_000)];
    expect(few.upper / 100).toBeGreaterThan(many.upper / 10_000);
    expect(many.lower / 10_000).toBeGreaterThan(0.035);
  });

  it("of shares widens for a period of as many trials as all it was learned from, by √2 (two-sample variance)", () => {
    const shares = Array.from({ length: 10 }, (_, index) => ({ value: 5000 + (index % 2 ? 30 : -30), trials: 10_000 }));
    const baseline = learn(shares, "share");
    if (baseline.kind !== "baseline") throw new Error("too little");
    const sure = { ...baseline, single: { mean: 1e9, scale: Number.POSITIVE_INFINITY } };
    const reach = ({ upper, centre }: { upper: number; centre: number }) => upper - centre;
    const unsure = { ...sure, single: { mean: 10, scale: Number.POSITIVE_INFINITY } };
    expect(reach(limitsOf(unsure, 370, 100_000)) / reach(limitsOf(sure, 370, 100_000))).toBeCloseTo(Math.SQRT2, 2);
  });

  it("of shares that vary more than chance widens its limits (Laney)", () => {
    const shares = [10, 90, 20, 80, 50, 15, 85, 40, 60, 50].map((value) => ({ value, trials: 1000 }));
    const baseline = learn(shares, "share");
    if (baseline.kind !== "baseline" || baseline.law.kind !== "binomial") throw new Error("not a share");
    expect(baseline.law.spread).toBeGreaterThan(3);
  });

  it("with a wild 1e18 still gives finite limits", () => {
    const { lower, upper } = limitsOf(taught([...ten, 1e18], "measured"), 100);
    expect(Number.isFinite(lower) && Number.isFinite(upper)).toBe(true);
    const counts = limitsOf(taught([...ten, 1e18], "count"), 100);
    expect(Number.isFinite(counts.lower) && Number.isFinite(counts.upper)).toBe(true);
  });

  it("a promise of every period is refused", () => {
    expect(() => limitsOf(taught(ten, "measured"), 1)).toThrow(RangeError);
  });
});
