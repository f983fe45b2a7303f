import { expect, test } from "vitest";
import { interleave, median, quantile } from "./measure.ts";

test("the 99th percentile of a hundred values is the second slowest, not the slowest", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantile(values, 0.99)).toBe(99);
  expect(quantile(values, 1)).toBe(100);
});

test("the median does not care in which order values came, nor how far off the worst one is", () => {
  expect(median([1000, 1, 3])).toBe(3);
});

test("two works take turns at being first, so that neither always meets the warmer machine", async () => {
  const order: string[] = [];
  const note = (name: string) => async () => order.push(name);
  await interleave(3, note("a"), note("b"));
  expect(order.join("")).toBe("abbaab");
});
