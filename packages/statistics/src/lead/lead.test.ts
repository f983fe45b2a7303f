import { describe, expect, it } from "vitest";
import { leastSquares } from "../intervention/least-squares.ts";
import { randomSource } from "../random/random.ts";
import { leadDesign, leadOf } from "./lead.ts";

const adherence = [0.2, 0.6, 0.4, 1, 0.8, 0, 0.4, 0.6, 1, 0.2, 0.8, 0.6, 0.4, 0, 1, 0.8, 0.2, 0.6, 0.4, 1];
const values = [10, 11, 13, 12, 15, 14, 10, 12, 13, 16, 11, 14, 13, 12, 11, 16, 15, 12, 14, 13];

describe("the lagged effect of a habit", () => {
  // R 4, nlme: gls(y ~ t + x, correlation = corAR1(φ, form = ~pos, fixed = TRUE), method = "REML"), x one period earlier.
  it.each([
    [0, 5.17006802721, 0.248458464825],
    [0.3, 5.16556313626, 0.220163342753],
    [0.7, 5.17231747953, 0.201606047225],
  ])("agrees with R at memory %f", (memory, estimate, error) => {
    const found = leastSquares(leadDesign({ values, adherence, lag: 1 }), memory);
    expect(found?.estimate).toBeCloseTo(estimate, 8);
    expect(found?.error).toBeCloseTo(error, 8);
  });

  it("is seen at its lag, and not at another", () => {
    const found = leadOf({ values, adherence, lag: 1 });
    expect(found).toMatchObject({ kind: "effect", periods: 19 });
    if (found.kind === "effect") expect(found.interval[0]).toBeGreaterThan(4);
    const other = leadOf({ values, adherence, lag: 3 });
    if (other.kind === "effect") expect(other.interval[0]).toBeLessThan(0);
  });

  it.each([
    [0, 0],
    [0.5, 0],
    [0.5, 1],
  ])("holds the truth 95 times in 100, at memory %f and effect %f", (memory, effect) => {
    let held = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const { normal, uniform } = randomSource(seed);
      const share = Array.from({ length: 30 }, () => Math.round(uniform() * 7) / 7);
      let error = normal();
      const series = share.map((_, t) => {
        if (t > 0) error = memory * error + Math.sqrt(1 - memory ** 2) * normal();
        return error + effect * (share[t - 1] ?? 0);
      });
      const found = leadOf({ values: series, adherence: share, lag: 1 });
      if (found.kind === "effect" && found.interval[0] <= effect && effect <= found.interval[1]) held += 1;
    }
    expect(held / 300).toBeGreaterThan(0.92);
    expect(held / 300).toBeLessThan(0.985);
  });

  it("does not take two things that both grow for a lead", () => {
    let seen = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const { normal, uniform } = randomSource(seed);
      const share = Array.from({ length: 30 }, (_, t) => Math.min(1, t / 40 + uniform() / 4));
      const found = leadOf({ values: share.map((_, t) => t / 5 + normal()), adherence: share, lag: 1 });
      if (found.kind === "effect" && (found.interval[0] > 0 || found.interval[1] < 0)) seen += 1;
    }
    expect(seen / 200).toBeLessThan(0.1);
  });

  it("cannot be told from few periods, or where nothing ever changed", () => {
    expect(leadOf({ values: values.slice(0, 8), adherence: adherence.slice(0, 8), lag: 1 })).toEqual({
      ...{ kind: "too_little_data", have: 7, need: 12 },
    });
    expect(leadOf({ values, adherence: values.map(() => 1), lag: 1 })).toMatchObject({ kind: "too_little_data" });
  });
});
