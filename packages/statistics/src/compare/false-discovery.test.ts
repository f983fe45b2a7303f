import { describe, expect, it } from "vitest";
import { randomSource } from "../random/random.ts";
import { adjustedPValues, discoveries } from "./false-discovery.ts";

/** The 15 comparisons of Neuhaus et al. in Benjamini & Hochberg 1995, section 4.1. */
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

describe("discoveries among many comparisons", () => {
  it("are the four that Benjamini and Hochberg publish, where Bonferroni finds three", () => {
    expect(discoveries(published, 0.05).filter(Boolean)).toHaveLength(4);
    expect(published.filter((p) => p <= 0.05 / published.length)).toHaveLength(3);
  });

  it("do not depend on the order of the p-values", () => {
    expect(discoveries([0.9, 0.001, 0.5, 0.002], 0.05)).toEqual([false, true, false, true]);
    expect(discoveries([], 0.05)).toEqual([]);
  });

  it("are those whose adjusted p-value is at most the rate, as worked out by hand", () => {
    // 0.01·4/1, 0.04·4/3 twice (0.03·4/2 is more), 0.5: from the largest down, each at most the one above it.
    const adjusted = adjustedPValues([0.01, 0.5, 0.03, 0.04]);
    const byHand = [0.04, 0.5, 0.16 / 3, 0.16 / 3];
    expect(adjusted.map((value, index) => Math.abs(value - (byHand[index] ?? 0)) < 1e-12)).not.toContain(false);
    expect(adjustedPValues(published).map((p) => p <= 0.05)).toEqual(discoveries(published, 0.05));
  });

  it("are false at most as often as promised: 2,000 families of 40 with 10 real ones", () => {
    const source = randomSource(7);
    let sum = 0;
    for (let run = 0; run < 2000; run += 1) {
      const pValues = Array.from({ length: 40 }, (_, i) => (i < 10 ? source.uniform() * 1e-4 : source.uniform()));
      const found = discoveries(pValues, 0.1);
      const all = found.filter(Boolean).length;
      sum += all === 0 ? 0 : found.filter((is, i) => is && i >= 10).length / all;
    }
    // The promise is q times the share of true nulls: 0.1 × 30/40; three standard errors are about 0.005.
    expect(sum / 2000).toBeGreaterThan(0.07);
    expect(sum / 2000).toBeLessThan(0.08);
  });
});
