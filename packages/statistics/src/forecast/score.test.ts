import { describe, expect, it } from "vitest";
import type { Expected } from "./expected.ts";
import { scoreForecasts } from "./score.ts";

const near = (value: number, reach = 1): Expected => ({
  value,
  within80: { lower: value - reach, upper: value + reach },
  within95: { lower: value - 2 * reach, upper: value + 2 * reach },
});

describe("a score", () => {
  it("is worked by hand", () => {
    // Known 1, 2, 3, 4 with a cycle of two; then 6 and 4 come. Naive says 4 and 4, the last cycle 3 and 4.
    const issued = [{ known: 4, expected: [near(5), near(5.5)] }];
    expect(scoreForecasts([1, 2, 3, 4, 6, 4], issued, 2)).toEqual({
      error: { forecast: 1.25, naive: 1, seasonal_naive: 1.5 },
      best: "naive",
      covered80: 0.5,
      covered95: 1,
      bias: -0.25,
      count: 2,
    });
  });

  it("does not exist before an outcome is known, and leaves out what is missing", () => {
    const issued = [{ known: 2, expected: [near(3), near(4)] }];
    expect(scoreForecasts([1, 2], issued, 1)).toBeNull();
    expect(scoreForecasts([1, 2, null], issued, 1)).toBeNull();
    expect(scoreForecasts([1, 2, null, 4], issued, 1)).toMatchObject({ count: 1, best: "forecast" });
  });

  it("has no seasonal rival before a whole cycle, and none without a season", () => {
    const issued = [{ known: 2, expected: [near(3)] }];
    expect(scoreForecasts([1, 2, 3], issued, 12)?.error.seasonal_naive).toBeNull();
    expect(scoreForecasts([1, 2, 3], issued, 1)?.error.seasonal_naive).toBeNull();
  });

  it("of a forecast no better than the last value says so", () => {
    const issued = [{ known: 2, expected: [near(2)] }];
    expect(scoreForecasts([1, 2, 5], issued, 1)?.best).toBe("naive");
  });
});
