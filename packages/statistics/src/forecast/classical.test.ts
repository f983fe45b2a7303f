import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fitSmoothing, forecastClassicalTheta } from "./classical.ts";
import { type DampedModel, fitDamped, forecastDamped } from "./damped.ts";

/** R's fits are not part of the repository; SEXTANT_DATA names the folder that holds `ts_reference/`. */
const file = join(process.env.SEXTANT_DATA ?? "", "ts_reference", "r_ts_reference.json");
const present = process.env.SEXTANT_DATA !== undefined && existsSync(file);

interface Fit {
  par: Record<string, number[]>;
  mean: number[];
}
interface Reference {
  name: string;
  freq: number;
  x: number[];
  theta: { mean: number[] };
  ets: { ANN: Fit; AANd: Fit };
}
const series: Reference[] = present
  ? Object.values((JSON.parse(readFileSync(file, "utf8")) as { series: Record<string, Reference> }).series)
  : [];

const apart = (ours: ArrayLike<number>, published: readonly number[]): number =>
  Math.max(...published.map((value, index) => Math.abs((ours[index] ?? Number.NaN) / value - 1)));

const squares = (values: readonly number[], { alpha, beta, phi, level, trend }: DampedModel): number => {
  let [l, b, sum] = [level, trend, 0];
  for (const value of values) {
    const error = value - l - phi * b;
    sum += error * error;
    l += phi * b + alpha * error;
    b = phi * b + beta * error;
  }
  return sum;
};

describe.skipIf(!present)("R's forecast package (skipped: reference data not present)", () => {
  it.each(series)("agrees on simple exponential smoothing of $name", ({ x, ets }) => {
    const { last } = fitSmoothing(Float64Array.from(x), 1e-6);
    expect(
      apart(
        ets.ANN.mean.map(() => last),
        ets.ANN.mean,
      ),
    ).toBeLessThan(1e-3);
  });

  it.each(series.filter(({ freq }) => freq <= 1))("agrees on the theta method for $name", ({ x, theta }) => {
    const ours = forecastClassicalTheta(Float64Array.from(x), theta.mean.length, 1e-6);
    expect(apart(ours, theta.mean)).toBeLessThan(1e-3);
  });

  const modelOf = ({ par }: Fit): DampedModel => {
    const [alpha, beta, phi, level, trend] = ["alpha", "beta", "phi", "l", "b"].map(
      (name) => par[name]?.[0] ?? Number.NaN,
    );
    return { alpha, beta, phi, level, trend } as DampedModel;
  };

  it.each(series)("agrees on the damped trend of $name with R's parameters", ({ x, ets }) => {
    const ours = forecastDamped(Float64Array.from(x), modelOf(ets.AANd), ets.AANd.mean.length);
    expect(apart(ours, ets.AANd.mean)).toBeLessThan(1e-12);
  });

  it.each(series)("fits the damped trend of $name no worse than one part in a thousand", ({ x, ets }) => {
    const ours = fitDamped(Float64Array.from(x), { evaluations: 4000, tolerance: 1e-13 });
    expect(squares(x, ours)).toBeLessThan(1.001 * squares(x, modelOf(ets.AANd)));
  });
});

it("a straight line goes on for theta at half its slope, and for a damped trend at less and less of it", () => {
  const line = Float64Array.from({ length: 40 }, (_, index) => 10 + 2 * index);
  const theta = forecastClassicalTheta(line, 3, 1e-6);
  expect((theta[1] ?? 0) - (theta[0] ?? 0)).toBeCloseTo(1, 9);
  const damped = forecastDamped(line, fitDamped(line), 50);
  expect(damped[49]).toBeGreaterThan(88);
  expect(damped[49]).toBeLessThan(88 + 2 * 50);
});
