import { periodAt, periodsBetween, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FactRow, openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";

// Held against windows cut by hand: local dates of plain Temporal, rows added up in a loop.

const catalog = everyKind();
const { calendar } = catalog;
const zone = calendar.timeZone;
let engine: Awaited<ReturnType<typeof openEngine>>;

const local = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
const back = (instant: number, length: Temporal.DurationLike): number =>
  local(instant).subtract(length).epochMilliseconds;

const first = Date.UTC(2000, 0, 1, 5);
const last = Date.UTC(2002, 0, 1, 5);
/** Four flights a day at odd hours; a number that follows from the hour stands in for chance. */
const rows: readonly FactRow[] = Array.from({ length: 4 * 731 }, (_, index) => {
  const noise = (index * 7919) % 1009;
  return {
    _at: first + index * 6 * 3_600_000 + noise * 1000,
    delay: noise % 5 === 0 ? null : (noise % 60) - 10,
    distance: noise,
    cancelled: false,
    origin: ["JFK", "LGA", "ORD", "BOS"][noise % 4] ?? null,
    destination: `D${(noise * 13) % 37}`,
  };
});
beforeAll(async () => {
  engine = await openEngine(catalog);
  await engine.fill("flights", rows);
});
afterAll(() => engine.close());

const within = (start: number, end: number): readonly FactRow[] => rows.filter(({ _at }) => _at >= start && _at < end);
const miles = (start: number, end: number): number =>
  within(start, end).reduce((sum, { distance }) => sum + Number(distance), 0);

const ask = async (
  metric: string,
  grain: Grain,
  from: number,
  to: number,
  more: { by?: string[]; until?: number } = {},
) => {
  const spans = periodsBetween(from, to, grain, calendar);
  const question = { metrics: [metric], grain, spans, where: null, limit: 100, by: [], until: last, ...more };
  return (await engine.ask(question)).map((row) => ({ ...row, period: periodAt(row.start, grain, calendar) }));
};

describe("a cumulative metric", () => {
  it.each(["day", "week", "month"] as const)("adds up the 28 local days before the end of every %s", async (grain) => {
    const answered = await ask("miles_28_days", grain, Date.UTC(2001, 2, 20), Date.UTC(2001, 5, 2));
    expect(answered.map(({ value }) => value)).toEqual(
      answered.map(({ period }) => miles(back(period.end, { days: 28 }), period.end)),
    );
    expect(answered.length).toBeGreaterThan(2);
  });

  it("looks at a ratio from the start of the quarter: its parts are added up, never the ratios", async () => {
    const answered = await ask("on_time_quarter", "week", Date.UTC(2001, 3, 10), Date.UTC(2001, 4, 20));
    for (const { period, value, numerator, denominator } of answered) {
      const seen = within(periodAt(period.end - 1, "quarter", calendar).start, period.end);
      const onTime = seen.filter(({ delay }) => delay !== null && Number(delay) < 15).length;
      expect([numerator, denominator]).toEqual([onTime, seen.length]);
      expect(value).toBe(onTime / seen.length);
    }
  });

  it("counts whoever came twice in its window once, also by slice", async () => {
    const answered = await ask("routes_12_weeks", "month", Date.UTC(2001, 4, 1, 5), Date.UTC(2001, 6, 1), {
      by: ["origin"],
    });
    for (const { period, slice, value } of answered) {
      const seen = within(back(period.end, { days: 84 }), period.end).filter(({ origin }) => origin === slice[0]);
      expect(value).toBe(new Set(seen.map(({ destination }) => destination)).size);
    }
    expect(new Set(answered.map(({ slice }) => slice[0])).size).toBe(4);
  });

  it("of a period that is not over ends now, and is as long as ever", async () => {
    const until = Date.UTC(2001, 5, 12, 15);
    const [answered] = await ask("miles_28_days", "month", until - 1, until, { until });
    expect(answered?.value).toBe(miles(back(until, { days: 28 }), until));
  });
});

describe("an input at another time", () => {
  it("is the same period of the year before, a week by its number", async () => {
    for (const grain of ["week", "month"] as const) {
      for (const { period, value } of await ask("miles_growth", grain, Date.UTC(2001, 1, 6), Date.UTC(2001, 4, 1))) {
        const then =
          grain === "month"
            ? { start: back(period.start, { years: 1 }), end: back(period.end, { years: 1 }) }
            : { start: back(period.start, { days: 364 }), end: back(period.end, { days: 364 }) };
        const before = miles(then.start, then.end);
        expect(value).toBeCloseTo((miles(period.start, period.end) - before) / before, 12);
      }
    }
  });

  it("may be a rolling window, and a rolling window may be over one: both are the window of that time", async () => {
    const change = await ask("miles_28_change", "week", Date.UTC(2001, 2, 20), Date.UTC(2001, 5, 2));
    const then = await ask("miles_then_28_days", "week", Date.UTC(2001, 2, 20), Date.UTC(2001, 5, 2));
    for (const [index, { period, value }] of change.entries()) {
      const end = back(period.end, { days: 364 });
      const before = miles(back(end, { days: 28 }), end);
      expect(value).toBe(miles(back(period.end, { days: 28 }), period.end) - before);
      expect(then[index]?.value).toBe(before);
    }
  });

  it("one period earlier is what the period before is", async () => {
    const before = await ask("previous_delay", "month", Date.UTC(2001, 2, 10), Date.UTC(2001, 5, 2));
    for (const { period, value, sampleSize } of before) {
      const earlier = shiftPeriod(period, -1, calendar);
      const [own] = await ask("mean_delay", "month", earlier.start, earlier.end);
      expect([value, sampleSize]).toEqual([own?.value, own?.sampleSize]);
    }
  });
});

describe("metrics that look at other stretches", () => {
  it("change nothing of the metrics asked beside them", async () => {
    const spans = periodsBetween(Date.UTC(2001, 1, 6), Date.UTC(2001, 4, 1), "week", calendar);
    const plain = [
      "flights_flown",
      "miles",
      "mean_delay",
      "p90_delay",
      "median_delay",
      "least_delay",
      "routes",
      "fuel_used",
    ];
    const question = { grain: "week", spans, where: null, by: [], until: last, limit: 1 } as const;
    const alone = await engine.ask({ ...question, metrics: plain });
    const beside = await engine.ask({
      ...question,
      metrics: [...plain, "miles_28_days", "miles_growth", "routes_12_weeks"],
    });
    expect(beside.filter(({ metric }) => plain.includes(metric))).toEqual(alone);
  });
});
