import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parsePeriodKey, periodAt, periodsBetween } from "./arithmetic.ts";
import { type Calendar, type FiscalWeeks, weekdays } from "./calendar.ts";

/** Published year and quarter ends of companies and of the retail federation; SEXTANT_DATA names the folder that holds `calendar/`. */
const file = join(process.env.SEXTANT_DATA ?? "", "calendar", "fiscal_52_53.json");
const present = process.env.SEXTANT_DATA !== undefined && existsSync(file);
const title = present ? "fiscal years of record" : "fiscal years of record (reference data not present)";

interface Rule {
  rule: string;
  variation: "last" | "nearest";
  weekday: string;
  month: number;
  ends: string[];
  extra_week_quarter?: number;
  contiguous_from?: string;
}

interface Reference {
  year_end: Rule[];
  quarter_end: (Rule & { "weeks_in_year_starting_2010-12-26"?: number[]; long_years_by_Q1_end_in?: number[] })[];
  nrf_454: { "53_week_years": number[] };
}

const reference = present ? (JSON.parse(readFileSync(file, "utf8")) as Reference) : null;
const day = 86_400_000;
const week = 7 * day;
const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const calendarOf = (fiscalWeeks: FiscalWeeks): Calendar => ({
  timeZone: "UTC",
  weekStart: "sunday",
  fiscalYearStart: 1,
  fiscalWeeks,
});
const ruleOf = (rule: Rule): Calendar =>
  calendarOf({
    pattern: "4-4-5",
    yearEnd: rule.variation,
    weekday: weekdays.find((weekday) => weekday.startsWith(rule.weekday.toLowerCase())) ?? "monday",
    month: rule.month,
    namedBy: "end",
    extraWeekIn: rule.extra_week_quarter ?? 4,
  });
/** Last days of the periods from that of the first date to that of the last. */
const endsBetween = (first: string, last: string, grain: "quarter" | "year", calendar: Calendar): string[] =>
  periodsBetween(at(first), at(last) + day, grain, calendar).map(({ end }) =>
    new Date(end - day).toISOString().slice(0, 10),
  );

describe.skipIf(reference === null)(title, () => {
  it("end on the published days, and on no others between them", () => {
    const rules = reference?.year_end ?? [];
    expect(rules).toHaveLength(7);
    for (const rule of rules) {
      const calendar = ruleOf(rule);
      expect(endsBetween(rule.ends[0] ?? "", rule.ends.at(-1) ?? "", "year", calendar), rule.rule).toEqual(rule.ends);
    }
  });

  it("have quarters that end on the published days", () => {
    const rules = reference?.quarter_end ?? [];
    expect(rules).toHaveLength(3);
    for (const rule of rules) {
      const calendar = ruleOf(rule);
      for (const end of rule.ends) expect(endsBetween(end, end, "quarter", calendar), rule.rule).toEqual([end]);
    }
    const [gmcr, micron] = rules;
    if (gmcr === undefined || micron?.contiguous_from === undefined) throw new Error("reference has changed");
    expect(endsBetween("2010-03-27", "2013-06-29", "quarter", ruleOf(gmcr))).toEqual(gmcr.ends);
    const from = micron.ends.indexOf(micron.contiguous_from);
    const contiguous = micron.ends.slice(from);
    expect(endsBetween(micron.contiguous_from, contiguous.at(-1) ?? "", "quarter", ruleOf(micron))).toEqual(contiguous);
  });

  it("may put the 53rd week into the first quarter, as Intel does", () => {
    const intel = reference?.quarter_end[2];
    if (intel === undefined) throw new Error("reference has changed");
    const calendar = ruleOf(intel);
    const year = periodAt(at("2010-12-26"), "year", calendar);
    const lengths = periodsBetween(year.start, year.end, "quarter", calendar).map(
      ({ start, end }) => (end - start) / week,
    );
    expect(lengths).toEqual(intel["weeks_in_year_starting_2010-12-26"]);
    const long = periodsBetween(at("1994-01-15"), at("2011-12-01"), "year", calendar).filter(
      ({ start, end }) => (end - start) / week === 53,
    );
    expect(long.map(({ key }) => Number(key.slice(2)))).toEqual(intel.long_years_by_Q1_end_in);
  });

  it("have 53 weeks in the years the retail federation says, to 2197", () => {
    const retail = calendarOf({
      pattern: "4-5-4",
      yearEnd: "nearest",
      weekday: "saturday",
      month: 1,
      namedBy: "start",
      extraWeekIn: 4,
    });
    const lengths = Array.from({ length: 198 }, (_, index) => parsePeriodKey(`FY${2000 + index}`, retail)).map(
      (year) => year !== null && [Number(year.key.slice(2)), (year.end - year.start) / week],
    );
    const long = lengths.filter((each) => each !== false && each[1] === 53).map((each) => each !== false && each[0]);
    expect(long).toEqual(reference?.nrf_454["53_week_years"]);
    expect(lengths.every((each) => each !== false && (each[1] === 52 || each[1] === 53))).toBe(true);
  });
});
