import { describe, expect, it } from "vitest";
import type { Calendar } from "./calendar.ts";
import { findCalendarFaults } from "./faults.ts";

describe("a calendar", () => {
  it("in order has no faults", () => {
    expect(findCalendarFaults({ timeZone: "UTC", weekStart: "sunday", fiscalYearStart: 12 })).toEqual([]);
  });

  it("has all its faults named at once", () => {
    const faults = findCalendarFaults({
      timeZone: "Berlin",
      weekStart: "friday" as "monday",
      fiscalYearStart: 1.5,
    });
    expect(faults.map(({ path }) => path.join("."))).toEqual(["time_zone", "week_start", "fiscal_year_start"]);
    expect(faults[0]?.message).toContain('"Berlin" is not an IANA time zone');
    expect(faults[1]?.message).toContain('"friday"');
    expect(faults[2]?.message).toContain("1.5");
  });

  const sound: Calendar = { timeZone: "UTC", weekStart: "sunday", fiscalYearStart: 1 };
  const holidays = (...dates: string[]) =>
    findCalendarFaults({ ...sound, holidays: dates.map((date) => ({ date, label: "Day off" })) });

  it("may keep 29 February, and one date beside a day of every year", () => {
    expect(holidays("02-29", "2024-02-28", "12-25", "2026-12-24")).toEqual([]);
  });

  it.each([
    "02-30",
    "2025-02-29",
    "13-01",
    "00-10",
    "04-31",
    "2026-13-01",
    "2026-12",
    "2026",
    "25-12",
    "Easter",
    "",
    "12-25 ",
  ])("has no holiday on %j", (date) => {
    expect(holidays("01-01", date)).toMatchObject([{ path: ["holidays", 1, "date"] }]);
  });

  it("names each holiday once, whether by its date or by its day of every year", () => {
    expect(holidays("2026-12-25", "12-24", "2026-12-25", "12-24").map(({ path }) => path[1])).toEqual([2, 3]);
    expect(holidays("2026-12-25", "12-25")).toMatchObject([
      { path: ["holidays", 0, "date"], message: "2026-12-25 is a holiday already, by 12-25 of every year." },
    ]);
  });

  it("made of weeks does not also start in another month", () => {
    const fiscalWeeks = {
      pattern: "4-4-5",
      yearEnd: "last",
      weekday: "saturday",
      month: 9,
      namedBy: "end",
      extraWeekIn: 4,
    } as const;
    const startingIn = (fiscalYearStart: number) => findCalendarFaults({ ...sound, fiscalWeeks, fiscalYearStart });
    expect(startingIn(1)).toEqual([]);
    expect(startingIn(10)).toEqual([]);
    expect(startingIn(9)).toMatchObject([
      {
        path: ["fiscal_year_start"],
        message: "The fiscal year cannot start in month 9 and end on the last saturday of month 9.",
      },
    ]);
  });
});
