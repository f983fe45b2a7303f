import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contributionsOf, type Part } from "./contributions.ts";

const ratio = (numerator: number, denominator: number): Part => ({
  ...{ numerator, denominator, value: denominator === 0 ? null : numerator / denominator },
});
const total = (parts: readonly Part[]): Part =>
  ratio(
    parts.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0),
    parts.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0),
  );
const plain = (value: number): Part => ({ value, numerator: null, denominator: null });

describe("The parts of a change", () => {
  it("are by hand: a slice that lost 10 points at half the weight took 5, and a shift of mix took the rest", () => {
    // A: 90/100 → 80/100; B: 50/100 → 150/300. The whole: 140/200 = 0.7 → 230/400 = 0.575.
    const [a0, a1, b0, b1] = [ratio(90, 100), ratio(80, 100), ratio(50, 100), ratio(150, 300)];
    const pairs = [
      { name: "a", before: a0, after: a1 },
      { name: "b", before: b0, after: b1 },
    ];
    const found = contributionsOf(
      "x",
      pairs,
      { before: total([a0, b0]), after: total([a1, b1]) },
      { slices: "overlap" },
    );
    // Mean of the whole 0.6375. A: 0.375·(−0.1) + (−0.25)·(0.85 − 0.6375) = −0.090625. B: 0.25·(0.5 − 0.6375) = −0.034375.
    expect(found?.slices.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(found?.slices[0]?.contribution).toBeCloseTo(-0.090625, 12);
    expect(found?.slices[1]?.contribution).toBeCloseTo(-0.034375, 12);
    expect(found?.change).toBeCloseTo(-0.125, 12);
  });

  it("add up to the change of any ratio, also where slices come and go", () => {
    const part = fc.tuple(fc.nat(1000), fc.nat(1000)).map(([hits, more]) => ratio(hits, hits + more));
    const pair = fc.record({ name: fc.string(), before: fc.option(part), after: fc.option(part) });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 8 }), (pairs) => {
        const before = total(pairs.flatMap((one) => one.before ?? []));
        const after = total(pairs.flatMap((one) => one.after ?? []));
        fc.pre(before.value !== null && after.value !== null);
        const found = contributionsOf("x", pairs, { before, after }, { slices: "overlap" });
        const sum = found?.slices.reduce((all, { contribution }) => all + contribution, 0);
        expect(sum).toBeCloseTo((after.value ?? 0) - (before.value ?? 0), 9);
      }),
    );
  });

  it("are not told where slices overlap, or do not add up to what is shown", () => {
    const pairs = [{ name: "a", before: plain(3), after: plain(5) }];
    const whole = { before: plain(3), after: plain(5) };
    expect(contributionsOf("x", pairs, whole, { slices: "overlap" })).toBeNull();
    expect(contributionsOf("x", pairs, { ...whole, after: plain(6) }, { slices: "add_up" })).toBeNull();
    expect(contributionsOf("x", pairs, whole, { slices: "add_up" })?.slices).toMatchObject([{ contribution: 2 }]);
  });
});
