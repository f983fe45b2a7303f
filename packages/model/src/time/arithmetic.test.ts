import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { parsePeriodKey, periodAt, periodsBetween, samePeriodLastYear, shiftPeriod } from "./arithmetic.ts";
import type { Calendar } from "./calendar.ts";
import { grains } from "./grain.ts";
import type { Period } from "./period.ts";

const calendarOf = (timeZone: string, weekStart: Calendar["weekStart"] = "monday", fiscalYearStart = 1): Calendar => ({
  timeZone,
  weekStart,
  fiscalYearStart,
});

const utc = calendarOf("UTC");
const instant = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
const spans = (periods: readonly Period[]) => periods.map(({ key, start, end }) => [key, (end - start) / 3_600_000]);
const named = (key: string, calendar: Calendar): Period => {
  const period = parsePeriodKey(key, calendar);
  if (period === null) throw new Error(`no period ${key}`);
  return period;
};

describe("days", () => {
  it("have 23 hours when the clock goes forward and 25 when it goes back", () => {
    const newYork = calendarOf("America/New_York");
    const from = instant("2001-03-31T12:00:00Z");
    expect(spans(periodsBetween(from, from + 2 * 86_400_000, "day", newYork))).toEqual([
      ["2001-03-31", 24],
      ["2001-04-01", 23],
      ["2001-04-02", 24],
    ]);
    const autumn = periodAt(instant("2001-10-28T12:00:00Z"), "day", newYork);
    expect(spans([autumn])).toEqual([["2001-10-28", 25]]);
  });

  it("start at the local midnight of half-hour and quarter-hour zones", () => {
    expect(periodAt(instant("2024-05-01T18:29:59Z"), "day", calendarOf("Asia/Kolkata")).key).toBe("2024-05-01");
    expect(periodAt(instant("2024-05-01T18:30:00Z"), "day", calendarOf("Asia/Kolkata")).key).toBe("2024-05-02");
    expect(periodAt(instant("2024-05-01T18:15:00Z"), "day", calendarOf("Asia/Kathmandu")).key).toBe("2024-05-02");
  });

  it("are half an hour shorter and longer on Lord Howe Island", () => {
    const lordHowe = calendarOf("Australia/Lord_Howe");
    expect(spans([named("2024-04-07", lordHowe), named("2024-10-06", lordHowe)])).toEqual([
      ["2024-04-07", 24.5],
      ["2024-10-06", 23.5],
    ]);
  });

  it("follow the clock Morocco sets back for Ramadan and on again", () => {
    const casablanca = calendarOf("Africa/Casablanca");
    expect(spans([named("2024-03-10", casablanca), named("2024-04-14", casablanca)])).toEqual([
      ["2024-03-10", 25],
      ["2024-04-14", 23],
    ]);
  });

  it("before 1970 and after 2100 keep the zone's rules", () => {
    const newYork = calendarOf("America/New_York");
    expect(spans([named("1945-08-14", newYork), named("1918-03-31", newYork)])).toEqual([
      ["1945-08-14", 24],
      ["1918-03-31", 23],
    ]);
    expect(named("1900-01-01", newYork).start).toBe(instant("1900-01-01T05:00:00Z"));
    expect(spans([named("2150-03-08", newYork), named("2150-07", newYork)])).toEqual([
      ["2150-03-08", 23],
      ["2150-07", 31 * 24],
    ]);
    expect(named("2100-02", utc).end).toBe(instant("2100-03-01T00:00:00Z"));
  });

  it("start at 01:00 where the clock goes forward at midnight", () => {
    const saoPaulo = calendarOf("America/Sao_Paulo");
    expect(named("2018-11-04", saoPaulo).start).toBe(instant("2018-11-04T03:00:00Z"));
    expect(spans([named("2018-11-04", saoPaulo), named("2018-02-17", saoPaulo)])).toEqual([
      ["2018-11-04", 23],
      ["2018-02-17", 25],
    ]);
    const cairo = calendarOf("Africa/Cairo");
    const day = named("2024-04-26", cairo);
    expect(day.start).toBe(instant("2024-04-25T22:00:00Z"));
    expect(day.end - day.start).toBe(23 * 3_600_000);
  });

  it("keep a place but have no length when the zone skipped them", () => {
    const apia = calendarOf("Pacific/Apia");
    const skipped = named("2011-12-30", apia);
    expect(skipped.end).toBe(skipped.start);
    expect(shiftPeriod(named("2011-12-29", apia), 1, apia)).toEqual(skipped);
    expect(shiftPeriod(named("2011-12-29", apia), 2, apia).key).toBe("2011-12-31");
    expect(periodAt(skipped.start, "day", apia).key).toBe("2011-12-31");
    const around = periodsBetween(skipped.start - 1, skipped.start + 1, "day", apia);
    expect(spans(around)).toEqual([
      ["2011-12-29", 24],
      ["2011-12-31", 24],
    ]);
  });

  it("do not overlap where the clock went back from 00:01 to 23:01", () => {
    const saintJohns = calendarOf("America/St_Johns");
    const repeated = instant("2010-11-07T02:45:00Z");
    const day = periodAt(repeated, "day", saintJohns);
    expect(day.key).toBe("2010-11-07");
    expect(day.start).toBeLessThanOrEqual(repeated);
    expect(spans([day])).toEqual([["2010-11-07", 25]]);
  });
});

describe("weeks", () => {
  it("from Monday are ISO weeks and cross years", () => {
    expect(periodAt(instant("2021-01-03T00:00:00Z"), "week", utc).key).toBe("2020-W53");
    expect(periodAt(instant("2021-01-04T00:00:00Z"), "week", utc).key).toBe("2021-W01");
    expect(periodAt(instant("2001-12-31T00:00:00Z"), "week", utc).key).toBe("2002-W01");
  });

  it("from Sunday are numbered from the week that contains 1 January", () => {
    const sunday = calendarOf("UTC", "sunday");
    const keyAt = (date: string) => periodAt(instant(`${date}T12:00:00Z`), "week", sunday).key;
    expect(keyAt("2000-12-30")).toBe("2000-W53");
    expect(keyAt("2000-12-31")).toBe("2001-W01");
    expect(keyAt("2001-01-01")).toBe("2001-W01");
    expect(keyAt("2001-01-06")).toBe("2001-W01");
    expect(keyAt("2001-01-07")).toBe("2001-W02");
    expect(keyAt("2011-12-31")).toBe("2011-W53");
    expect(keyAt("2012-01-01")).toBe("2012-W01");
  });

  it("have 167 hours when the clock goes forward in them", () => {
    expect(spans([named("2001-W13", calendarOf("America/New_York"))])).toEqual([["2001-W13", 167]]);
  });
});

describe("fiscal years", () => {
  const october = calendarOf("UTC", "monday", 10);

  it("are named by the calendar year they end in", () => {
    expect(periodAt(instant("2000-10-01T00:00:00Z"), "year", october)).toEqual({
      grain: "year",
      key: "FY2001",
      start: instant("2000-10-01T00:00:00Z"),
      end: instant("2001-10-01T00:00:00Z"),
    });
    expect(periodAt(instant("2000-09-30T23:59:59Z"), "year", october).key).toBe("FY2000");
  });

  it("have quarters that start three months apart from the fiscal month", () => {
    expect(named("FY2001-Q1", october).start).toBe(instant("2000-10-01T00:00:00Z"));
    expect(named("FY2001-Q4", october).end).toBe(instant("2001-10-01T00:00:00Z"));
    expect(shiftPeriod(named("FY2001-Q1", october), -1, october).key).toBe("FY2000-Q4");
  });

  it("leave months as they are", () => {
    expect(periodAt(instant("2000-10-05T00:00:00Z"), "month", october).key).toBe("2000-10");
  });
});

describe("the same period last year", () => {
  const lastYear = (key: string, calendar = utc) => samePeriodLastYear(named(key, calendar), calendar).key;

  it("has the same date, and 28 February for 29 February", () => {
    expect(lastYear("2001-03-09")).toBe("2000-03-09");
    expect(lastYear("2004-02-29")).toBe("2003-02-28");
  });

  it("has the same week number, and week 52 for a week 53 the year before lacks", () => {
    expect(lastYear("2001-W10")).toBe("2000-W10");
    expect(lastYear("2020-W53")).toBe("2019-W52");
    expect(lastYear("2011-W53", calendarOf("UTC", "sunday"))).toBe("2010-W52");
  });

  it("has the same month, quarter and fiscal year", () => {
    expect(lastYear("2001-01")).toBe("2000-01");
    expect(lastYear("2001-Q3")).toBe("2000-Q3");
    expect(lastYear("FY2001", calendarOf("UTC", "monday", 4))).toBe("FY2000");
  });
});

describe("a period key", () => {
  it.each(["2001-02-29", "2001-13", "2001-W53", "2001-W00", "2001-Q5", "FY2001", "01-02-03", "", "2001-3-9", "2001 "])(
    "%j names no period of a plain calendar",
    (key) => {
      expect(parsePeriodKey(key, utc)).toBeNull();
    },
  );

  it("without FY names no quarter or year of a fiscal calendar", () => {
    expect(parsePeriodKey("2001-Q1", calendarOf("UTC", "monday", 7))).toBeNull();
    expect(parsePeriodKey("2001", calendarOf("UTC", "monday", 7))).toBeNull();
  });
});

const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(
    "UTC",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
  ),
  weekStart: fc.constantFrom("monday" as const, "sunday" as const),
  fiscalYearStart: fc.integer({ min: 1, max: 12 }),
});
const instants = fc.integer({ min: instant("1900-01-01T00:00:00Z"), max: instant("2200-01-01T00:00:00Z") });
const grainsArbitrary = fc.constantFrom(...grains);

describe("laws of periods", () => {
  it("the period at an instant contains it, and its start lies in it", () => {
    fc.assert(
      fc.property(calendars, instants, grainsArbitrary, (calendar, at, grain) => {
        const period = periodAt(at, grain, calendar);
        expect(period.start <= at && at < period.end).toBe(true);
        expect(periodAt(period.start, grain, calendar)).toEqual(period);
        expect(periodAt(period.end - 1, grain, calendar)).toEqual(period);
      }),
    );
  });

  it("periods tile the line without gap or overlap and all intersect the span asked for", () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.integer({ min: 1, max: 120 }),
        grainsArbitrary,
        (calendar, from, days, grain) => {
          const to = from + days * 86_400_000;
          const periods = periodsBetween(from, to, grain, calendar);
          expect(periods[0]).toEqual(periodAt(from, grain, calendar));
          expect(periods.at(-1)).toEqual(periodAt(to - 1, grain, calendar));
          for (const [index, period] of periods.slice(1).entries()) expect(period.start).toBe(periods[index]?.end);
        },
      ),
    );
  });

  it("going n periods on and n back is where one was", () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.integer({ min: -400, max: 400 }),
        grainsArbitrary,
        (calendar, at, by, grain) => {
          const span = grain === "year" ? by % 10 : by;
          const period = periodAt(at, grain, calendar);
          expect(shiftPeriod(shiftPeriod(period, span, calendar), -span, calendar)).toEqual(period);
        },
      ),
    );
  });

  it("a key names the period it was taken from", () => {
    fc.assert(
      fc.property(calendars, instants, grainsArbitrary, (calendar, at, grain) => {
        const period = periodAt(at, grain, calendar);
        expect(parsePeriodKey(period.key, calendar)).toEqual(period);
      }),
    );
  });
});

it("no periods lie between an instant and itself, or an earlier one", () => {
  expect(periodsBetween(10, 10, "day", utc)).toEqual([]);
  expect(periodsBetween(10, 5, "day", utc)).toEqual([]);
  expect(periodsBetween(Number.NaN, 5, "day", utc)).toEqual([]);
});
