import { describe, expect, it } from "vitest";
import { latestSignal, levelPlaces } from "./latest.ts";

describe("the end of a series", () => {
  it("is no signal in noise, and one beyond the limits", () => {
    const noise = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11];
    expect(latestSignal(noise, 1)).toEqual({ outside: null, run: null });
    // With 18: mean 118 / 11, ranges nine of 2 and one of 7, limit 17.4. With 17: mean 117 / 11, one of 6, limit 17.02.
    expect(latestSignal([...noise, 18], 1)).toEqual({ outside: "above", run: null });
    expect(latestSignal([...noise, 17], 1)).toEqual({ outside: null, run: null });
  });

  it("is not judged before there are six values", () => {
    expect(latestSignal([1, 2, 3, 4, null, 5], 1)).toBe(null);
  });

  it("levels the places of a season around the mean of all", () => {
    expect(levelPlaces([1, 10, 3, 12, null, 14], 2)).toEqual([7, 6, 9, 8, null, 10]);
  });
});
