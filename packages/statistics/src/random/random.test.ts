import { describe, expect, it } from "vitest";
import { randomSource, xoshiro } from "./random.ts";

it("the generator gives the published stream of the state 1, 2, 3, 4 (rand_xoshiro, from the authors' C)", () => {
  const next = xoshiro([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, next)).toEqual([
    641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
  ]);
});

it("a seed gives the same draws again, another seed others", () => {
  const draws = (seed: number) => Array.from({ length: 5 }, randomSource(seed).normal);
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
});

describe("draws have the mean and variance of their law, within five standard errors", () => {
  const count = 40_000;
  const source = randomSource(20_261_124);
  const cases: [string, () => number, number, number][] = [
    ["uniform", source.uniform, 0.5, 1 / 12],
    ["normal", source.normal, 0, 1],
    ["gamma of shape 0.4", () => source.gamma(0.4), 0.4, 0.4],
    ["gamma of shape 7", () => source.gamma(7), 7, 7],
    ["Poisson of mean 3", () => source.poisson(3), 3, 3],
    ["Poisson of mean 1,200", () => source.poisson(1200), 1200, 1200],
    ["negative binomial", () => source.negativeBinomial(12, 4), 12, 48],
  ];
  it.each(cases)("%s", (_, draw, mean, variance) => {
    const values = Array.from({ length: count }, draw);
    const got = values.reduce((sum, value) => sum + value, 0) / count;
    const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    expect(Math.abs(got - mean)).toBeLessThan(5 * Math.sqrt(variance / count));
    expect(Math.abs(spread / variance - 1)).toBeLessThan(0.08);
  });
});
