import { describe, expect, it } from "vitest";
import { formatComputed, formatValue } from "./format.ts";
import { builtInUnits } from "./unit.ts";

describe("how a value is written", () => {
  it.each([
    [0.7837, builtInUnits.percent, {}, "78.4%"],
    [-0.0102, builtInUnits.percent, { signed: true, points: true }, "−1.0 pt"],
    [0.000001, builtInUnits.percent, { signed: true, points: true }, "0.0 pt"],
    [6.3, builtInUnits.minutes, {}, "6.3 min"],
    [1204.5, builtInUnits.usd, {}, "$1,204.50"],
    [-1204.5, builtInUnits.usd, {}, "−$1,204.50"],
    [83_372_110, builtInUnits.miles, { compact: true }, "83.4M mi"],
    [117_592, builtInUnits.count, {}, "117,592"],
    [2350, builtInUnits.count, { compact: true, signed: true }, "+2,350"],
    [-0.4, builtInUnits.count, { signed: true }, "0"],
    [21, { ...builtInUnits.count, symbol: " pts" }, {}, "21 pts"],
    [Number.POSITIVE_INFINITY, builtInUnits.count, {}, "—"],
    [null, builtInUnits.count, {}, "—"],
  ])("%s in %o is %s", (value, unit, options, written) => {
    expect(formatValue(value, unit, options)).toBe(written);
  });

  it("has ≈ before it where it was computed approximately", () => {
    const unit = builtInUnits.count;
    expect(formatComputed(1204, { unit, approximate: true })).toBe("≈ 1,204");
    expect(formatComputed(1204, { unit })).toBe("1,204");
    expect(formatComputed(null, { unit, approximate: true })).toBe("—");
  });
});
