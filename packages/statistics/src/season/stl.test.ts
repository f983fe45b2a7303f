import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mstl } from "./mstl.ts";
import { stl } from "./stl.ts";

/** R's decompositions are not part of the repository; SEXTANT_DATA names the folder that holds `ts_reference/`. */
const file = join(process.env.SEXTANT_DATA ?? "", "ts_reference", "r_ts_reference.json");
const present = process.env.SEXTANT_DATA !== undefined && existsSync(file);

interface Parts {
  seasonal: number[];
  trend: number[];
}
interface Reference {
  name: string;
  freq: number;
  x: number[];
  stl_periodic?: Parts;
  stl_s13_robust?: Parts;
}
const read = (): Reference[] =>
  present
    ? Object.values((JSON.parse(readFileSync(file, "utf8")) as { series: Record<string, Reference> }).series)
    : [];
const seasonal = read().filter((one) => one.stl_periodic);

const farthest = (ours: Float64Array, published: readonly number[], size: number): number =>
  published.reduce((most, value, index) => Math.max(most, Math.abs(value - (ours[index] ?? Number.NaN)) / size), 0);

describe.skipIf(!present)("R's stl (skipped: reference data not present)", () => {
  it("has six seasonal series to compare with", () => {
    expect(seasonal.map(({ name }) => name)).toHaveLength(6);
  });

  it.each(seasonal)("agrees on the periodic season of $name", ({ x, freq, stl_periodic }) => {
    const ours = stl(Float64Array.from(x), freq, { seasonWindow: "periodic", robust: false });
    const size = Math.max(...x.map(Math.abs));
    expect(farthest(ours.season, stl_periodic?.seasonal ?? [Number.NaN], size)).toBeLessThan(1e-12);
    expect(farthest(ours.trend, stl_periodic?.trend ?? [Number.NaN], size)).toBeLessThan(1e-12);
  });

  it.each(seasonal)("agrees on the changing season of $name, outliers weighted out", ({ x, freq, stl_s13_robust }) => {
    const ours = stl(Float64Array.from(x), freq, { seasonWindow: 13, robust: true });
    const size = Math.max(...x.map(Math.abs));
    expect(farthest(ours.season, stl_s13_robust?.seasonal ?? [Number.NaN], size)).toBeLessThan(1e-11);
    expect(farthest(ours.trend, stl_s13_robust?.trend ?? [Number.NaN], size)).toBeLessThan(1e-11);
  });
});

it("parts add up to the series, for one period and for several", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 30, maxLength: 80 });
  fc.assert(
    fc.property(values, (series) => {
      const given = Float64Array.from(series);
      const { seasons, trend, remainder } = mstl(given, [4, 12]);
      for (const [index, value] of given.entries()) {
        const sum = seasons.reduce(
          (all, season) => all + (season[index] ?? 0),
          (trend[index] ?? 0) + (remainder[index] ?? 0),
        );
        expect(Math.abs(sum - value)).toBeLessThan(1e-6);
      }
    }),
    { numRuns: 50 },
  );
});

it("two seasons over a line are told apart", () => {
  const day = (index: number): number => 5 * Math.sin((2 * Math.PI * index) / 24);
  const week = (index: number): number => 9 * Math.cos((2 * Math.PI * index) / 168);
  const values = Float64Array.from({ length: 168 * 6 }, (_, index) => 100 + 0.01 * index + day(index) + week(index));
  const { seasons, remainder } = mstl(values, [24, 168]);
  const middle = Array.from({ length: 168 * 2 }, (_, index) => 168 * 2 + index);
  for (const index of middle) {
    expect(Math.abs((seasons[0]?.[index] ?? 0) - day(index))).toBeLessThan(0.3);
    expect(Math.abs((seasons[1]?.[index] ?? 0) - week(index))).toBeLessThan(0.3);
    expect(Math.abs(remainder[index] ?? 1)).toBeLessThan(0.1);
  }
});
