import { describe, expect, it } from "vitest";
import { randomSource } from "../random/random.ts";
import { nile } from "../reference/nile.ts";
import { effectOf, type Intervened } from "./effect.ts";

/** A process with this memory around zero, of unit deviation, with a step. */
const process = (seed: number, { length = 48, memory = 0, step = 0, from = 40 } = {}): number[] => {
  const { normal } = randomSource(seed);
  const values: number[] = [];
  let error = normal();
  for (let index = 0; index < length; index += 1) {
    if (index > 0) error = memory * error + Math.sqrt(1 - memory ** 2) * normal();
    values.push(error + (index >= from ? step : 0));
  }
  return values;
};
const plain = { acted: 40, lag: 0, watch: 8, season: 1 };

/** Share of intervals that hold the true effect. */
const coverage = (runs: number, given: (seed: number) => Intervened, truth: number): number => {
  let held = 0;
  for (let seed = 1; seed <= runs; seed += 1) {
    const found = effectOf(given(seed));
    if (found.kind === "effect" && found.interval[0] <= truth && truth <= found.interval[1]) held += 1;
  }
  return held / runs;
};

describe("the effect of an intervention", () => {
  it("sees the dam at Aswan: the Nile fell by a quarter after 1898", () => {
    const found = effectOf({ values: nile, acted: 28, lag: 0, watch: 72, season: 1 });
    expect(found).toMatchObject({ kind: "effect", method: "interrupted_series", periods: { before: 28, after: 72 } });
    if (found.kind !== "effect") return;
    expect(found.before).toBeCloseTo(1097.75, 8);
    expect(found.after).toBeCloseTo(849.972222, 5);
    expect(found.interval[1]).toBeLessThan(-100);
  });

  it.each([0, 0.3, 0.6])("holds the truth 95 times in 100 with a history of 40 periods, at memory %f", (memory) => {
    const share = coverage(300, (seed) => ({ values: process(seed, { memory, step: 1 }), ...plain }), 1);
    expect(share).toBeGreaterThan(0.925);
    expect(share).toBeLessThan(0.985);
  });

  it.each([0, 0.4])("holds it before against after with 12 periods, at memory %f", (memory) => {
    const given = (seed: number): Intervened => ({
      ...{ values: process(seed, { length: 18, memory, from: 12 }), acted: 12 },
      ...{ lag: 0, watch: 6, season: 1 },
    });
    const share = coverage(300, given, 0);
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.99);
  });

  it("does not take a trend or a season for an effect", () => {
    const given = (seed: number): Intervened => ({
      ...{
        values: process(seed, { length: 68, from: 60 }).map(
          (value, t) => value + t / 5 + 6 * Math.sin((Math.PI * t) / 6),
        ),
      },
      ...{ acted: 60, lag: 0, watch: 8, season: 12 },
    });
    expect(coverage(200, given, 0)).toBeGreaterThan(0.91);
  });

  it("leaves out the periods of the lag and those after the watch", () => {
    const values = [
      ...process(7, { step: 0 }).slice(0, 40),
      99,
      99,
      ...Array.from({ length: 8 }, (_, i) => 3 + (i % 2) / 9),
      99,
    ];
    const found = effectOf({ values, acted: 40, lag: 2, watch: 8, season: 1 });
    expect(found).toMatchObject({ kind: "effect", periods: { before: 40, after: 8 } });
    if (found.kind === "effect") expect(found.after).toBeLessThan(3.2);
  });

  it("does not move with the unit", () => {
    const values = process(3, { step: 2 });
    const [one, thousand] = [1, 1000].map((unit) =>
      effectOf({ values: values.map((value) => value * unit + unit), ...plain }),
    );
    if (one?.kind !== "effect" || thousand?.kind !== "effect") throw new Error("no effect");
    expect(thousand.estimate / one.estimate).toBeCloseTo(1000, 6);
    expect(thousand.interval[0] / one.interval[0]).toBeCloseTo(1000, 3);
  });

  it("says how much is missing", () => {
    expect(effectOf({ values: [1, 2, 3, 4], acted: 2, lag: 0, watch: 2, season: 1 })).toEqual({
      kind: "too_little_data",
      have: 2,
      need: 8,
    });
    const holes = process(1).map((value, index) => (index >= 42 ? null : value));
    expect(effectOf({ values: holes, ...plain })).toEqual({ kind: "too_little_data", have: 2, need: 3 });
  });

  it("has an answer for a constant series and for one wild value", () => {
    const constant = effectOf({ values: Array.from({ length: 48 }, () => 5), ...plain });
    expect(constant).toMatchObject({ kind: "effect", estimate: 0 });
    const wild = effectOf({ values: process(5).map((value, index) => (index === 44 ? 1e18 : value)), ...plain });
    if (wild.kind !== "effect") throw new Error("no effect");
    expect(wild.interval[0]).toBeLessThan(0);
  });
});
