import { expect, it } from "vitest";
import { keyResultPicture } from "./key-result.ts";

const at = (end: number, value: number | null, current = false) => ({ end, value, current });

it("a key result is drawn from baseline to target over its window, gaps open and the current period left out", () => {
  const picture = keyResultPicture(
    {
      ...{ window: { start: 0, end: 100 }, baseline: 0, target: 10, now: 40, expected: [1, 2, 3, 4] },
      observations: [at(10, 1), at(20, null), at(30, 4), at(40, 9, true)],
    },
    116,
    116,
  );
  expect(picture.lines.map((line) => line.map(({ x }) => x))).toEqual([[18], [38]]);
  expect(picture.expected[0]?.x).toBe(8);
  expect(picture.expected.at(-1)).toEqual({ x: 108, y: picture.target });
  expect(picture.target).toBeLessThan(picture.baseline ?? 0);
  expect(picture.now).toBe(48);
});

it("one flat value has a place, too", () => {
  const flat = { window: { start: 0, end: 1 }, baseline: null, target: 0, now: 5, expected: [], observations: [] };
  const picture = keyResultPicture(flat, 100, 100);
  expect(Number.isFinite(picture.target)).toBe(true);
  expect(picture.now).toBeNull();
});
