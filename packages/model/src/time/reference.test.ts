import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { parsePeriodKey, periodAt } from "./arithmetic.ts";
import type { Calendar } from "./calendar.ts";

/** Reference calendars are not part of the repository; SEXTANT_DATA names the folder that holds `calendar/`. */
const folder = join(process.env.SEXTANT_DATA ?? "", "calendar");
const present = process.env.SEXTANT_DATA !== undefined && existsSync(folder);
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
const title = present ? "the calendars of record" : "the calendars of record (reference data not present)";

interface IrregularDay {
  date: string;
  start_utc: string;
  end_utc: string;
  seconds: number;
}

interface IsoWeekDay {
  date: string;
  iso_year: number;
  iso_week: number;
}

const calendarOf = (timeZone: string): Calendar => ({ timeZone, weekStart: "monday", fiscalYearStart: 1 });
const instant = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;

describe.skipIf(!present)(title, () => {
  it("agrees on every irregular day from 2010 to 2026", () => {
    const { zones } = read("irregular_days.json") as { zones: Record<string, IrregularDay[]> };
    const wrong = Object.entries(zones).flatMap(([zone, days]) =>
      days.filter((day) => {
        const period = parsePeriodKey(day.date, calendarOf(zone));
        return period?.start !== instant(day.start_utc) || period.end !== instant(day.end_utc);
      }),
    );
    expect(Object.values(zones).flat().length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it("agrees on every other day: only the listed ones are not 24 hours long", () => {
    const { zones } = read("irregular_days.json") as { zones: Record<string, IrregularDay[]> };
    const wrong = Object.entries(zones).flatMap(([zone, days]) => {
      const irregular = new Set(days.map((day) => day.date));
      const dates = Array.from({ length: 366 }, (_, day) => Temporal.PlainDate.from("2024-01-01").add({ days: day }));
      return dates
        .map((date) => parsePeriodKey(date.toString(), calendarOf(zone)))
        .filter((day) => day !== null && day.end - day.start !== 86_400_000 && !irregular.has(day.key))
        .map((day) => `${zone} ${day?.key}`);
    });
    expect(wrong).toEqual([]);
  });

  it("agrees on the ISO week of days around each new year", () => {
    const days = read("iso_week_edges.json") as IsoWeekDay[];
    const wrong = days.filter(({ date, iso_year, iso_week }) => {
      const { key } = periodAt(instant(`${date}T12:00:00Z`), "week", calendarOf("UTC"));
      return key !== `${iso_year}-W${String(iso_week).padStart(2, "0")}`;
    });
    expect(days.length).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });
});
