import { describe, expect, it } from "vitest";
import { randomSource } from "../random/random.ts";
import { publishedRunLengths } from "../reference/run-lengths.ts";
import { applyRules, type DetectionRule, rulesRunLength, westernElectric } from "./rules.ts";

describe("run lengths of rules", () => {
  it.each(publishedRunLengths.rules)("are as published: $rules once in $length", ({ rules, length }) => {
    expect(Math.abs(rulesRunLength(rules) - length)).toBeLessThanOrEqual(0.051);
  });

  it("of runs on one side are those of a fair coin, 2ⁿ − 1", () => {
    expect(rulesRunLength(["run_of_eight"])).toBeCloseTo(255, 6);
    expect(rulesRunLength(["run_of_nine"])).toBeCloseTo(511, 6);
  });

  it("of a streak follow (1 − pⁿ) / (pⁿ (1 − p))", () => {
    const p = 0.6826894921370859;
    expect(rulesRunLength(["fifteen_within_one"])).toBeCloseTo((1 - p ** 15) / (p ** 15 * (1 - p)), 4);
    expect(rulesRunLength(["eight_beyond_one"])).toBeCloseTo((1 - (1 - p) ** 8) / ((1 - p) ** 8 * p), 2);
  });

  it("are what signals really do on noise", () => {
    const count = 200_000;
    const scores = Array.from({ length: count }, randomSource(41).normal);
    const times = new Set(applyRules(scores, westernElectric).map(({ index }) => index)).size;
    expect(Math.abs(count / times / 91.75 - 1)).toBeLessThan(0.08);
  });
});

describe("a rule signals at the value that completes its pattern, and not one before", () => {
  const cases: [DetectionRule, number[]][] = [
    ["beyond_three", [2.9, -3.1]],
    ["two_of_three", [2.1, 0.5, 2.1]],
    ["four_of_five", [1.1, 1.1, -0.5, 1.1, 1.1]],
    ["run_of_eight", [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]],
    ["run_of_nine", [-0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1]],
    ["fifteen_within_one", Array.from({ length: 15 }, (_, index) => (index % 2 ? 0.5 : -0.5))],
    ["eight_beyond_one", [1.5, -1.5, 1.5, -1.5, 1.5, -1.5, 1.5, -1.5]],
  ];
  it.each(cases)("%s", (rule, scores) => {
    expect(applyRules(scores.slice(0, -1), [rule])).toEqual([]);
    const last = scores.at(-1) ?? 0;
    expect(applyRules(scores, [rule])).toEqual([
      { index: scores.length - 1, rule, side: last > 0 ? "above" : "below" },
    ]);
  });

  it("and values on the two sides do not add up", () => {
    expect(applyRules([2.1, -2.1], ["two_of_three"])).toEqual([]);
    expect(applyRules([1.1, 1.1, -1.1, 1.1, -1.1], ["four_of_five"])).toEqual([]);
  });

  it("and a gap or a value on the mean ends a run", () => {
    const seven = Array.from({ length: 7 }, () => 0.5);
    expect(applyRules([...seven, null, ...seven], ["run_of_eight"])).toEqual([]);
    expect(applyRules([...seven, 0, ...seven], ["run_of_eight"])).toEqual([]);
  });
});
