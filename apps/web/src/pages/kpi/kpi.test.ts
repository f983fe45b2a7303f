import type { Slice } from "@sextant/model/api/answers/kpi";
import type { Tile } from "@sextant/model/api/answers/tile";
import { describe, expect, test } from "vitest";
import { gapOf } from "./gap.ts";
import { dateAfter, dateOf, spanOf, startOfSpan } from "./range.ts";
import { byteWords, parameterText } from "./receipt.ts";
import { isSmall, nextOrder, sliceName, sortSlices } from "./slices.ts";

const zone = "America/New_York";
/** 2001-06-27 22:00 in New York, already the 28th in UTC. */
const now = Date.UTC(2001, 5, 28, 2);

const slice = (name: string | null, value: number | null, rows: number, change: number | null = null): Slice => ({
  values: [name],
  latest: {
    periodKey: "2001-W25",
    start: 0,
    end: 1,
    value,
    numerator: null,
    denominator: null,
    sampleSize: rows,
    presence: value === null ? "unknown" : "value",
    settled: true,
    current: false,
  },
  delta:
    change === null
      ? null
      : { comparison: "previous_period", periodKey: null, base: 1, absolute: change, relative: null, good: null },
  share: rows / 1000,
});

describe("the span of the page", () => {
  test("counts days in the workspace's zone, not the browser's", () => {
    expect(dateOf(now, zone)).toBe("2001-06-27");
    expect(startOfSpan(now, 3, zone)).toBe("2001-03-01");
    expect(startOfSpan(now, 12, zone)).toBe("2000-06-01");
  });

  test("is recognised again from the address", () => {
    expect(spanOf({}, now, zone)).toBe("window");
    expect(spanOf({ from: startOfSpan(now, 6, zone) }, now, zone)).toBe("6");
    expect(spanOf({ from: "2001-02-03" }, now, zone)).toBeUndefined();
    expect(spanOf({ from: startOfSpan(now, 6, zone), to: "2001-06-01" }, now, zone)).toBeUndefined();
  });

  test("steps over month ends and leap days, and refuses what is no date", () => {
    expect(dateAfter("2000-02-28", 1)).toBe("2000-02-29");
    expect(dateAfter("2001-01-01", -1)).toBe("2000-12-31");
    expect(dateAfter("soon", 1)).toBeUndefined();
  });
});

describe("slices", () => {
  const three = [slice("ATL", 0.7, 500, -0.1), slice(null, null, 3), slice("DEN", 0.9, 20, 0.2)];
  const names = (column: "name" | "value" | "delta" | "share" | "rows", descending: boolean) =>
    sortSlices(three, { column, descending }).map(sliceName);

  test("are ordered by any column, those without a number last either way", () => {
    expect(names("value", true)).toEqual(["DEN", "ATL", "(none)"]);
    expect(names("value", false)).toEqual(["ATL", "DEN", "(none)"]);
    expect(names("delta", true)).toEqual(["DEN", "ATL", "(none)"]);
    expect(names("rows", true)).toEqual(["ATL", "DEN", "(none)"]);
    expect(names("name", false)).toEqual(["(none)", "ATL", "DEN"]);
  });

  test("on few rows are said to be, unless they count the rows themselves or have none", () => {
    expect(isSmall(slice("DEN", 0.9, 29))).toBe(true);
    expect(isSmall(slice("DEN", 0.9, 30))).toBe(false);
    expect(isSmall(slice("DEN", 12, 12))).toBe(false);
    expect(isSmall(slice("DEN", null, 0))).toBe(false);
  });

  test("turn round at the second click and start numbers at the top", () => {
    const byValue = nextOrder({ column: "share", descending: true }, "value");
    expect(byValue).toEqual({ column: "value", descending: true });
    expect(nextOrder(byValue, "value")).toEqual({ column: "value", descending: false });
    expect(nextOrder(byValue, "name")).toEqual({ column: "name", descending: false });
  });
});

describe("the gap to the target", () => {
  const latest = slice("x", 0.75, 10).latest;
  const delta: Tile["deltas"][number] = {
    comparison: "target",
    periodKey: null,
    base: 0.8,
    absolute: -0.05,
    relative: null,
    good: false,
  };

  test("is the server's where it gave one, with its judgement", () => {
    expect(gapOf({ deltas: [delta], latest, target: 0.8 })).toEqual({ amount: -0.05, word: "worse" });
    expect(gapOf({ deltas: [{ ...delta, good: true }], latest, target: 0.8 })?.word).toBe("better");
    expect(gapOf({ deltas: [{ ...delta, absolute: 0 }], latest, target: 0.8 })?.word).toBeUndefined();
  });

  test("is not judged where the server did not, and missing where a side is", () => {
    expect(gapOf({ deltas: [], latest, target: 0.5 })).toEqual({ amount: 0.25, word: undefined });
    expect(gapOf({ deltas: [], latest: null, target: 0.5 })).toBeNull();
    expect(gapOf({ deltas: [], latest, target: null })).toBeNull();
  });
});

describe("a receipt in words", () => {
  test("writes bytes in their largest unit", () => {
    expect([12, 1500, 46_627_536, 2e9, 3e12].map(byteWords)).toEqual([
      "12 bytes",
      "1.5 kB",
      "46.6 MB",
      "2.0 GB",
      "3.0 TB",
    ]);
  });
  test("shows text parameters in quotes, whatever is in them", () => {
    expect(parameterText("'; DROP")).toBe(`"'; DROP"`);
    expect(parameterText(15)).toBe("15");
    expect(parameterText(undefined)).toBe("undefined");
  });
});
