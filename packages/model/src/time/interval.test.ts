import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePeriodKey, periodAt, samePeriodLastYear, shiftPeriod } from "./arithmetic.ts";
import type { Calendar } from "./calendar.ts";
import { elapsedPart } from "./elapsed.ts";
import { grains } from "./grain.ts";
import { type Interval, type Length, readLength, shifted, toDate, trailing } from "./interval.ts";
import { localToInstant } from "./zone.ts";

const calendarOf = (timeZone: string, fiscalYearStart = 1): Calendar => ({
  timeZone,
  weekStart: "monday",
  fiscalYearStart,
});
const newYork = calendarOf("America/New_York");
const between = (from: string, to: string, { timeZone }: Calendar = newYork): Interval => ({
  start: localToInstant(from, timeZone) ?? Number.NaN,
  end: localToInstant(to, timeZone) ?? Number.NaN,
});
const named = (key: string, calendar: Calendar = newYork): Interval => {
  const period = parsePeriodKey(key, calendar);
  if (period === null) throw new Error(`no period ${key}`);
  return { start: period.start, end: period.end, grain: period.grain };
};
const bounds = ({ start, end }: Interval): Interval => ({ start, end });
const months = (count: number): Length => ({ count, unit: "month" });
const days = (count: number): Length => ({ count, unit: "day" });

describe("a length", () => {
  it.each([
    ["28 days", { count: 28, unit: "day" }],
    ["1 day", { count: 1, unit: "day" }],
    ["4 weeks", { count: 4, unit: "week" }],
    ["12 months", { count: 12, unit: "month" }],
    ["2 quarters", { count: 2, unit: "quarter" }],
    ["1 year", { count: 1, unit: "year" }],
    ["4000 days", { count: 4000, unit: "day" }],
    [" 7  days ", { count: 7, unit: "day" }],
  ])("%j is read", (text, length) => {
    expect(readLength(text)).toEqual(length);
  });

  it.each([
    "0 days",
    "-1 day",
    "1.5 days",
    "4001 days",
    "601 months",
    "51 years",
    "99999999999999999999 days",
    "28days",
    "28",
    "days",
    "1 fortnight",
    "007 days",
    "1e3 days",
    "7 days;",
    "٧ days",
    "",
  ])("%j is none", (text) => {
    expect(readLength(text)).toBeNull();
  });
});

describe("a rolling window", () => {
  it("ends where the period ends and starts its length of local days earlier, through a change of clocks", () => {
    expect(trailing(named("2001-04-03"), days(7), newYork)).toEqual(between("2001-03-28", "2001-04-04"));
    expect(trailing(named("2001-W14"), { count: 4, unit: "week" }, newYork)).toEqual(
      between("2001-03-12", "2001-04-09"),
    );
  });

  it("of months starts at the same exclusive date: one month before 1 March is 1 February", () => {
    expect(trailing(named("2001-02"), months(1), newYork)).toEqual(bounds(named("2001-02")));
    expect(trailing(named("2024-02"), months(12), newYork)).toEqual(between("2023-03-01", "2024-03-01"));
    expect(trailing(named("2001-03-30"), months(1), newYork)).toEqual(between("2001-03-01", "2001-03-31"));
  });

  it("that ends with 28 February of a leap year starts after 28 February, so twelve months hold no date twice", () => {
    expect(trailing(named("2024-02-28"), months(12), newYork)).toEqual(between("2023-03-01", "2024-02-29"));
    expect(trailing(named("2024-02-29"), { count: 1, unit: "year" }, newYork)).toEqual(
      between("2023-03-01", "2024-03-01"),
    );
  });

  it("keeps the wall clock of an end within a day", () => {
    expect(trailing(between("2001-04-02", "2001-04-02T14:30"), days(2), newYork)).toEqual(
      between("2001-03-31T14:30", "2001-04-02T14:30"),
    );
  });

  it("counts a day the zone skipped as one of its days", () => {
    const apia = calendarOf("Pacific/Apia");
    const window = trailing(named("2011-12-31", apia), days(3), apia);
    expect(window).toEqual(between("2011-12-29", "2012-01-01", apia));
    expect(window.end - window.start).toBe(2 * 86_400_000);
  });
});

describe("to date", () => {
  it("runs from the start of the longer period to the end of the shorter", () => {
    expect(toDate(named("2001-03-09"), "month", newYork)).toEqual(between("2001-03-01", "2001-03-10"));
    expect(toDate(named("2001-03-09"), "week", newYork)).toEqual(between("2001-03-05", "2001-03-10"));
    expect(toDate(named("2001-03"), "year", calendarOf("America/New_York", 10))).toEqual(
      between("2000-10-01", "2001-04-01"),
    );
  });

  it("of a week that crosses a year belongs to the year it ends in", () => {
    expect(toDate(named("2001-W01"), "year", newYork)).toEqual(between("2001-01-01", "2001-01-08"));
    expect(toDate(named("2003-W01"), "year", newYork)).toEqual(between("2003-01-01", "2003-01-06"));
  });
});

describe("a shifted interval", () => {
  const lastYear = { previousYear: true } as const;
  const back = (length: Length) => ({ length, times: -1 });

  it("that is a period stays whole, whatever the months are long", () => {
    expect(shifted(named("2001-03"), back(months(1)), newYork)).toEqual(named("2001-02"));
    expect(shifted(named("2024-02-29"), lastYear, newYork)).toEqual(named("2023-02-28"));
    expect(shifted(named("2001-03-31"), back(months(1)), newYork)).toEqual(named("2001-02-28"));
    expect(shifted(named("2020-W53"), lastYear, newYork)).toEqual(named("2019-W52"));
    expect(shifted(named("2021-W10"), { length: { count: 1, unit: "year" }, times: -2 }, newYork)).toEqual(
      named("2019-W10"),
    );
    expect(shifted(named("2001-W10"), back(months(1)), newYork)).toEqual(named("2001-W06"));
    expect(shifted(named("2001-Q1"), { periods: -1, grain: "quarter" }, newYork)).toEqual(named("2000-Q4"));
  });

  it("that only happens to be a week moves as any other span", () => {
    const toSeventh = toDate(named("2001-01-07"), "month", newYork);
    expect(toSeventh).toEqual(bounds(named("2001-W01")));
    expect(shifted(toSeventh, back(months(1)), newYork)).toEqual(between("2000-12-01", "2000-12-08"));
    const elapsed = { ...named("2001-W10"), end: named("2001-03-06").end };
    expect(shifted(elapsed, back(months(1)), newYork)).toEqual(between("2001-02-05", "2001-02-07"));
  });

  it("that is whole and moved out of step with the calendar is no period any more", () => {
    expect(shifted(named("2001-03"), back(days(1)), newYork)).toEqual(between("2001-02-28", "2001-03-31"));
  });

  it("to date is set beside as many days of the month before, never past its end", () => {
    const moved = (to: string) => shifted(between("2001-03-01", to), back(months(1)), newYork);
    expect(moved("2001-03-29")).toEqual(between("2001-02-01", "2001-03-01"));
    expect(moved("2001-03-31")).toEqual(between("2001-02-01", "2001-03-01"));
    expect(moved("2001-03-15T09:30")).toEqual(between("2001-02-01", "2001-02-15T09:30"));
    expect(moved("2001-03-31T09:30")).toEqual(between("2001-02-01", "2001-03-01"));
  });

  it("year to date ends on the same date of the year before", () => {
    const toDay = toDate(named("2024-03-15"), "year", newYork);
    expect(shifted(toDay, lastYear, newYork)).toEqual(between("2023-01-01", "2023-03-16"));
    expect(shifted(toDate(named("2024-02-29"), "year", newYork), lastYear, newYork)).toEqual(
      between("2023-01-01", "2023-03-01"),
    );
  });

  it("of a rolling window is the rolling window of the shifted period", () => {
    const window = days(28);
    const week = { length: { count: 1, unit: "week" }, times: -1 } as const;
    const one = shifted(trailing(named("2001-04-03"), window, newYork), week, newYork);
    expect(one).toEqual(trailing(shifted(named("2001-04-03"), week, newYork), window, newYork));
    expect(one).toEqual(between("2001-02-28", "2001-03-28"));
  });

  it("by months changes the length of a window of days; the window of the shifted period keeps it", () => {
    const window = trailing(named("2001-03-30"), days(28), newYork);
    expect(shifted(window, back(months(1)), newYork)).toEqual(between("2001-02-03", "2001-03-01"));
    expect(trailing(shifted(named("2001-03-30"), back(months(1)), newYork), days(28), newYork)).toEqual(
      between("2001-02-01", "2001-03-01"),
    );
  });
});

/** Among them zones that change at midnight, by half an hour, in Ramadan, or lie at odd quarters of an hour. */
const zones = fc.constantFrom(
  "UTC",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
);
const calendars = fc.record({
  timeZone: zones,
  weekStart: fc.constantFrom("monday" as const, "sunday" as const),
  fiscalYearStart: fc.integer({ min: 1, max: 12 }),
});
const instants = fc.integer({ min: Date.UTC(1930, 0, 1), max: Date.UTC(2150, 0, 1) });
const anyGrain = fc.constantFrom(...grains);
const dayUnits = fc.constantFrom("day" as const, "week" as const);
const counts = fc.integer({ min: 1, max: 60 });
const steps = fc.integer({ min: -60, max: 60 });

describe("laws of intervals", () => {
  it("the window as long as a period is the period, and to date of its own grain too", () => {
    fc.assert(
      fc.property(calendars, instants, anyGrain, (calendar, at, grain) => {
        const period = periodAt(at, grain, calendar);
        expect(trailing(period, { count: 1, unit: grain }, calendar)).toEqual(bounds(period));
        expect(toDate(period, grain, calendar)).toEqual(bounds(period));
      }),
    );
  });

  it("a period shifted by its grain, or to the year before, is what the periods of the calendar say", () => {
    fc.assert(
      fc.property(calendars, instants, anyGrain, steps, (calendar, at, grain, by) => {
        const period = periodAt(at, grain, calendar);
        const later = shiftPeriod(period, by, calendar);
        const earlier = samePeriodLastYear(period, calendar);
        expect(bounds(shifted(period, { periods: by, grain }, calendar))).toEqual(bounds(later));
        expect(bounds(shifted(period, { previousYear: true }, calendar))).toEqual(bounds(earlier));
      }),
    );
  });

  it("shifting by nothing changes nothing", () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat(1e10), anyGrain, (calendar, start, span, grain) => {
        const interval = { start, end: start + span };
        expect(shifted(interval, { periods: 0, grain }, calendar)).toEqual(interval);
        expect(shifted(interval, { length: { count: 3, unit: grain }, times: 0 }, calendar)).toEqual(interval);
      }),
    );
  });

  it("days and weeks forth and back are no move, for whole days", () => {
    fc.assert(
      fc.property(calendars, instants, counts, dayUnits, steps, (calendar, at, count, unit, by) => {
        const interval = trailing(periodAt(at, "day", calendar), days(count), calendar);
        const there = shifted(interval, { periods: by, grain: unit }, calendar);
        expect(shifted(there, { periods: -by, grain: unit }, calendar)).toEqual(interval);
      }),
    );
  });

  it("days forth and back are no move for any wall clock, where no clock changes", () => {
    fc.assert(
      fc.property(instants, fc.nat(1e10), dayUnits, steps, (start, span, unit, by) => {
        const interval = { start, end: start + span };
        const there = shifted(interval, { periods: by, grain: unit }, calendarOf("Asia/Kathmandu"));
        const back = shifted(there, { periods: -by, grain: unit }, calendarOf("Asia/Kathmandu"));
        fc.pre(start > Date.UTC(1987, 0, 1));
        expect(back).toEqual(interval);
      }),
    );
  });

  it("rolling and shifting by days or weeks may change places", () => {
    fc.assert(
      fc.property(calendars, instants, anyGrain, counts, dayUnits, steps, (calendar, at, grain, count, unit, by) => {
        const period = periodAt(at, grain, calendar);
        const offset = { periods: by, grain: unit };
        const length = { count, unit };
        expect(shifted(trailing(period, length, calendar), offset, calendar)).toEqual(
          trailing(shifted(period, offset, calendar), length, calendar),
        );
      }),
    );
  });

  it("rolling and shifting by months may change places at the bounds of months", () => {
    const units = fc.constantFrom("month" as const, "quarter" as const, "year" as const);
    fc.assert(
      fc.property(calendars, instants, units, counts, units, steps, (calendar, at, grain, count, unit, by) => {
        const period = periodAt(at, grain, calendar);
        const offset = { periods: by, grain: unit };
        const length = { count, unit };
        expect(shifted(trailing(period, length, calendar), offset, calendar)).toEqual(
          trailing(shifted(period, offset, calendar), length, calendar),
        );
      }),
    );
  });

  it("adjacent spans stay adjacent and in order", () => {
    fc.assert(
      fc.property(calendars, instants, anyGrain, steps, (calendar, at, unit, by) => {
        const first = trailing(periodAt(at, "day", calendar), days(9), calendar);
        const second = { start: first.end, end: shifted(first, { periods: 9, grain: "day" }, calendar).end };
        const [one, two] = [first, second].map((span) => shifted(span, { periods: by, grain: unit }, calendar));
        expect(one?.end).toBe(two?.start);
        expect((one?.start ?? 1) <= (one?.end ?? 0)).toBe(true);
      }),
    );
  });

  it("month to date a month earlier is the elapsed part of the month before", () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, at) => {
        const month = periodAt(at, "month", calendar);
        const until = periodAt(at, "day", calendar).end;
        const { start, end } = elapsedPart(month, until, shiftPeriod(month, -1, calendar), calendar);
        fc.pre(until < month.end);
        const toDay = toDate({ start: month.start, end: until }, "month", calendar);
        expect(shifted(toDay, { periods: -1, grain: "month" }, calendar)).toEqual({ start, end });
      }),
    );
  });
});

describe("the named exceptions", () => {
  it("a day the zone skipped has no length to come back from, and counts once among the days passed", () => {
    const apia = calendarOf("Pacific/Apia");
    const there = shifted(named("2011-12-29", apia), { periods: 1, grain: "day" }, apia);
    expect(there).toEqual(named("2011-12-30", apia));
    expect(there.end).toBe(there.start);
    expect(shifted(named("2011-12-29", apia), { periods: 2, grain: "day" }, apia)).toEqual(named("2011-12-31", apia));
    const before = between("2011-12-28T12:00", "2011-12-30", apia);
    const twoOn = shifted(before, { periods: 2, grain: "day" }, apia);
    expect(twoOn).toEqual(between("2011-12-31T12:00", "2012-01-02", apia));
  });

  it("the bound of a skipped day ends the day before it, looking back", () => {
    const apia = calendarOf("Pacific/Apia");
    expect(trailing(named("2011-12-29", apia), days(1), apia)).toEqual(bounds(named("2011-12-29", apia)));
    expect(trailing(named("2011-12-29", apia), days(7), apia)).toEqual(between("2011-12-23", "2011-12-30", apia));
    expect(toDate(named("2011-12-29", apia), "day", apia)).toEqual(bounds(named("2011-12-29", apia)));
  });

  it("a wall clock reading in the hour a clock skips comes back an hour later", () => {
    const berlin = calendarOf("Europe/Berlin");
    const interval = between("2024-03-30T02:30", "2024-03-30T12:00", berlin);
    const there = shifted(interval, { periods: 1, grain: "day" }, berlin);
    expect(there).toEqual(between("2024-03-31T03:30", "2024-03-31T12:00", berlin));
    expect(shifted(there, { periods: -1, grain: "day" }, berlin)).toEqual(
      between("2024-03-30T03:30", "2024-03-30T12:00", berlin),
    );
  });

  it("31 days a month back and forth are as many as February has", () => {
    const whole = between("2001-03-03", "2001-03-31");
    const there = shifted(whole, { periods: -1, grain: "month" }, newYork);
    expect(shifted(there, { periods: 1, grain: "month" }, newYork)).toEqual(between("2001-03-03", "2001-04-01"));
  });
});
