import { describe, expect, it } from "vitest";
import { randomSource } from "../random/random.ts";
import { nile } from "../reference/nile.ts";
import { type Changes, findChanges } from "./changes.ts";
import { fitMemory } from "./memory.ts";
import { findSpreadChanges } from "./spread.ts";

const changesOf = (series: readonly (number | null)[], period?: number): Changes => {
  const found = findChanges(series, period);
  if (found.kind !== "changes") throw new Error(`only ${found.have} of ${found.need}`);
  return found;
};

const indexesOf = (found: Changes): number[] => found.changes.map(({ index }) => index);

/** AR(1) noise of unit deviation. */
const noise = (count: number, memory: number, seed: number): number[] => {
  const { normal } = randomSource(seed);
  let value = normal();
  return Array.from({ length: count }, () => {
    value = memory * value + Math.sqrt(1 - memory ** 2) * normal();
    return value;
  });
};

it("the Nile has exactly one change, in 1899, of level", () => {
  const { changes, shape } = changesOf(nile);
  expect(shape).toBe("level");
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({ index: 28 });
  expect(changes[0]?.confidence).toBeGreaterThan(0.9);
  expect(changes[0]?.before).toBeCloseTo(1097.75, 9);
  expect(changes[0]?.after).toBeCloseTo(849.972, 3);
});

describe("hostile series", () => {
  it("of fewer than ten values are too little", () => {
    expect(findChanges([])).toEqual({ kind: "too_little_data", have: 0, need: 10 });
    expect(findChanges(Array.from({ length: 500 }, () => null))).toMatchObject({ have: 0 });
    expect(findChanges([1, null, 2])).toEqual({ kind: "too_little_data", have: 2, need: 10 });
  });

  it("that never vary have no change, whatever their rounding", () => {
    expect(changesOf(Array.from({ length: 50 }, () => 0.1)).changes).toEqual([]);
  });

  it("with one value of 1e18 still show where the level changed", () => {
    const series = noise(100, 0, 5).map((value, index) => value + (index >= 60 ? 6 : 0));
    series[20] = 1e18;
    const found = indexesOf(changesOf(series));
    expect(found).toHaveLength(1);
    expect(Math.abs((found[0] ?? 0) - 60)).toBeLessThanOrEqual(1);
  });

  it("with a year of gaps keep their indices", () => {
    const series = noise(200, 0, 6).map((value, index) =>
      index >= 50 && index < 90 ? null : value + (index >= 150 ? 6 : 0),
    );
    expect(indexesOf(changesOf(series))).toEqual([150]);
  });

  it("that shift on their last day do not change yet", () => {
    const series = noise(100, 0, 7);
    series[99] = 30;
    expect(indexesOf(changesOf(series))).toEqual([]);
  });

  it("of a step without noise change once, exactly there", () => {
    expect(indexesOf(changesOf(Array.from({ length: 40 }, (_, index) => (index < 17 ? 3 : 4))))).toEqual([17]);
  });
});

describe("what is found", () => {
  it("in noise, with or without memory, is nothing: at most 2 of 100 series", () => {
    for (const memory of [0, 0.5, 0.9]) {
      const wrong = Array.from({ length: 100 }, (_, seed) => changesOf(noise(100, memory, 900 + seed))).filter(
        ({ changes }) => changes.length > 0,
      );
      expect(wrong.length, `memory ${memory}`).toBeLessThanOrEqual(2);
    }
  });

  it("of a shift of three deviations is one change, in at least 95 of 100 series, within 2 of it", () => {
    const right = Array.from({ length: 100 }, (_, seed) => {
      const series = noise(100, 0, 300 + seed).map((value, index) => value + (index >= 40 ? 3 : 0));
      const [first, second] = indexesOf(changesOf(series));
      return second === undefined && Math.abs((first ?? 0) - 40) <= 2;
    });
    expect(right.filter(Boolean).length).toBeGreaterThanOrEqual(95);
  });

  it("of a broken trend is a change of slope", () => {
    const series = noise(120, 0, 12).map((value, index) => value + (index < 60 ? index * 0.5 : 60 - index * 0.5));
    const { shape, changes } = changesOf(series);
    expect(shape).toBe("slope");
    expect(changes).toHaveLength(1);
    expect(Math.abs((changes[0]?.index ?? 0) - 60)).toBeLessThanOrEqual(3);
  });

  it("of steady growth, or of one smooth bend, is nothing, however little noise there is", () => {
    for (const noisy of [0.0005, 0.01, 0.05]) {
      const error = noise(200, 0, 13).map((value) => 1 + noisy * value);
      const growth = error.map((value, index) => 1e6 * Math.exp(index / 100) * value);
      const bend = error.map((value, index) => 1e6 * (1 + (index / 200) ** 2) * value);
      expect(changesOf(growth), `noise ${noisy}`).toMatchObject({ shape: "growth", changes: [] });
      expect(changesOf(bend).changes, `noise ${noisy}`).toEqual([]);
    }
  });

  it("of growth that doubles its rate is a change of growth", () => {
    const series = noise(200, 0, 16).map(
      (value, index) => 1000 * Math.exp(0.005 * index + 0.01 * Math.max(0, index - 120) + 0.02 * value),
    );
    const { shape, changes } = changesOf(series);
    expect(shape).toBe("growth");
    expect(changes).toHaveLength(1);
    expect(Math.abs((changes[0]?.index ?? 0) - 120)).toBeLessThanOrEqual(4);
  });

  it("is the same in any unit and from any zero", () => {
    const series = noise(100, 0.3, 14).map((value, index) => value + (index >= 30 ? 4 : 0));
    const here = changesOf(series);
    const there = changesOf(series.map((value) => -273.15 + value / 3600));
    expect(indexesOf(there)).toEqual(indexesOf(here));
    expect(there.changes[0]?.confidence).toBeCloseTo(here.changes[0]?.confidence ?? 0, 6);
  });

  it("does not contain the season", () => {
    const wave = [0, 5, 9, 5, 0, -5, -14];
    const series = noise(140, 0, 15).map((value, index) => value + (wave[index % 7] ?? 0) + (index >= 77 ? 5 : 0));
    expect(indexesOf(changesOf(series, 7))).toEqual([77]);
  });
});

describe("changes of spread", () => {
  it("are found where noise triples, with both deviations", () => {
    const series = noise(200, 0, 21).map((value, index) => value * (index >= 100 ? 3 : 1));
    const found = findSpreadChanges(changesOf(series));
    if (!Array.isArray(found)) throw new Error("too little");
    expect(found).toHaveLength(1);
    expect(Math.abs((found[0]?.index ?? 0) - 100)).toBeLessThanOrEqual(5);
    expect((found[0]?.after ?? 0) / (found[0]?.before ?? 1)).toBeGreaterThan(2);
    expect(found[0]?.confidence).toBeGreaterThan(0.99);
  });

  it("are none in steady noise, nor in a series that never varies", () => {
    const steady = noise(200, 0.5, 22);
    expect(findSpreadChanges(changesOf(steady))).toEqual([]);
    const flat = Array.from({ length: 30 }, () => 4);
    expect(findSpreadChanges(changesOf(flat))).toEqual([]);
    expect(findSpreadChanges(changesOf(steady.slice(0, 15)))).toMatchObject({ kind: "too_little_data", have: 15 });
  });
});

it("the memory of residuals is that of the process, within two standard errors", () => {
  for (const memory of [0, 0.4, 0.8]) {
    const error = 2 * Math.sqrt((1 - memory ** 2) / 2000);
    expect(Math.abs(fitMemory(noise(2000, memory, 31)).memory - memory)).toBeLessThanOrEqual(Math.max(0.02, error));
  }
});
