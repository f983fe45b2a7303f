import { periodsBetween } from "@sextant/model/time/arithmetic";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airlineYaml, soundCatalog } from "../test/airline.ts";
import { type FactRow, openEngine } from "../test/engine.ts";
import { compile } from "./compile.ts";
import type { Question } from "./question.ts";
import { readSeries, type SeriesRow } from "./series.ts";

const catalog = soundCatalog();
const { calendar } = catalog;
let engine: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  engine = await openEngine(catalog);
});
afterAll(() => engine.close());

const from = Date.UTC(2001, 2, 19, 5);
const to = Date.UTC(2001, 3, 9, 4);
const ask = (metrics: readonly string[], more: Partial<Question> = {}): Promise<SeriesRow[]> =>
  engine.ask({
    metrics,
    grain: "week",
    spans: periodsBetween(from, to, more.grain ?? "week", calendar),
    by: [],
    where: null,
    until: Date.UTC(2030, 0, 1),
    limit: 100,
    ...more,
  });
const valuesOf = (rows: readonly SeriesRow[], metric: string) =>
  rows.filter((row) => row.metric === metric).map((row) => row.value);

const flights: readonly FactRow[] = [
  { _at: from, delay: 5, distance: 100, fuel: 1.5, fare: "10.25", cancelled: false, origin: "JFK", destination: "LAX" },
  {
    _at: from + 1,
    delay: 20,
    distance: 300,
    fuel: null,
    fare: "0.1",
    cancelled: false,
    origin: "JFK",
    destination: "LAX",
  },
  {
    _at: from + 2,
    delay: null,
    distance: null,
    fuel: 2.5,
    fare: "0.2",
    cancelled: null,
    origin: "JFK",
    destination: "ORD",
  },
  { _at: from + 3, delay: 60, distance: 9, fuel: 0, fare: null, cancelled: true, origin: null, destination: "ORD" },
  { _at: from + 4, delay: -10, distance: 1, fuel: 1, fare: "1", cancelled: false, origin: "ORD", destination: "JFK" },
];

describe("each aggregation, against values worked out by hand", () => {
  const week = { spans: periodsBetween(from, from + 1, "week", calendar) };
  beforeAll(() => engine.fill("flights", flights));

  it.each([
    ["flights_flown", 5, 5],
    ["on_time_flights", 2, 2],
    ["on_time_rate", 2 / 5, 5],
    ["late_rate", 3 / 5, 5],
    ["mean_delay", 75 / 4, 4],
    ["median_delay", 12.5, 4],
    ["p90_delay", 20 + 0.7 * 40, 4],
    ["least_delay", -10, 4],
    ["worst_delay", 60, 4],
    ["miles", 410, 4],
    ["fuel_used", 5, 4],
    ["revenue", 11.55, 4],
    ["severe_delays", 1, 4],
    ["routes", 3, 4],
    ["airports", 2, 3],
  ])("%s is %d over %d rows", async (metric, value, sampleSize) => {
    const [row] = await ask([metric], week);
    expect(row?.value).toBeCloseTo(value, 12);
    expect(row?.sampleSize).toBe(sampleSize);
  });

  it("gives numerator and denominator of averages and ratios", async () => {
    const rows = await ask(["mean_delay", "on_time_rate"], week);
    expect(rows.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [75, 4],
      [2, 5],
    ]);
  });

  it("adds up whole numbers beyond 64 bits without wrapping round", async () => {
    const big = "9000000000000000000";
    await engine.fill("flights", [
      { _at: from, distance: big },
      { _at: from, distance: big },
    ]);
    expect(valuesOf(await ask(["miles"], week), "miles")).toEqual([1.8e19]);
    await engine.fill("flights", flights);
  });

  it("adds up decimals beyond 38 digits without wrapping round, to the last digit", async () => {
    const fare = "9999999999999999999999999999.5";
    await engine.fill("flights", [
      { _at: from, fare },
      { _at: from, fare },
      { _at: from, fare: `-${fare}` },
      { _at: from, fare: "-9999999999999999999999999999.2" },
    ]);
    expect(valuesOf(await ask(["revenue"], week), "revenue")).toEqual([0.3]);
    await engine.fill("flights", [
      { _at: from, fare },
      { _at: from, fare },
    ]);
    expect(valuesOf(await ask(["revenue"], week), "revenue")).toEqual([2e28]);
    await engine.fill("flights", flights);
  });

  it("reads NaN and infinities in the data as missing", async () => {
    await engine.query("INSERT INTO dataset_flights (_at, departure, fuel) SELECT now64(3) - 1e6, 0, nan");
    await engine.query(
      `INSERT INTO dataset_flights (_at, departure, fuel) SELECT fromUnixTimestamp64Milli(${from}::Int64), 0, arrayJoin([nan, inf, -inf])`,
    );
    expect(valuesOf(await ask(["fuel_used"], week), "fuel_used")).toEqual([5]);
    await engine.fill("flights", flights);
  });
});

describe("missing data", () => {
  it("is zero for counts and sums, nothing for means, extremes and ratios", async () => {
    await engine.fill("flights", []);
    const rows = await ask([
      "flights_flown",
      "miles",
      "routes",
      "mean_delay",
      "worst_delay",
      "p90_delay",
      "on_time_rate",
    ]);
    expect(rows.filter((row) => row.start === rows[0]?.start).map((row) => row.value)).toEqual([
      0,
      0,
      0,
      null,
      null,
      null,
      null,
    ]);
  });

  it("is carried through derived formulas by the same rules", async () => {
    await engine.fill("flights", []);
    await engine.fill("bookings", []);
    const rows = await ask(["load", "late_rate", "lateness_index"]);
    expect(["load", "late_rate", "lateness_index"].map((metric) => valuesOf(rows, metric)[0])).toEqual([0, null, 0]);
  });

  it("of one dataset does not hide what another one holds", async () => {
    await engine.fill("flights", []);
    await engine.fill("bookings", [{ _at: from, seats: 7, day: "2001-03-19", departure: undefined }]);
    const rows = await ask(["load", "seats_per_flight", "seats_booked", "flights_flown"]);
    expect(["load", "seats_per_flight", "seats_booked", "flights_flown"].map((id) => valuesOf(rows, id)[0])).toEqual([
      7,
      null,
      7,
      0,
    ]);
  });

  it("never becomes an infinity", async () => {
    await engine.fill("flights", [{ _at: from, delay: null }]);
    expect(valuesOf(await ask(["mean_delay", "seats_per_flight"]), "mean_delay")[0]).toBeNull();
  });
});

describe("derived metrics standing on each other", () => {
  it("are computed level by level: a chain of doublings takes no longer than it is long", async () => {
    const chain = Array.from({ length: 14 }, (_, i) => {
      const base = i === 0 ? "late_rate" : `y${i - 1}`;
      return `  - { id: y${i}, label: L, kind: derived, expression: ${base} + ${base} }\n`;
    });
    const deep = soundCatalog([{ path: "a.yaml", text: airlineYaml.replace("kpis:\n", `${chain.join("")}kpis:\n`) }]);
    await engine.fill("flights", flights);
    const question: Question = {
      metrics: ["y13"],
      grain: "week",
      spans: periodsBetween(from, from + 1, "week", calendar),
      by: [],
      where: null,
      until: to,
      limit: 1,
    };
    const [statement] = compile(question, deep).statements;
    if (statement === undefined) throw new Error("no statement");
    const [row] = readSeries(question, statement, await engine.run(statement));
    expect(row?.value).toBeCloseTo((3 / 5) * 2 ** 14, 6);
  }, 10_000);
});

const places = fc.constantFrom(
  "JFK",
  "LAX",
  "ORD",
  null,
  "'; DROP TABLE dataset_flights; --",
  "{x:String}",
  "🛫",
  "مطار",
);
const anyFlight = fc.record({
  _at: fc.integer({ min: from, max: to - 1 }),
  _sequence: fc.integer({ min: 1, max: 3 }),
  delay: fc.option(fc.integer({ min: -60, max: 600 })),
  distance: fc.option(fc.integer({ min: 0, max: 3000 })),
  fuel: fc.option(fc.integer({ min: 0, max: 400 }).map((value) => value / 4)),
  cancelled: fc.option(fc.boolean()),
  origin: places,
  destination: places,
});
const anyFlights = fc.array(anyFlight, { maxLength: 40 });
const runs = { numRuns: 25 };
const everyMetric = [...catalog.metrics.keys()];
const additive = ["flights_flown", "on_time_flights", "miles", "fuel_used", "severe_delays"];
const byStart = (rows: readonly SeriesRow[]) =>
  [...rows].sort((a, b) => a.metric.localeCompare(b.metric) || a.start - b.start);

describe("laws of the answer", () => {
  it("the week of an additive metric is the sum of its days", async () => {
    await fc.assert(
      fc.asyncProperty(anyFlights, async (rows) => {
        await engine.fill("flights", rows);
        const weeks = await ask(additive);
        const days = await ask(additive, { grain: "day" });
        for (const { metric, start, value } of weeks) {
          const [week] = periodsBetween(start, start + 1, "week", calendar);
          const inside = days.filter(
            (day) => day.metric === metric && day.start >= start && day.start < (week?.end ?? 0),
          );
          expect(inside.reduce((sum, day) => sum + (day.value ?? 0), 0)).toBeCloseTo(value ?? Number.NaN, 9);
        }
      }),
      runs,
    );
  });

  it("slices of an additive metric add up to the whole, the missing value being a slice of its own", async () => {
    await fc.assert(
      fc.asyncProperty(anyFlights, fc.constantFrom(["origin"], ["origin", "cancelled"]), async (rows, by) => {
        await engine.fill("flights", rows);
        const whole = await ask(additive);
        const slices = await ask(additive, { by });
        for (const { metric, start, value } of whole) {
          const parts = slices.filter((row) => row.metric === metric && row.start === start);
          expect(parts.reduce((sum, row) => sum + (row.value ?? 0), 0)).toBeCloseTo(value ?? Number.NaN, 9);
        }
      }),
      runs,
    );
  });

  it("asking for all metrics at once gives what asking one by one gives", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFlights,
        fc.constantFrom([], ["origin"]),
        fc.constantFrom(null, "origin = 'JFK'", "not (origin is null)"),
        async (rows, by, where) => {
          await engine.fill("flights", rows);
          await engine.fill("bookings", [{ _at: from + 5, seats: 3, origin: "JFK", day: "2001-03-19" }]);
          const together = await ask(everyMetric, { by, where });
          const alone: SeriesRow[] = [];
          for (const metric of everyMetric) alone.push(...(await ask([metric], { by, where })));
          const sorted = (list: readonly SeriesRow[]) =>
            byStart(list).sort((a, b) => JSON.stringify(a.slice).localeCompare(JSON.stringify(b.slice)));
          expect(sorted(together)).toEqual(sorted(alone));
        },
      ),
      { numRuns: 8 },
    );
  });

  it("spans far apart give what one stretch of time gives for them", async () => {
    await fc.assert(
      fc.asyncProperty(anyFlights, fc.subarray([...Array(21).keys()], { minLength: 1 }), async (rows, picked) => {
        await engine.fill("flights", rows);
        const days = periodsBetween(from, to, "day", calendar);
        const spans = days.filter((_, index) => picked.includes(index));
        const metrics = ["flights_flown", "on_time_rate", "routes", "p90_delay"];
        const starts = new Set(spans.map((span) => span.start));
        const all = await ask(metrics, { grain: "day" });
        expect(await ask(metrics, { grain: "day", spans })).toEqual(all.filter((row) => starts.has(row.start)));
      }),
      runs,
    );
  });

  it("rows at or after `until`, and landings after the asked one, are not seen", async () => {
    await engine.fill("bookings", []);
    await fc.assert(
      fc.asyncProperty(
        anyFlights,
        fc.integer({ min: from, max: to }),
        fc.integer({ min: 0, max: 3 }),
        async (rows, until, landed) => {
          await engine.fill("flights", rows);
          const sequences = new Map([["flights", landed]]);
          const clipped = await ask(everyMetric, { until, sequences });
          await engine.fill(
            "flights",
            rows.filter((row) => row._at < until && row._sequence <= landed),
          );
          expect(clipped).toEqual(await ask(everyMetric));
        },
      ),
      { numRuns: 10 },
    );
  });

  it("the largest slices are kept, and the others counted", async () => {
    await engine.fill(
      "flights",
      "aaaabbbccd".split("").map((origin, index) => ({ _at: from + index, origin })),
    );
    const rows = await ask(["flights_flown"], { by: ["origin"], limit: 2 });
    expect([...new Set(rows.map((row) => row.slice[0]))]).toEqual(["a", "b"]);
  });
});

it("many metrics in slices, ranked by one of them, are asked in several statements of the same slices", async () => {
  const metrics = Array.from({ length: 250 }, (_, index) => `m${index}`);
  const lines = metrics.map(
    (id, index) =>
      `  - { id: ${id}, label: L, kind: simple, dataset: flights, aggregation: count, where: delay > ${index - 200} }\n`,
  );
  const many = soundCatalog([{ path: "a.yaml", text: airlineYaml.replace("kpis:\n", `${lines.join("")}kpis:\n`) }]);
  const flight = (origin: string, delay: number, index: number): FactRow => ({ _at: from + index, origin, delay });
  await engine.fill("flights", [
    ...Array.from({ length: 5 }, (_, index) => flight("JFK", -300, index)),
    ...Array.from({ length: 3 }, (_, index) => flight("LAX", 100, index)),
    flight("ORD", 100, 1),
  ]);
  const spans = periodsBetween(from, from + 1, "week", calendar);
  const more = { by: ["origin"], limit: 1, rankBy: "m3", spans, grain: "week", where: null, until: to } as const;
  const question: Question = { metrics, ...more };
  const { statements } = compile(question, many);
  const rows: SeriesRow[] = [];
  for (const statement of statements) rows.push(...readSeries(question, statement, await engine.run(statement)));
  expect(statements).toHaveLength(2);
  expect(rows.map(({ metric, slice, value }) => [metric, slice, value])).toEqual(metrics.map((id) => [id, ["LAX"], 3]));
});
