import { describe, expect, test } from "vitest";
import { remarkMarks, remarkNames, remarkWords } from "./remarks.ts";

const days = ["2026-01-01", "2026-01-02", "2026-01-03"].map((periodKey, index) => ({
  periodKey,
  start: index * 10,
  end: index * 10 + 10,
}));
const outage = { periodKeys: ["2026-01-02", "2026-01-03"], text: "Outage", quiet: false };
const newYear = { periodKeys: ["2026-01-01"], text: "New Year's Day", quiet: true };
const holiday = { periodKeys: ["2026-01-02"], text: "Berchtold's Day", quiet: true };

describe("a remark on the chart", () => {
  test("is marked where it begins and read in every period it speaks of", () => {
    expect(remarkMarks(days, [outage])).toEqual([{ at: 15, text: "Outage", quiet: false }]);
    expect(days.map(({ periodKey }) => remarkWords(periodKey, [outage]))).toEqual([null, "Outage", "Outage"]);
  });

  test("of a day that is not shown leaves no mark", () => {
    expect(remarkMarks(days, [{ ...outage, periodKeys: [] }])).toEqual([]);
    expect(remarkMarks([], [outage])).toEqual([]);
  });

  test("goes before a holiday of the same day, which is still read", () => {
    expect(remarkMarks(days, [newYear, holiday, outage])).toEqual([
      { at: 5, text: "New Year's Day", quiet: true },
      { at: 15, text: "Outage", quiet: false },
    ]);
    expect(remarkWords("2026-01-02", [holiday, outage])).toBe("Berchtold's Day; Outage");
  });

  test("is named where there is room before the next one, and cut where it is long", () => {
    const at = (instant: number): number => instant * 10;
    const second = { at: 20, text: "A campaign with a name that goes on and on", quiet: false };
    const [first, holidays] = [
      { at: 15, text: "Outage of the web shop", quiet: false },
      { at: 16, text: "Holiday", quiet: true },
    ];
    expect(remarkNames([first, holidays, second], at, 1000)).toEqual([
      { at: 20, left: 206, text: "A campaign with a name…" },
    ]);
    expect(remarkNames([first, holidays], at, 1000)).toEqual([{ at: 15, left: 156, text: "Outage of the web shop" }]);
    expect(remarkNames([first], at, 200)).toEqual([]);
  });
});
