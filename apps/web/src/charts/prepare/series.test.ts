import type { Observation } from "@sextant/model/series/observation";
import { describe, expect, test } from "vitest";
import { drawableSeries, finiteValue } from "./series.ts";

const day = 86_400_000;

/** Daily observations from values; a string names the presence of a missing one. */
const series = (values: (number | "empty" | "unknown")[], change: Partial<Observation>[] = []): Observation[] =>
  values.map((value, index) => ({
    periodKey: `2001-01-${String(index + 1).padStart(2, "0")}`,
    start: index * day,
    end: (index + 1) * day,
    value: typeof value === "number" ? value : null,
    numerator: null,
    denominator: null,
    sampleSize: 10,
    presence: typeof value === "number" ? "value" : value,
    settled: true,
    current: false,
    ...change[index],
  }));

describe("a drawable series", () => {
  test("of nothing draws nothing", () => {
    expect(drawableSeries([])).toEqual({ points: [], runs: [], alone: [], gaps: [] });
  });

  test("of one value is a lonely point, not a line", () => {
    const { runs, alone } = drawableSeries(series([0.5]));
    expect(runs).toEqual([]);
    expect(alone.map((point) => [point.at, point.value])).toEqual([[day / 2, 0.5]]);
  });

  test("leaves a gap where a value is missing and never draws it as zero", () => {
    const { runs, points, gaps } = drawableSeries(series([1, 2, "unknown", 3, 4]));
    expect(runs.map((run) => run.points.map((point) => point.value))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(points).toHaveLength(4);
    expect(gaps).toEqual([{ presence: "unknown", start: 2 * day, end: 3 * day }]);
  });

  test("tells empty periods from unknown ones and joins neighbours of the same sort", () => {
    expect(drawableSeries(series([1, "empty", "empty", "unknown", 2])).gaps).toEqual([
      { presence: "empty", start: day, end: 3 * day },
      { presence: "unknown", start: 3 * day, end: 4 * day },
    ]);
  });

  test("of only missing values has no points", () => {
    const { points, gaps } = drawableSeries(series(["unknown", "unknown"]));
    expect(points).toEqual([]);
    expect(gaps).toHaveLength(1);
  });

  test("breaks the line where periods are not in the series at all", () => {
    const far = series([1, 2, 3, 4]).map((each, index) =>
      index < 2 ? each : { ...each, start: each.start + 400 * day, end: each.end + 400 * day },
    );
    const { runs, gaps } = drawableSeries(far);
    expect(runs).toHaveLength(2);
    expect(gaps).toEqual([{ presence: "unknown", start: 2 * day, end: 402 * day }]);
  });

  test("dashes the way to an ended period that may still change", () => {
    const { runs } = drawableSeries(series([1, 2, 3, 4], [{}, {}, { settled: false }, { settled: false }]));
    expect(runs.map((run) => [run.dashed, run.points.map((point) => point.value)])).toEqual([
      [false, [1, 2]],
      [true, [2, 3, 4]],
    ]);
  });

  test("never joins the current period to whole ones", () => {
    const { runs, alone } = drawableSeries(series([1, 2, 3], [{}, {}, { settled: false, current: true }]));
    expect(runs.flatMap((run) => run.points.map((point) => point.value))).toEqual([1, 2]);
    expect(alone.map((point) => point.firmness)).toEqual(["current"]);
  });

  test("keeps zero, negative and huge values as they are", () => {
    expect(drawableSeries(series([0, -3, 1e18])).points.map((point) => point.value)).toEqual([0, -3, 1e18]);
  });

  test("treats a value that is not finite, or is marked missing, as a gap", () => {
    const [bad, marked] = series([Number.NaN, 7], [{}, { presence: "unknown" }]) as [Observation, Observation];
    expect(finiteValue(bad)).toBeNull();
    expect(finiteValue(marked)).toBeNull();
    expect(drawableSeries([bad, marked]).points).toEqual([]);
  });
});
