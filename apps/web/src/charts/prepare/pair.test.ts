import { describe, expect, it } from "vitest";
import { pairOf } from "./pair.ts";

const period = (index: number, before: number | null, after: number | null) => ({
  start: index * 10,
  end: index * 10 + 10,
  before,
  after,
});

describe("two versions of a series", () => {
  it("have nothing to draw without a value or without room", () => {
    expect(pairOf([], 100, 40)).toEqual({ before: [], after: [] });
    expect(pairOf([period(0, null, null)], 100, 40)).toEqual({ before: [], after: [] });
    expect(pairOf([period(0, 1, 2)], 8, 40)).toEqual({ before: [], after: [] });
  });

  it("share one scale over both, oldest left", () => {
    const { before, after } = pairOf([period(0, 0, 10), period(1, 20, 10)], 104, 48);
    expect(before).toEqual([
      [
        { x: 4, y: 44 },
        { x: 100, y: 4 },
      ],
    ]);
    expect(after).toEqual([
      [
        { x: 4, y: 24 },
        { x: 100, y: 24 },
      ],
    ]);
  });

  it("leave a gap open, and a value between two gaps alone", () => {
    const { before } = pairOf([period(0, 1, 1), period(1, null, 1), period(2, 2, 1)], 104, 48);
    expect(before.map((stretch) => stretch.length)).toEqual([1, 1]);
  });
});
