import { localToInstant } from "@sextant/model/time/zone";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, wallClock, yearlyWallClock } from "./wall-clock.ts";

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "Pacific/Apia",
  "UTC",
];
const local = (wall: number): string => new Date(wall).toISOString().slice(0, 23);

describe("A wall clock", () => {
  it("reads every time as the calendar does, in gaps and overlaps too", () => {
    const span = { min: Date.UTC(1950, 0), max: Date.UTC(2060, 0) };
    const walls = fc.integer({ min: span.min / 60_000, max: span.max / 60_000 }).map((minute) => minute * 60_000);
    const clocks = new Map(zones.map((zone) => [zone, yearlyWallClock(zone)]));
    fc.assert(
      fc.property(walls, fc.constantFrom(...zones), (wall, zone) => {
        expect(clocks.get(zone)?.(wall)).toBe(localToInstant(local(wall), zone));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["carries a time the clock jumped over forward", "2024-03-31T02:30:00.000", "2024-03-31T01:30:00.000Z"],
    ["takes the first of a time the clock showed twice", "2024-10-27T02:30:00.000", "2024-10-27T00:30:00.000Z"],
    ["reads the minute before a gap", "2024-03-31T01:59:59.999", "2024-03-31T00:59:59.999Z"],
    ["reads the minute after a gap", "2024-03-31T03:00:00.000", "2024-03-31T01:00:00.000Z"],
    ["reads the minute after an overlap", "2024-10-27T03:00:00.000", "2024-10-27T02:00:00.000Z"],
  ])("%s", (_, wall, instant) => {
    const at = Date.parse(`${wall}Z`);
    const clock = wallClock(Date.UTC(2020, 0), Date.UTC(2030, 0), "Europe/Berlin");
    expect(new Date(instantOf(at, clock)).toISOString()).toBe(instant);
  });
});
