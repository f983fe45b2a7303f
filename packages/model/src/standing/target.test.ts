import { describe, expect, it } from "vitest";
import { builtInUnits } from "../metric/unit.ts";
import { readTarget } from "./read-target.ts";
import { paceAt, type Target, targetAt } from "./target.ts";

const points = [
  { at: 0, value: 100 },
  { at: 10, value: 200 },
  { at: 20, value: 150 },
];
const curve = (interpolation: "linear" | "step"): Target => ({
  kind: "curve",
  interpolation,
  points,
  provenance: null,
});

describe("a target curve", () => {
  it("has a pace straight between its points", () => {
    expect([-1, 0, 5, 10, 15, 20, 99].map((at) => paceAt(curve("linear"), at))).toEqual([
      null,
      100,
      150,
      200,
      175,
      150,
      150,
    ]);
  });

  it("in steps keeps the pace of the last point", () => {
    expect([-1, 0, 9, 10, 25].map((at) => paceAt(curve("step"), at))).toEqual([null, 100, 100, 200, 150]);
  });

  it("aims for its next point, and for the last one after that", () => {
    expect([-1, 0, 1, 10, 11, 99].map((at) => targetAt(curve("linear"), at))).toEqual([100, 100, 200, 200, 150, 150]);
  });

  it("without points has neither", () => {
    const empty: Target = { kind: "curve", interpolation: "linear", points: [], provenance: null };
    expect([targetAt(empty, 0), paceAt(empty, 0)]).toEqual([null, null]);
  });
});

it("a constant target is its own pace", () => {
  const constant: Target = { kind: "constant", value: 0.8, provenance: null };
  expect([targetAt(constant, 5), paceAt(constant, 5)]).toEqual([0.8, 0.8]);
});

describe("a written target", () => {
  it("is read in the unit of the metric, with dates in the workspace's zone", () => {
    expect(readTarget({ value: "80%", provenance: "board" }, builtInUnits.percent, "UTC")).toEqual({
      target: { kind: "constant", value: 0.8, provenance: "board" },
      faults: [],
    });
    const written = {
      points: [
        { at: "2001-01-01", value: "2h" },
        { at: "2001-06-30", value: 90 },
      ],
    };
    expect(readTarget(written, builtInUnits.minutes, "America/New_York").target).toMatchObject({
      points: [
        { at: Date.UTC(2001, 0, 2, 5), value: 120 },
        { at: Date.UTC(2001, 6, 1, 4), value: 90 },
      ],
    });
  });

  it("holds to the end of its dates: a period that ends with one is held against its value", () => {
    const written = {
      points: [
        { at: "2026-09-30", value: 100 },
        { at: "2026-12-31", value: 200 },
      ],
    };
    const { target } = readTarget(written, builtInUnits.count, "Europe/Berlin");
    const endOfSeptember = Date.UTC(2026, 8, 30, 22);
    expect(target === null ? null : [targetAt(target, endOfSeptember), paceAt(target, endOfSeptember)]).toEqual([
      100, 100,
    ]);
  });

  it("has everything wrong with it named at once, and where", () => {
    const written = {
      points: [
        { at: "soon", value: "80" },
        { at: "2001-02-30", value: "81%" },
      ],
    };
    const { target, faults } = readTarget(written, builtInUnits.percent, "UTC");
    expect(target).toBeNull();
    expect(faults.map(({ path }) => path.join("."))).toEqual(["points.0.at", "points.0.value", "points.1.at"]);
  });

  it("goes forward in time, and is either a value or a curve", () => {
    const backwards = {
      points: [
        { at: "2001-02-01", value: 1 },
        { at: "2001-01-01", value: 2 },
      ],
    };
    expect(readTarget(backwards, builtInUnits.count, "UTC").faults).toMatchObject([{ path: ["points", 1, "at"] }]);
    expect(readTarget({}, builtInUnits.count, "UTC").faults).toHaveLength(1);
    expect(
      readTarget({ value: 1, points: [{ at: "2001-02-01", value: 1 }] }, builtInUnits.count, "UTC").faults,
    ).toHaveLength(1);
  });
});
