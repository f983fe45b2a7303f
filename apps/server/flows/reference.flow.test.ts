import { periodsBetween } from "@sextant/model/time/arithmetic";
import { grains } from "@sextant/model/time/grain";
import { startOfDay } from "@sextant/model/time/zone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../src/store/postgres.fixture.ts";
import {
  askPostgres,
  fillEngine,
  type ReferenceCalendar,
  type ReferenceValue,
  referenceCatalog,
  referenceNow,
} from "./reference.fixture.ts";

const kinds = [
  "simple.sql",
  "ratio.sql",
  "derived.sql",
  "cumulative.sql",
  "snapshot.sql",
  "retention.sql",
  "conversion.sql",
  "survey.sql",
  "manual.sql",
];

const calendars: ReferenceCalendar[] = [
  {
    name: "UTC, weeks from Monday",
    yaml: "{ time_zone: UTC }",
    zone: "UTC",
    weekBegins: 1,
    fiscalMonth: 1,
    periods: "periods.sql",
    from: "2019-12-01",
    to: "2022-07-01",
  },
  {
    name: "New York, weeks from Sunday",
    yaml: "{ time_zone: America/New_York, week_start: sunday }",
    zone: "America/New_York",
    weekBegins: 7,
    fiscalMonth: 1,
    periods: "periods.sql",
    from: "2019-12-01",
    to: "2022-07-01",
  },
  {
    name: "Berlin, fiscal years from April",
    yaml: "{ time_zone: Europe/Berlin, fiscal_year_start: 4 }",
    zone: "Europe/Berlin",
    weekBegins: 1,
    fiscalMonth: 4,
    periods: "periods.sql",
    from: "2019-12-01",
    to: "2022-07-01",
  },
  {
    name: "Chicago, a fiscal year of 53 weeks in months of 4, 4 and 5",
    yaml: "{ time_zone: America/Chicago, week_start: sunday, fiscal_weeks: { pattern: 4-4-5, year_end: last, weekday: saturday, month: 7 } }",
    zone: "America/Chicago",
    weekBegins: 7,
    fiscalMonth: 8,
    periods: "periods-4-4-5.sql",
    from: "2020-07-26",
    to: "2021-08-01",
  },
];

let postgres: TestPostgres | string;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  if (typeof postgres !== "string") await postgres.stop();
});

const keyOf = ({ grain, start, metric }: Pick<ReferenceValue, "grain" | "start" | "metric">): string =>
  `${metric} ${grain} ${new Date(start).toISOString()}`;

/** Equal to nine digits, of differences to as many places, or missing both. */
const same = (own: number | null, other: number | null): boolean => {
  if (own === null || other === null) return own === other;
  return Math.abs(own - other) <= 1e-9 * Math.max(Math.abs(own), Math.abs(other), 1);
};

const dayNumber = (date: string): number => Date.parse(`${date}T00:00Z`) / 86_400_000;

/** Every value of every metric at every grain, as the semantic layer gives it. */
const askSextant = async (calendar: ReferenceCalendar): Promise<ReferenceValue[]> => {
  const catalog = referenceCatalog(calendar);
  const engine = await fillEngine(catalog, calendar);
  const values: ReferenceValue[] = [];
  const bounds = [calendar.from, calendar.to].map((date) => startOfDay(dayNumber(date), calendar.zone));
  const [from = 0, to = 0] = bounds;
  for (const grain of grains) {
    const spans = periodsBetween(from, Math.min(to, referenceNow), grain, catalog.calendar).filter(
      ({ start }) => start >= from,
    );
    const entered = ["day", "week"].includes(grain) ? ["audits", "mood", "offices"] : [];
    const metrics = [...catalog.metrics.keys()].filter((id) => !entered.includes(id));
    const asked = { metrics, grain, spans, by: [], where: null, until: referenceNow, limit: 1 };
    for (const { metric, start, value, numerator, denominator, sampleSize } of await engine.ask(asked)) {
      values.push({ grain, start, metric, value, numerator, denominator, sample: sampleSize });
    }
  }
  await engine.close();
  return values;
};

describe("what the semantic layer answers", () => {
  it.for(calendars)("is what plain SQL written by hand answers in PostgreSQL: $name", async (calendar, { skip }) => {
    if (typeof postgres === "string") return skip(postgres);
    const reference = await askPostgres(await postgres.fresh(), calendar, kinds);
    const own = new Map((await askSextant(calendar)).map((value) => [keyOf(value), value]));
    const metrics = new Set([...own.values()].map(({ metric }) => metric));
    expect(new Set(reference.map(({ metric }) => metric))).toEqual(metrics);
    expect(new Set(reference.map(({ grain }) => grain))).toEqual(new Set(grains));
    expect(reference.map(keyOf).sort()).toEqual([...own.keys()].sort());
    const differing = reference.flatMap((theirs) => {
      const ours = own.get(keyOf(theirs));
      const parts = ["value", "numerator", "denominator", "sample"] as const;
      return parts
        .filter((part) => !same(ours?.[part] ?? null, theirs[part]))
        .map((part) => `${keyOf(theirs)}: ${part} ${ours?.[part]}, by hand ${theirs[part]}`);
    });
    expect(differing.slice(0, 20)).toEqual([]);
    const telling = new Set(reference.filter(({ value }) => value !== null && value !== 0).map((one) => one.metric));
    expect(telling).toEqual(metrics);
  });
});
