import { describe, expect, it } from "vitest";
import { isTimeZone, localParts, localToInstant, startOfDay, wallClockToInstant } from "./zone.ts";

const hour = 3_600_000;

describe("a wall clock reading", () => {
  it("is an instant of the zone, with or without seconds, and a date is its first instant", () => {
    expect(localToInstant("2001-06-30T23:59", "America/New_York")).toBe(993_959_940_000);
    expect(localToInstant("2001-06-30 23:59:00.000", "America/New_York")).toBe(993_959_940_000);
    expect(localToInstant("2001-06-30", "America/New_York")).toBe(993_873_600_000);
    expect(localToInstant("2024-04-26", "Africa/Cairo")).toBe(localToInstant("2024-04-26T01:00", "Africa/Cairo"));
  });

  it("in the hour a clock skips is carried forward, in the hour it repeats the first one counts", () => {
    const before = localToInstant("2024-03-31T01:30", "Europe/Berlin") ?? Number.NaN;
    expect(localToInstant("2024-03-31T02:30", "Europe/Berlin")).toBe(before + hour);
    const earlier = localToInstant("2024-10-27T01:30", "Europe/Berlin") ?? Number.NaN;
    expect(localToInstant("2024-10-27T02:30", "Europe/Berlin")).toBe(earlier + hour);
  });

  it.each([
    "2001-02-29",
    "2001-06-30T24:00",
    "2001-06-30T23:60",
    "2001-6-30",
    "2001-06-30T23:59Z",
    "now",
    "",
    "2001-06",
  ])("%j is malformed", (text) => {
    expect(localToInstant(text, "UTC")).toBeNull();
  });

  it("is malformed in a zone that does not exist", () => {
    expect(localToInstant("2001-06-30", "Mars/Olympus")).toBeNull();
  });

  it("comes back from the instant it names", () => {
    const at = wallClockToInstant(11_355, 5 * hour + 61_007, "Asia/Kathmandu");
    expect(localParts(at, "Asia/Kathmandu")).toEqual({
      year: 2001,
      month: 2,
      day: 2,
      hour: 5,
      minute: 1,
      second: 1,
      millisecond: 7,
      weekday: 5,
      dayNumber: 11_355,
    });
  });
});

it("day starts stay right after more days than are remembered", () => {
  const starts = Array.from({ length: 18_400 }, (_, day) => startOfDay(day, "Etc/GMT-3"));
  expect(starts.every((start, day) => start === day * 24 * hour - 3 * hour)).toBe(true);
  expect(startOfDay(0, "Etc/GMT-3")).toBe(-3 * hour);
});

describe("a time zone name", () => {
  it.each([
    "UTC",
    "Europe/Berlin",
    "Asia/Calcutta",
    "Asia/Kolkata",
    "Etc/GMT+5",
    "America/Argentina/Buenos_Aires",
    "US/Eastern",
  ])("%s is known", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each([
    "",
    "Mars/Olympus",
    "+05:30",
    "europe/berlin",
    "EUROPE/BERLIN",
    "Europe/Berlin'; DROP",
    "UTC\u0000",
    "Europe/",
    "🕐",
  ])("%j is not", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
