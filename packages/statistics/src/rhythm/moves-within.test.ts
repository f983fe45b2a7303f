import { describe, expect, it } from "vitest";
import { movesWithin } from "./moves-within.ts";

const line = Array.from({ length: 12 }, (_, index) => 3 * index);
const alternating = Array.from({ length: 12 }, (_, index) => index % 2);

describe("how fast a series moves", () => {
  it("is k² for a straight line: it has moved within two steps", () => {
    expect(movesWithin(line)).toEqual({ kind: "movement", steps: 2, ratios: [1, 4, 9, 16] });
  });

  it("is never for what only alternates: after two steps it is where it was", () => {
    expect(movesWithin(alternating)).toEqual({ kind: "movement", steps: null, ratios: [1, 0, 1, 0] });
  });

  it("is by hand for a walk of +1, +1, −1 …", () => {
    // Differences over one step all square to 1. Over two steps of 1 1 −1 1 1 −1 …: 2, 0, 0, 2, 0, 0, … so 4, 0, 0 in turn.
    const walk = [0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 5, 4];
    const result = movesWithin(walk);
    if (result.kind !== "movement") throw new Error("too little");
    expect(result.ratios[1]).toBeCloseTo(16 / 11, 12);
    // Over three steps always 1; over four 2, 2, 0 … in turn: 2 1 2 | 3−1 … squared 4, 4, 0.
    expect(result.ratios[2]).toBe(1);
    expect(result.ratios[3]).toBeCloseTo(24 / 9, 12);
    expect(result.steps).toBe(4);
  });

  it("is never for what stands still, and unknown for too few values", () => {
    expect(movesWithin(new Array(20).fill(7))).toMatchObject({ steps: null });
    expect(movesWithin([1, 2, 3])).toEqual({ kind: "too_little_data", have: 3, need: 12 });
  });
});
