import { describe, expect, it } from "vitest";
import { phasedChart } from "./phases.ts";

const low = [9, 11, 10, 12, 8, 10, 9, 11, 12, 8];
const high = low.map((value) => value + 50);

describe("phases", () => {
  it("have limits of their own from a recorded intervention on, and no range reaches across it", () => {
    const [before, after] = phasedChart([...low, ...high], [10]);
    expect(before).toMatchObject({ start: 0, end: 10, because: "start", chart: { mean: 10 } });
    expect(after).toMatchObject({ start: 10, end: 20, because: "recorded", chart: { mean: 60 } });
    if (before?.chart.kind !== "chart" || after?.chart.kind !== "chart") throw new Error("no charts");
    expect(after.chart.meanRange).toBe(before.chart.meanRange);
  });

  it("begin at a confirmed shift, not at one of little confidence, nor beside what was recorded", () => {
    const series = [...low, ...high, ...low];
    const confirmed = [
      { index: 11, confidence: 1 },
      { index: 20, confidence: 0.99 },
      { index: 25, confidence: 0.6 },
    ];
    const phases = phasedChart(series, [10], confirmed);
    expect(phases.map(({ start, because }) => [start, because])).toEqual([
      [0, "start"],
      [10, "recorded"],
      [20, "confirmed"],
    ]);
  });

  it("too short for limits say so", () => {
    const phases = phasedChart([...low, 70, 71], [10]);
    expect(phases[1]?.chart).toEqual({ kind: "too_little_data", have: 2, need: 6 });
  });

  it("point with their signals into the whole series", () => {
    const phases = phasedChart([...low, ...high, 200], [10]);
    const { chart } = phases[1] ?? {};
    if (chart?.kind !== "chart") throw new Error("no chart");
    expect(chart.signals).toContainEqual({ index: 20, rule: "outside_limits", side: "above" });
  });

  it("outside the series, or twice at the same period, are none", () => {
    expect(phasedChart(low, [0, -3, 10, 99, 4.5, Number.NaN])).toHaveLength(1);
    expect(phasedChart([...low, ...high], [10, 10])).toHaveLength(2);
  });
});
