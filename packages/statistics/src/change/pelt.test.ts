import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelCost, type SegmentCost, slopeCost, spreadCost } from "./cost.ts";
import { pelt, segmentations } from "./pelt.ts";

/** The least penalised cost by trying every set of cuts. */
const bruteForce = (length: number, cost: SegmentCost, penalty: number, least: number): number => {
  const from = (start: number): number => {
    let best = cost(start, length);
    for (let cut = start + least; cut <= length - least; cut += 1)
      best = Math.min(best, cost(start, cut) + penalty + from(cut));
    return best;
  };
  return from(0);
};

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 8, maxLength: 18 });

describe("pruned search", () => {
  it.each([
    ["levels", levelCost, 2],
    ["slopes", slopeCost, 3],
    ["spreads", spreadCost, 3],
  ] as const)("finds what trying everything finds, for %s", (_, costOf, least) => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.1, max: 400, noNaN: true }), (series, penalty) => {
        if (series.every((value) => value === 0)) return;
        const cost = costOf(series);
        const { cuts, cost: total } = pelt(series.length, cost, penalty, least);
        const best = bruteForce(series.length, cost, penalty, least);
        expect(total + penalty * cuts.length).toBeCloseTo(best, 6);
        for (const [index, cut] of [...cuts, series.length].entries())
          expect(cut - (cuts[index - 1] ?? 0)).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 60 },
    );
  });

  it("over all penalties gives every segmentation that one of them prefers", () => {
    const series = [0, 0, 0, 0, 5, 5, 5, 5, 9, 9, 9, 9, 0, 0, 0, 0];
    const found = segmentations(series.length, levelCost(series), 2, 10, { lowest: 0.01, highest: 1000 });
    expect(found[0]?.cuts).toEqual([]);
    expect(found.at(-1)).toEqual({ cuts: [4, 8, 12], cost: 0 });
    expect(found.map(({ cuts }) => cuts)).toContainEqual([4, 12]);
  });
});

describe("costs of a segment", () => {
  it("are squared distances from its mean or its line, worked by hand", () => {
    const series = [1, 3, 8];
    expect(levelCost(series)(0, 3)).toBeCloseTo(26, 12);
    expect(slopeCost(series)(0, 3)).toBeCloseTo(1.5, 12);
    expect(slopeCost(series)(1, 2)).toBe(0);
    expect(levelCost(series)(1, 3)).toBeCloseTo(12.5, 12);
  });

  it("of spread are n ln of the mean square", () => {
    expect(spreadCost([3, 4, 5])(0, 2)).toBeCloseTo(2 * Math.log(12.5), 12);
  });
});
