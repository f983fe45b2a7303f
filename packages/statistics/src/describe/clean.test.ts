import { expect, it } from "vitest";
import { holdWild, removeSeason } from "./clean.ts";
import { bridgeGaps } from "./gaps.ts";
import { median, robustDeviation } from "./robust.ts";

it("gaps are bridged by straight lines, and levelly at the ends", () => {
  expect(bridgeGaps([null, 2, null, null, 8, null])).toEqual([2, 2, 4, 6, 8, 8]);
  expect(bridgeGaps([null, null])).toEqual([]);
  expect(bridgeGaps([])).toEqual([]);
});

it("the median of an even number of values is between the two in the middle", () => {
  expect(median([9, 1, 5, 3])).toBe(4);
  expect(median([])).toBeNaN();
});

it("the robust deviation is 1.4826 times the median distance, and one wild value does not move it", () => {
  expect(robustDeviation([1, 2, 3, 4, 5])).toBeCloseTo(1.4826, 4);
  expect(robustDeviation([1, 2, 3, 4, 1e18])).toBeCloseTo(1.4826, 4);
});

it("a season is removed in differences, and in ratios where all values are positive", () => {
  const added = Array.from({ length: 28 }, (_, index) => [0, 7, 0, -7][index % 4] ?? 0);
  expect(Math.max(...removeSeason(added, 4).slice(4, 24).map(Math.abs))).toBeLessThan(1e-12);
  const times = Array.from({ length: 28 }, (_, index) => 100 * ([1, 2, 1, 0.5][index % 4] ?? 1));
  const left = removeSeason(times, 4).slice(4, 24);
  expect(Math.max(...left) / Math.min(...left)).toBeCloseTo(1, 9);
});

it("fewer than three cycles have no season", () => {
  expect(removeSeason([1, 9, 1, 9, 1], 2)).toEqual([1, 9, 1, 9, 1]);
});

it("a wild value is held at eight deviations from its neighbours", () => {
  const held = holdWild([1, 2, 1, 2, 1, 1e18, 2, 1, 2, 1, 2], 5, 8);
  expect(held[5]).toBeLessThan(20);
  expect(held[4]).toBe(1);
});
