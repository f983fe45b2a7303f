import type { Delta } from "@sextant/model/api/answers/observation";
import { formatChange } from "@sextant/model/metric/format";
import { builtInUnits } from "@sextant/model/metric/unit";
import { describe, expect, it } from "vitest";
import { shortLabel } from "./DeltaText.tsx";

const delta = (base: number | null, absolute: number | null, relative: number | null = null): Delta => ({
  comparison: "previous_period",
  periodKey: "2001-W24",
  base,
  absolute,
  relative,
  good: null,
});
const unit = (id: keyof typeof builtInUnits) => ({ id, ...builtInUnits[id] });

describe("how a change is written", () => {
  it.each([
    ["a share in points, with a real minus", unit("percent"), delta(0.78, -0.0192, -0.02), "−1.9 pt"],
    ["a small amount in its unit", unit("minutes"), delta(8, 0.3, 0.04), "+0.3 min"],
    ["a large amount as a share of what it was", unit("count"), delta(112_000, 2240, 0.02), "+2.0%"],
    ["a large amount from an unknown base in its unit", unit("count"), delta(112_000, 2240, null), "+2,240"],
    ["no change without a sign", unit("count"), delta(10, 0, 0), "0"],
    ["nothing to compare with as a dash", unit("count"), delta(null, null), "—"],
  ])("%s", (_, of, change, written) => {
    expect(formatChange(change, of)).toBe(written);
  });
});

describe("a period beside another", () => {
  it.each([
    ["2001-W24", "2001-W25", "Week 24"],
    ["2000-W25", "2001-W25", "Week 25, 2000"],
    ["2001-05", "2001-06", "May"],
    ["2001-06-30", "2001-07-01", "30 Jun"],
    ["2001", "2001", "2001"],
    ["FY2001-Q1", "FY2001-Q2", "Q1"],
    ["FY2000-P03", "FY2001-P03", "P3 FY2000"],
    ["FY2001-P02", "FY2001-P03", "P2"],
    ["2001-W24", undefined, "Week 24, 2001"],
  ])("%s beside %s is %s", (key, beside, label) => {
    expect(shortLabel(key, beside)).toBe(label);
  });
});
