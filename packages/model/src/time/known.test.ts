import { describe, expect, it } from "vitest";
import type { Calendar } from "./calendar.ts";
import { knownInstant } from "./known.ts";

const berlin = { timeZone: "Europe/Berlin", weekStart: "monday", fiscalYearStart: 1 } as Calendar;

describe("As known on", () => {
  it.each([
    ["2026-03-03", "2026-03-03T22:59:59.999Z"],
    ["2026-03-29", "2026-03-29T21:59:59.999Z"],
    ["2026-03-03T12:00", "2026-03-03T11:00:00.000Z"],
    ["2026-03-03T12:00:00Z", "2026-03-03T12:00:00.000Z"],
    ["2026-03-03T12:00:00.25-05:30", "2026-03-03T17:30:00.250Z"],
  ])("%s is the instant %s: a date stands for its whole day", (text, instant) => {
    expect(knownInstant(text, berlin)).toBe(Date.parse(instant));
  });

  it.each([
    "",
    "yesterday",
    "2026-02-30",
    "2026-02-30T00:00:00Z",
    "2026-3-3",
    "2026-03-03T25:00Z",
    "2026-03-03'--",
    "03/03/2026",
  ])("%s is no date", (text) => {
    expect(knownInstant(text, berlin)).toBeNull();
  });
});
