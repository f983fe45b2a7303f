import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePeriodKey, periodAt, periodsBetween, samePeriodLastYear, shiftPeriod } from "./arithmetic.ts";
import { type Calendar, type FiscalWeeks, weekdays, weekPatterns } from "./calendar.ts";
import { shifted, toDate, trailing } from "./interval.ts";
import { localParts } from "./zone.ts";

/** The calendar of the US retail federation: 4-5-4, to the Saturday nearest the end of January. Fiscal 2023 has 53 weeks. */
const nrf: FiscalWeeks = {
  pattern: "4-5-4",
  yearEnd: "nearest",
  weekday: "saturday",
  month: 1,
  namedBy: "start",
  extraWeekIn: 4,
};
const calendarOf = (fiscalWeeks: FiscalWeeks, timeZone = "America/New_York"): Calendar => ({
  timeZone,
  weekStart: "sunday",
  fiscalYearStart: 1,
  fiscalWeeks,
});
const retail = calendarOf(nrf);
const named = (key: string, calendar = retail) => {
  const period = parsePeriodKey(key, calendar);
  if (period === null) throw new Error(`no period ${key}`);
  return period;
};
const dates = (period: { start: number; end: number }, { timeZone } = retail): string => {
  const text = (instant: number): string => {
    const { year, month, day } = localParts(instant, timeZone);
    return [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
  };
  return `${text(period.start)} to ${text(period.end - 1)}`;
};

describe("a retail year", () => {
  it("is cut into months of four, five and four weeks (NRF, 2024)", () => {
    const year = named("FY2024");
    expect(periodsBetween(year.start, year.end, "month", retail).map((month) => [month.key, dates(month)])).toEqual([
      ["FY2024-P01", "2024-02-04 to 2024-03-02"],
      ["FY2024-P02", "2024-03-03 to 2024-04-06"],
      ["FY2024-P03", "2024-04-07 to 2024-05-04"],
      ["FY2024-P04", "2024-05-05 to 2024-06-01"],
      ["FY2024-P05", "2024-06-02 to 2024-07-06"],
      ["FY2024-P06", "2024-07-07 to 2024-08-03"],
      ["FY2024-P07", "2024-08-04 to 2024-08-31"],
      ["FY2024-P08", "2024-09-01 to 2024-10-05"],
      ["FY2024-P09", "2024-10-06 to 2024-11-02"],
      ["FY2024-P10", "2024-11-03 to 2024-11-30"],
      ["FY2024-P11", "2024-12-01 to 2025-01-04"],
      ["FY2024-P12", "2025-01-05 to 2025-02-01"],
    ]);
  });

  it("gives its 53rd week to the last month", () => {
    expect(dates(named("FY2023"))).toBe("2023-01-29 to 2024-02-03");
    expect(dates(named("FY2023-Q4"))).toBe("2023-10-29 to 2024-02-03");
    expect(dates(named("FY2023-P12"))).toBe("2023-12-31 to 2024-02-03");
  });

  it("is called by the year it ends in, or starts in", () => {
    const byEnd = calendarOf({ ...nrf, namedBy: "end" });
    expect(dates(named("FY2024", byEnd))).toBe("2023-01-29 to 2024-02-03");
    const december = calendarOf({ ...nrf, month: 12, namedBy: "start" });
    expect(named("FY2024", december)).toEqual(named("FY2024", calendarOf({ ...nrf, month: 12, namedBy: "end" })));
  });

  it("has one name for each of two ends in one calendar year, and for a year without an end", () => {
    const tuesday = calendarOf({ ...nrf, weekday: "tuesday", month: 12, namedBy: "end" });
    expect(dates(named("FY2012", tuesday)).slice(-10)).toBe("2013-01-01");
    expect(dates(named("FY2013", tuesday)).slice(-10)).toBe("2013-12-31");
    const saturday = calendarOf({ ...nrf, month: 12, namedBy: "end" });
    expect(dates(named("FY2003", saturday))).toBe("2002-12-29 to 2004-01-03");
  });

  it("leaves days and weeks as they are", () => {
    expect(named("2024-02-29").grain).toBe("day");
    expect(dates(named("2024-W10"))).toBe("2024-03-03 to 2024-03-09");
  });

  it.each(["2024-03", "2024-Q1", "2024", "FY2024-P00", "FY2024-P13", "FY2024-P1", "FY2024-Q5", "FY2024-03"])(
    "has no period %s",
    (key) => {
      expect(parsePeriodKey(key, retail)).toBeNull();
    },
  );

  it("is unknown to a calendar of Gregorian months", () => {
    expect(parsePeriodKey("FY2024-P03", { timeZone: "UTC", weekStart: "sunday", fiscalYearStart: 2 })).toBeNull();
  });
});

describe("the same period last year, by weeks", () => {
  const lastYear = (key: string) => samePeriodLastYear(named(key), retail).key;

  it("is the month, quarter or year of the same number, though one of them has a week more", () => {
    expect(lastYear("FY2023-P12")).toBe("FY2022-P12");
    expect(lastYear("FY2024-P12")).toBe("FY2023-P12");
    expect(lastYear("FY2024-Q1")).toBe("FY2023-Q1");
    expect(lastYear("FY2024")).toBe("FY2023");
  });

  it("is the same weekday of the same fiscal week; a day of week 53 is set beside week 52", () => {
    expect(lastYear("2024-02-04")).toBe("2023-01-29");
    expect(lastYear("2024-12-25")).toBe("2023-12-20");
    expect(lastYear("2024-01-31")).toBe("2023-01-25");
    expect(named("2024-01-31").start).toBeGreaterThanOrEqual(named("FY2023").start + 364 * 86_400_000);
  });

  it("of a year to date runs to the same fiscal day", () => {
    const toDay = toDate(named("2024-02-10"), "year", retail);
    expect(dates(toDay)).toBe("2024-02-04 to 2024-02-10");
    expect(dates(shifted(toDay, { previousYear: true }, retail))).toBe("2023-01-29 to 2023-02-04");
  });
});

const calendars = fc.record({
  timeZone: fc.constantFrom("UTC", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"),
  weekStart: fc.constantFrom("monday" as const, "sunday" as const),
  fiscalYearStart: fc.constant(1),
  fiscalWeeks: fc.record({
    pattern: fc.constantFrom(...weekPatterns),
    yearEnd: fc.constantFrom("last" as const, "nearest" as const),
    weekday: fc.constantFrom(...weekdays),
    month: fc.integer({ min: 1, max: 12 }),
    namedBy: fc.constantFrom("end" as const, "start" as const),
    extraWeekIn: fc.integer({ min: 1, max: 4 }),
  }),
});
const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });
const coarse = fc.constantFrom("month" as const, "quarter" as const, "year" as const);

describe("laws of years made of weeks", () => {
  it("every period contains its instants, ends on the weekday, and is read back from its key", () => {
    fc.assert(
      fc.property(calendars, instants, coarse, (calendar, at, grain) => {
        const period = periodAt(at, grain, calendar);
        expect(period.start <= at && at < period.end).toBe(true);
        expect(parsePeriodKey(period.key, calendar)).toEqual(period);
        const { weekday } = localParts(period.end - 1, calendar.timeZone);
        expect(weekdays[weekday - 1]).toBe(calendar.fiscalWeeks.weekday);
      }),
    );
  });

  it("months tile quarters and quarters tile years without gap or overlap", () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, at) => {
        const year = periodAt(at, "year", calendar);
        const quarters = periodsBetween(year.start, year.end, "quarter", calendar);
        const months = periodsBetween(year.start, year.end, "month", calendar);
        expect([quarters.length, months.length]).toEqual([4, 12]);
        for (const parts of [quarters, months]) {
          expect([parts[0]?.start, parts.at(-1)?.end]).toEqual([year.start, year.end]);
          for (const [index, part] of parts.slice(1).entries()) expect(part.start).toBe(parts[index]?.end);
        }
        expect(quarters.map(({ start }) => start)).toEqual([0, 3, 6, 9].map((index) => months[index]?.start));
        expect(shiftPeriod(year, 1, calendar).start).toBe(year.end);
      }),
    );
  });

  it("windows and shifts of whole periods are whole periods", () => {
    fc.assert(
      fc.property(calendars, instants, coarse, fc.integer({ min: -30, max: 30 }), (calendar, at, grain, by) => {
        const period = periodAt(at, grain, calendar);
        const { start, end } = shiftPeriod(period, by, calendar);
        const moved = shifted(period, { periods: by, grain }, calendar);
        expect([moved.start, moved.end]).toEqual([start, end]);
        const window = trailing(period, { count: 1, unit: grain }, calendar);
        expect(window).toEqual({ start: period.start, end: period.end });
      }),
    );
  });

  it("a day and the same day last year are the same weekday", () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, at) => {
        const day = periodAt(at, "day", calendar);
        const earlier = samePeriodLastYear(day, calendar);
        fc.pre(earlier.end > earlier.start);
        const weekday = (instant: number): number => localParts(instant, calendar.timeZone).weekday;
        expect(weekday(earlier.start)).toBe(weekday(day.start));
        expect([52 * 7, 53 * 7]).toContain(
          localParts(day.start, calendar.timeZone).dayNumber - localParts(earlier.start, calendar.timeZone).dayNumber,
        );
      }),
    );
  });
});
