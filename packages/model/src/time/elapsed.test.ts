import { describe, expect, it } from "vitest";
import { parsePeriodKey } from "./arithmetic.ts";
import type { Calendar } from "./calendar.ts";
import { elapsedPart } from "./elapsed.ts";
import { isCurrent, isSettled } from "./settlement.ts";
import { localToInstant } from "./zone.ts";

const calendar: Calendar = { timeZone: "America/New_York", weekStart: "monday", fiscalYearStart: 1 };
const named = (key: string) => {
  const period = parsePeriodKey(key, calendar);
  if (period === null) throw new Error(`no period ${key}`);
  return period;
};
const at = (local: string): number => localToInstant(local, calendar.timeZone) ?? Number.NaN;

describe("the elapsed part of an earlier period", () => {
  it("ends after as many local days and as much of the day", () => {
    const part = elapsedPart(named("2001-03"), at("2001-03-10T14:30"), named("2001-02"), calendar);
    expect(part).toEqual({ ...named("2001-02"), end: at("2001-02-10T14:30") });
  });

  it("follows the wall clock through a change of clocks", () => {
    const part = elapsedPart(named("2001-W14"), at("2001-04-03T09:00"), named("2001-W13"), calendar);
    expect(part.end).toBe(at("2001-03-27T09:00"));
    const day = elapsedPart(named("2001-04-02"), at("2001-04-02T09:00"), named("2001-04-01"), calendar);
    expect(day.end).toBe(at("2001-04-01T09:00"));
    expect(day.end - day.start).toBe(8 * 3_600_000);
  });

  it("never reaches past the end of a shorter period", () => {
    const part = elapsedPart(named("2001-03"), at("2001-03-30T08:00"), named("2001-02"), calendar);
    expect(part).toEqual(named("2001-02"));
  });

  it("is the whole period once the later one is over, and nothing before it begins", () => {
    expect(elapsedPart(named("2001-02"), at("2001-03-01"), named("2001-01"), calendar)).toEqual(named("2001-01"));
    const nothing = elapsedPart(named("2001-02"), at("2001-02-01"), named("2001-01"), calendar);
    expect(nothing.end).toBe(nothing.start);
  });
});

describe("a period", () => {
  const period = named("2001-03-09");

  it("is settled once the watermark covers its end and the lag", () => {
    expect(isSettled(period, 3_600_000, period.end + 3_599_999)).toBe(false);
    expect(isSettled(period, 3_600_000, period.end + 3_600_000)).toBe(true);
    expect(isSettled(period, 0, null)).toBe(false);
  });

  it("is current from its start until just before its end", () => {
    expect([period.start - 1, period.start, period.end - 1, period.end].map((now) => isCurrent(period, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
