import { describe, expect, it } from "vitest";
import { randomSource } from "../random/random.ts";
import { fitTheta, forecastTheta, linesOf } from "./theta.ts";

describe("the line behind the theta model", () => {
  it("is the straight line by least squares through the values so far", () => {
    const { normal } = randomSource(3);
    const values = Float64Array.from({ length: 30 }, (_, index) => 5 + 0.3 * index + normal());
    const { last } = linesOf(values);
    const middle = 14.5;
    const mean = values.reduce((sum, value) => sum + value, 0) / 30;
    const product = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
    const square = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
    expect(last.slope).toBeCloseTo(product / square, 10);
    // The level is the line's value at time 0, where the first value has time 1.
    expect(last.level).toBeCloseTo(mean - (product / square) * (middle + 1), 10);
  });
});

describe("the dynamic optimised theta model", () => {
  it("of noise around a level takes next to no trend and stays at the level", () => {
    const { normal } = randomSource(8);
    const values = Float64Array.from({ length: 200 }, () => 50 + normal());
    const lines = linesOf(values);
    const model = fitTheta(values, lines);
    for (const value of forecastTheta(values, lines, model, 12)) expect(Math.abs(value - 50)).toBeLessThan(1);
  });

  it("of a line takes the trend in full and goes on", () => {
    const values = Float64Array.from({ length: 60 }, (_, index) => 10 + 2 * index);
    const lines = linesOf(values);
    const model = fitTheta(values, lines);
    expect(model.weight).toBeGreaterThan(0.9);
    expect(forecastTheta(values, lines, model, 10)[9]).toBeCloseTo(10 + 2 * 69, 0);
  });

  it("has the smallest sum of squared errors on its grid of shares", () => {
    const { normal } = randomSource(21);
    let level = 100;
    const values = Float64Array.from({ length: 80 }, () => {
      level += 0.4 * normal();
      return level + normal();
    });
    const lines = linesOf(values);
    const squares = (alpha: number, initial: number, weight: number): number => {
      let [smooth, power, sum] = [initial, 1, 0];
      for (const [index, value] of values.entries()) {
        const drift =
          power * (lines.level[index] ?? 0) + ((1 - (1 - alpha) * power) / alpha) * (lines.slope[index] ?? 0);
        sum += (value - smooth - weight * drift) ** 2;
        smooth += alpha * (value - smooth);
        power *= 1 - alpha;
      }
      return sum;
    };
    const { alpha, initial, weight } = fitTheta(values, lines);
    const best = squares(alpha, initial, weight);
    for (const a of [0.1, 0.3, 0.5, 0.7, 0.9])
      for (const shift of [-1, 0, 1])
        for (const w of [0, 0.25, 0.5, 0.75, 1]) expect(squares(a, initial + shift, w)).toBeGreaterThan(best * 0.9999);
  });
});
