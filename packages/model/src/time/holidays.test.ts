import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePeriodKey, periodAt } from "./arithmetic.ts";
import type { Calendar } from "./calendar.ts";
import { dayNumberOf } from "./civil.ts";
import { holidaysBetween, isHoliday, workingDays } from "./holidays.ts";

const calendar: Calendar = {
  timeZone: "Europe/Berlin",
  weekStart: "monday",
  fiscalYearStart: 1,
  holidays: [
    { date: "12-25", label: "Christmas Day" },
    { date: "12-26", label: "Second day of Christmas" },
    { date: "2026-04-03", label: "Good Friday" },
    { date: "2026-04-06", label: "Easter Monday" },
    { date: "02-29", label: "Leap day" },
  ],
};
const named = (key: string, of = calendar) => {
  const period = parsePeriodKey(key, of);
  if (period === null) throw new Error(`no period ${key}`);
  return period;
};

describe("a holiday", () => {
  it("falls on one date, or on the same month and day of every year", () => {
    expect(isHoliday(dayNumberOf(2026, 4, 3), calendar)).toBe(true);
    expect(isHoliday(dayNumberOf(2025, 4, 3), calendar)).toBe(false);
    expect([1969, 2026, 2101].map((year) => isHoliday(dayNumberOf(year, 12, 25), calendar))).toEqual([
      true,
      true,
      true,
    ]);
    expect(isHoliday(dayNumberOf(2026, 12, 24), calendar)).toBe(false);
    expect(isHoliday(0, { ...calendar, holidays: undefined })).toBe(false);
  });

  it("of 29 February is kept in leap years only", () => {
    expect(holidaysBetween(named("2024-02"), calendar)).toEqual([{ date: "2024-02-29", label: "Leap day" }]);
    expect(holidaysBetween(named("2025-02"), calendar)).toEqual([]);
  });

  it("is named with its full date, in order", () => {
    expect(holidaysBetween(named("2026"), calendar).map(({ date }) => date)).toEqual([
      "2026-04-03",
      "2026-04-06",
      "2026-12-25",
      "2026-12-26",
    ]);
  });

  it("on a day the zone skipped is none", () => {
    const apia = { ...calendar, timeZone: "Pacific/Apia", holidays: [{ date: "12-30", label: "Rizal Day" }] };
    expect(holidaysBetween(named("2011", apia), apia)).toEqual([]);
    expect(holidaysBetween(named("2012", apia), apia)).toEqual([{ date: "2012-12-30", label: "Rizal Day" }]);
  });
});

describe("working days", () => {
  /** April 2026 has 22 days from Monday to Friday, December 23; 25 December 2026 is a Friday, 26 a Saturday. */
  it("are the days that are neither weekend nor holiday", () => {
    expect(workingDays(named("2026-04"), calendar)).toBe(20);
    expect(workingDays(named("2026-12"), calendar)).toBe(22);
    expect(workingDays(named("2026-W15"), calendar)).toBe(4);
  });

  it("follow the weekend of the calendar", () => {
    const cairo: Calendar = {
      timeZone: "Africa/Cairo",
      weekStart: "sunday",
      fiscalYearStart: 7,
      weekend: ["friday", "saturday"],
    };
    expect(workingDays(named("2026-04", cairo), cairo)).toBe(22);
    expect(workingDays(named("2026-05", cairo), cairo)).toBe(21);
    expect(workingDays(named("2026-05", cairo), { ...cairo, weekend: [] })).toBe(31);
  });

  it("count once a day that is begun, and none of an empty span", () => {
    const { start, end } = named("2026-04-07");
    expect(workingDays({ start, end: start + 1 }, calendar)).toBe(1);
    expect(workingDays({ start: start + 1, end }, calendar)).toBe(0);
    expect(workingDays({ start, end: start }, calendar)).toBe(0);
    expect(workingDays({ start: Number.NaN, end }, calendar)).toBe(0);
  });

  it("of a span are those of its parts, and seven days hold five where nothing is kept", () => {
    const zones = fc.constantFrom("UTC", "America/St_Johns", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia");
    const instants = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2110, 0, 1) });
    fc.assert(
      fc.property(zones, instants, fc.nat(4e9), fc.nat(4e9), (timeZone, start, one, two) => {
        const here = { ...calendar, timeZone };
        const [middle, end] = [start + one, start + one + two];
        expect(workingDays({ start, end: middle }, here) + workingDays({ start: middle, end }, here)).toBe(
          workingDays({ start, end }, here),
        );
        const plain = { ...here, holidays: [] };
        const week = periodAt(start, "week", plain);
        const skipped = timeZone === "Pacific/Apia" && week.key === "2011-W52";
        expect(workingDays(week, plain)).toBe(skipped ? 4 : 5);
      }),
    );
  });
});
