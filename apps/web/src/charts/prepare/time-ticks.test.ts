import type { Observation } from "@sextant/model/series/observation";
import { describe, expect, test } from "vitest";
import { linear } from "./linear.ts";
import { textWidth } from "./text.ts";
import { timeTicks } from "./time-ticks.ts";
import { fromWall, toWall } from "./wall.ts";

const zone = "America/New_York";
const day = 86_400_000;

const period = (periodKey: string, start: number, end: number): Observation => ({
  periodKey,
  start,
  end,
  value: 1,
  numerator: null,
  denominator: null,
  sampleSize: 1,
  presence: "value",
  settled: true,
  current: false,
});

const localDay = (from: string, index: number): number => fromWall(Date.parse(`${from}T00:00:00Z`) + index * day, zone);

const days = (from: string, count: number, step = 1): Observation[] =>
  Array.from({ length: count }, (_, index) => {
    const key = new Date(Date.parse(`${from}T00:00:00Z`) + index * step * day).toISOString().slice(0, 10);
    return period(key, localDay(from, index * step), localDay(from, (index + 1) * step));
  });

const weeks = (from: string, count: number): Observation[] =>
  days(from, count, 7).map((each, index) => ({ ...each, periodKey: `2001-W${String(index + 1).padStart(2, "0")}` }));

const months = (year: number, count: number): Observation[] =>
  Array.from({ length: count }, (_, index) => {
    const at = (month: number): number => fromWall(Date.UTC(year, month, 1), zone);
    const key = new Date(Date.UTC(year, index, 1)).toISOString().slice(0, 7);
    return period(key, at(index), at(index + 1));
  });

const ticksOf = (observations: Observation[], grain: "day" | "week" | "month" | "quarter" | "year", width: number) => {
  const x = linear([observations[0]?.start ?? 0, observations.at(-1)?.end ?? 0], [0, width]);
  return timeTicks(observations, grain, zone, x).map((tick) => ({ ...tick, x: x(tick.at) }));
};

describe("wall clocks", () => {
  test("go there and back in summer and in winter", () => {
    for (const instant of [Date.UTC(2001, 0, 1, 5), Date.UTC(2001, 6, 1, 4)]) {
      expect(fromWall(toWall(instant, zone), zone)).toBe(instant);
    }
    expect(toWall(Date.UTC(2001, 0, 1, 5), zone)).toBe(Date.UTC(2001, 0, 1));
  });
});

describe("ticks of the time axis", () => {
  test("of 25 weeks are its months, cut where they begin in the workspace's zone", () => {
    const marks = ticksOf(weeks("2001-01-01", 25), "week", 700);
    expect(marks.map((tick) => tick.text)).toEqual(["Jan 2001", "Feb", "Mar", "Apr", "May", "Jun"]);
    expect(marks[3]!.at).toBe(Date.parse("2001-04-01T00:00:00-05:00"));
  });

  test("of a few weeks name each one at its middle", () => {
    const marks = ticksOf(weeks("2001-01-01", 5), "week", 600);
    expect(marks.map((tick) => tick.text)).toEqual(["1 Jan", "8 Jan", "15 Jan", "22 Jan", "29 Jan"]);
    expect(marks[0]!.x).toBeCloseTo(60, 0);
  });

  test("of months say the year once where it begins", () => {
    expect(ticksOf(months(2001, 6), "month", 600).map((tick) => tick.text)).toEqual([
      "Jan 2001",
      "Feb",
      "Mar",
      "Apr",
      "May",
      "Jun",
    ]);
  });

  test("of fiscal quarters keep the fiscal year", () => {
    const [first, second] = months(2001, 2) as [Observation, Observation];
    const quarters = [
      { ...first, periodKey: "FY2001-Q1" },
      { ...second, periodKey: "FY2001-Q2" },
    ];
    expect(ticksOf(quarters, "quarter", 300).map((tick) => tick.text)).toEqual(["Q1 FY2001", "Q2"]);
  });

  test("of fiscal months are numbered, and say the fiscal year where it begins", () => {
    const keys = ["FY2001-P11", "FY2001-P12", "FY2002-P01", "FY2002-P02"];
    const observations = months(2001, 4).map((each, index) => ({ ...each, periodKey: keys[index] ?? "" }));
    const texts = ticksOf(observations, "month", 600).map((tick) => tick.text);
    expect(texts).toEqual(["P11 FY2001", "P12", "P1 FY2002", "P2"]);
  });

  test.each([
    ["day", days("2001-01-01", 181), 280],
    ["day", days("2001-01-01", 9000), 700],
    ["week", weeks("2001-01-01", 26), 280],
    ["month", months(1990, 300), 300],
    ["month", months(2001, 60), 600],
    ["day", days("2001-01-01", 1), 300],
  ] as const)("never touch each other: %s", (grain, observations, width) => {
    const marks = ticksOf([...observations], grain, width);
    expect(marks.length).toBeGreaterThan(0);
    marks.slice(1).forEach((tick, index) => {
      const before = marks[index]!;
      expect(tick.x - before.x).toBeGreaterThan((textWidth(tick.text) + textWidth(before.text)) / 2);
    });
  });

  test("of a series with a gap of decades still fit", () => {
    const far = [...months(1970, 3), ...months(2020, 3)];
    expect(ticksOf(far, "month", 300).length).toBeGreaterThan(0);
  });

  test("of nothing are none", () => {
    expect(ticksOf([], "week", 500)).toEqual([]);
  });
});
