import { describe, expect, it } from "vitest";
import type { Calendar } from "../time/calendar.ts";
import { occurrenceBefore, occurrencesFrom, seriesState } from "./occurrence.ts";
import { type ReviewSeries, reviewSeriesSchema } from "./review-series.ts";

const calendar: Calendar = { timeZone: "Europe/Berlin", weekStart: "monday", fiscalYearStart: 1 };
const series = (more: object): ReviewSeries =>
  reviewSeriesSchema.parse({ id: "r", label: "R", cadence: "weekly", kpis: ["a"], ...more });
const from = Date.UTC(2026, 2, 25);
const days = (one: ReviewSeries, count: number, at = from, by = calendar): string[] =>
  occurrencesFrom(one, by, at, count).map(({ day }) => day);

describe("The dates of a series", () => {
  it("keep their hour by the clock across summer time, which begins on 29 March 2026", () => {
    const [before, after] = occurrencesFrom(series({ weekday: "friday" }), calendar, from, 2);
    expect(before).toMatchObject({ day: "2026-03-27", start: Date.UTC(2026, 2, 27, 8) });
    expect(after).toMatchObject({ day: "2026-04-03", start: Date.UTC(2026, 3, 3, 7) });
  });
  it("are the same weekday whatever day the week begins on", () => {
    const sundays = { ...calendar, weekStart: "sunday" as const };
    expect(days(series({ weekday: "wednesday" }), 2, from, sundays)).toEqual(["2026-03-25", "2026-04-01"]);
  });
  it("leave every other week out, counted from the first day, across the end of a year with 53 weeks", () => {
    const biweekly = series({ cadence: "biweekly", starts: "2026-12-14" });
    expect(days(biweekly, 3, Date.UTC(2026, 11, 1))).toEqual(["2026-12-14", "2026-12-28", "2027-01-11"]);
  });
  it("are the first such weekday of a month, or of a fiscal quarter", () => {
    expect(days(series({ cadence: "monthly", weekday: "tuesday" }), 2)).toEqual(["2026-04-07", "2026-05-05"]);
    const fiscal = { ...calendar, fiscalYearStart: 2 };
    expect(days(series({ cadence: "quarterly" }), 2, from, fiscal)).toEqual(["2026-05-04", "2026-08-03"]);
  });
  it("do not begin before the first day, and go on until they end", () => {
    expect(days(series({ starts: "2026-06-03" }), 1)).toEqual(["2026-06-08"]);
    const during = Date.UTC(2026, 2, 23, 8, 30);
    expect(days(series({}), 1, during)).toEqual(["2026-03-23"]);
    expect(days(series({}), 1, during + 3_600_000)).toEqual(["2026-03-30"]);
  });
  it("have a last one that has begun, two weeks back for a biweekly review if need be", () => {
    const biweekly = series({ cadence: "biweekly", weekday: "friday", starts: "2026-03-13" });
    expect(occurrenceBefore(biweekly, calendar, Date.UTC(2026, 2, 26))?.day).toBe("2026-03-13");
    expect(occurrenceBefore(biweekly, calendar, Date.UTC(2026, 2, 12))).toBeNull();
  });
});

describe("A series", () => {
  const latest = { day: "2026-03-23", start: Date.UTC(2026, 2, 23, 8), end: Date.UTC(2026, 2, 23, 9) };
  const known = { latest, heldFor: false, isOpen: false, since: 0, now: latest.end, calendar };
  it("is due on the day and overdue from midnight, by the clock of the workspace", () => {
    expect(seriesState(known)).toBe("due");
    expect(seriesState({ ...known, now: Date.UTC(2026, 2, 23, 22, 59) })).toBe("due");
    expect(seriesState({ ...known, now: Date.UTC(2026, 2, 23, 23) })).toBe("overdue");
  });
  it("owes nothing for a date that was held, or lies before it was there", () => {
    expect(seriesState({ ...known, heldFor: true })).toBe("planned");
    expect(seriesState({ ...known, since: latest.start + 1 })).toBe("planned");
    expect(seriesState({ ...known, isOpen: true })).toBe("open");
  });
});
