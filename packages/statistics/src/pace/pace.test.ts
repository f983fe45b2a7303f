import { describe, expect, it } from "vitest";
import type { Expected } from "../forecast/expected.ts";
import { forecast } from "../forecast/forecast.ts";
import { randomSource } from "../random/random.ts";
import { calibrationOf, type Issued } from "./calibration.ts";
import { chanceBelow } from "./chance.ts";
import { type Pace, type PaceInput, paceOf } from "./pace.ts";

const free = { lower: null, upper: null };
const level: PaceInput = {
  series: [10, 12, 9, 11, 10, 12, 8, 11, 10, 9, 11, 10],
  periods: [],
  domain: free,
  steps: 3,
  target: 10,
  wanted: "at_least",
  basis: { kind: "value" },
};
const pace = (input: PaceInput): Pace => {
  const made = paceOf(input);
  if (made.kind !== "pace") throw new Error(`only ${made.have} of ${made.need}`);
  return made;
};

describe("the chance of ending below a value", () => {
  const normal: Expected = {
    value: 0,
    within80: { lower: -1.281551565545, upper: 1.281551565545 },
    within95: { lower: -1.95996398454, upper: 1.95996398454 },
  };
  it("is the normal one where the intervals are normal", () => {
    for (const [point, chance] of [
      [0, 0.5],
      [1, 0.841344746069],
      [-1, 0.158655253931],
      [-1.95996398454, 0.025],
      [3, 0.998650101968],
    ] as const)
      expect(chanceBelow(normal, point)).toBeCloseTo(chance, 9);
  });

  it("meets both ends of intervals with heavy tails", () => {
    const heavy: Expected = { value: 5, within80: { lower: 4, upper: 7 }, within95: { lower: 1, upper: 15 } };
    expect(chanceBelow(heavy, 4)).toBeCloseTo(0.1, 12);
    expect(chanceBelow(heavy, 7)).toBeCloseTo(0.9, 12);
    expect(chanceBelow(heavy, 1)).toBeCloseTo(0.025, 12);
    expect(chanceBelow(heavy, 15)).toBeCloseTo(0.975, 12);
  });

  it("of an interval without width is certain", () => {
    const sure: Expected = { value: 5, within80: { lower: 5, upper: 5 }, within95: { lower: 5, upper: 5 } };
    expect([chanceBelow(sure, 4), chanceBelow(sure, 6)]).toEqual([0, 1]);
  });
});

describe("a pace", () => {
  it("without history is too early", () => {
    expect(paceOf({ ...level, series: [1, 2] })).toEqual({ kind: "too_little_data", have: 2, need: 5 });
  });

  it("gives both sides of a target chances that add up to one", () => {
    for (const target of [5, 9, 10, 11, 20]) {
      const up = pace({ ...level, target }).chance;
      const down = pace({ ...level, target, wanted: "at_most" }).chance;
      expect(up + down).toBeCloseTo(1, 9);
    }
  });

  it("falls as more is wanted", () => {
    const chances = [0, 8, 9, 10, 11, 12, 30].map((target) => pace({ ...level, target }).chance);
    expect(chances.toSorted((a, b) => b - a)).toEqual(chances);
  });

  it("is certain where the domain decides", () => {
    const shares = { ...level, series: level.series.map((value) => (value ?? 0) / 20), domain: { lower: 0, upper: 1 } };
    expect(pace({ ...shares, target: 1.2 }).chance).toBe(0);
    expect(pace({ ...shares, target: 0 }).chance).toBe(1);
    expect(pace({ ...shares, target: 1, wanted: "at_most" }).chance).toBe(1);
  });

  it("of a sum adds what is there, and cannot lose it again", () => {
    const sum: PaceInput = { ...level, domain: { lower: 0, upper: null }, basis: { kind: "sum", soFar: 100 } };
    const made = pace({ ...sum, target: 130 });
    expect(made.projected.value).toBeGreaterThan(127);
    expect(made.projected.value).toBeLessThan(134);
    expect(made.projected.within95.lower).toBeGreaterThanOrEqual(100);
    expect(pace({ ...sum, target: 100 }).chance).toBe(1);
    expect(pace({ ...sum, target: 99, wanted: "at_most" }).chance).toBe(0);
  });
});

describe("calibration", () => {
  it("is worked by hand", () => {
    const issued: Issued[] = [
      { chance: 0.9, reached: true },
      { chance: 0.9, reached: false },
      { chance: 0.1, reached: false },
      { chance: 1, reached: true },
    ];
    // The last tenth: .9 + .9 + 1 issued, 2 came true; the second: .1 issued, none.
    expect(calibrationOf(issued)?.error).toBeCloseTo((0.8 + 0.1) / 4, 12);
    expect(calibrationOf(issued)?.brier).toBeCloseTo((0.01 + 0.81 + 0.01) / 4, 12);
    expect(calibrationOf([])).toBeNull();
  });

  const { normal, poisson } = randomSource(31);
  const worlds: Record<string, () => number[]> = {
    "noise around a level": () => Array.from({ length: 52 }, () => 100 + 10 * normal()),
    "a random walk": () => {
      let now = 200;
      return Array.from({ length: 52 }, () => {
        now += 5 * normal();
        return now;
      });
    },
    "a trend in noise": () => Array.from({ length: 52 }, (_, index) => 100 + index + 8 * normal()),
    "counts with a season of four": () => Array.from({ length: 52 }, (_, index) => poisson(20 + 10 * (index % 4))),
  };
  it("of simulated series is within three hundredths over all of them", () => {
    const issued: Issued[] = [];
    for (const draw of Object.values(worlds))
      for (let run = 0; run < 200; run += 1) {
        const all = draw();
        const horizon = 1 + (run % 8);
        const made = forecast({ series: all.slice(0, 44), periods: [4], horizon, domain: free });
        if (made.kind !== "forecast") throw new Error("too little");
        const [outcome, expected] = [all[43 + horizon] ?? Number.NaN, made.expected.at(-1) as Expected];
        for (const share of [0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2]) {
          const target = expected.value * (share + 0.005 * ((run % 10) - 5));
          issued.push({ chance: 1 - chanceBelow(expected, target), reached: outcome >= target });
        }
      }
    expect(calibrationOf(issued)?.error).toBeLessThan(0.03);
  });
});
