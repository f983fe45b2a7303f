import { describe, expect, it } from "vitest";
import { blockLength, resampleBlocks } from "./blocks.ts";
import { randomSource } from "./random.ts";

describe("a series resampled in blocks", () => {
  const series = Array.from({ length: 60 }, (_, i) => i);

  it("keeps neighbours within a block, and is the same for the same seed", () => {
    const draw = () => resampleBlocks(series, { length: 50, block: 5, source: randomSource(3) });
    const drawn = draw();
    expect(drawn).toHaveLength(50);
    drawn.forEach((value, i) => {
      if (i % 5 !== 0) expect(value - (drawn[i - 1] ?? 0)).toBe(1);
    });
    expect(draw()).toEqual(drawn);
    expect(resampleBlocks(series, { length: 50, block: 5, source: randomSource(4) })).not.toEqual(drawn);
  });

  it("keeps the season where blocks start at the same place of it", () => {
    const weekly = Array.from({ length: 70 }, (_, day) => day % 7);
    const drawn = resampleBlocks(weekly, { length: 100, block: 9, phase: 7, source: randomSource(5) });
    expect(drawn).toEqual(Array.from({ length: 100 }, (_, day) => day % 7));
  });

  it("is empty when there is nothing to draw from, and may be longer than what it is drawn from", () => {
    expect(resampleBlocks([], { length: 5, block: 3, source: randomSource(1) })).toEqual([]);
    expect(resampleBlocks([7], { length: 4, block: 3, source: randomSource(1) })).toEqual([7, 7, 7, 7]);
    expect([8, 27, 104].map(blockLength)).toEqual([2, 3, 5]);
  });
});
