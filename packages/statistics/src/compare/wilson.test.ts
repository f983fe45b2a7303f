import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilson.ts";

describe("The score interval of a share", () => {
  // Table I of Newcombe 1998, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i in %i is that of Newcombe", (hits, count, low, high) => {
    const interval = wilsonInterval(hits, count);
    expect(interval?.[0]).toBeCloseTo(low, 4);
    expect(interval?.[1]).toBeCloseTo(high, 4);
  });
  it("is none without rows, or where the hits are no part of the count", () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(wilsonInterval(3, 2)).toBeNull();
  });
});
