import { traitsOf } from "@sextant/model/metric/metric";
import { periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airlineYaml, soundCatalog } from "../../test/airline.ts";
import { openEngine } from "../../test/engine.ts";
import type { Question } from "../question.ts";
import type { SeriesRow } from "../series.ts";

/** Metrics whose stretches are built from smaller ones in different ways. */
const bases = [
  "flights_flown",
  "miles",
  "fuel_used",
  "revenue",
  "severe_delays",
  "mean_delay",
  "least_delay",
  "worst_delay",
  "median_delay",
  "p90_delay",
  "routes",
  "airports",
  "on_time_rate",
  "morning_rate",
];
const built = bases.flatMap((id) => [
  `{ id: ${id}_7, label: L, kind: cumulative, metric: ${id}, window: 7 days }`,
  `{ id: ${id}_week, label: L, kind: cumulative, metric: ${id}, to_date: week }`,
  `{ id: ${id}_same, label: L, kind: derived, expression: own, inputs: { own: { metric: ${id} } } }`,
  `{ id: ${id}_before, label: L, kind: derived, expression: own, inputs: { own: { metric: ${id}, offset: previous_period } } }`,
  `{ id: ${id}_then, label: L, kind: derived, expression: own, inputs: { own: { metric: ${id}, offset: 2 weeks } } }`,
  `{ id: ${id}_7_then, label: L, kind: derived, expression: own, inputs: { own: { metric: ${id}_7, offset: 2 weeks } } }`,
  `{ id: ${id}_then_7, label: L, kind: cumulative, metric: ${id}_then, window: 7 days }`,
]);
const catalog = soundCatalog([
  { path: "airline.yaml", text: airlineYaml },
  { path: "built.yaml", text: `metrics:\n${built.map((line) => `  - ${line}\n`).join("")}` },
]);
const { calendar } = catalog;

let engine: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  engine = await openEngine(catalog);
});
afterAll(() => engine.close());

/** Six weeks from a Monday; New York put its clocks forward on 1 April. */
const from = Date.UTC(2001, 2, 5, 5);
const to = Date.UTC(2001, 3, 16, 4);
const ask = (metrics: readonly string[], grain: Grain, more: Partial<Question> = {}): Promise<SeriesRow[]> =>
  engine.ask({
    metrics,
    grain,
    spans: periodsBetween(from, to, grain, calendar),
    by: [],
    where: null,
    until: Date.UTC(2030, 0, 1),
    limit: 100,
    ...more,
  });

const places = fc.constantFrom("JFK", "LAX", "ORD", null);
const anyFlights = fc.array(
  fc.record({
    _at: fc.integer({ min: from, max: to - 1 }),
    delay: fc.option(fc.integer({ min: -60, max: 600 })),
    distance: fc.option(fc.integer({ min: 0, max: 3000 })),
    fuel: fc.option(fc.integer({ min: 0, max: 400 }).map((value) => value / 4)),
    fare: fc.option(fc.integer({ min: -9999, max: 9999 }).map((cents) => (cents / 100).toFixed(2))),
    cancelled: fc.option(fc.boolean()),
    origin: places,
    destination: places,
  }),
  { maxLength: 60 },
);
const runs = { numRuns: 6 };

/** What an answer says, by the instant `at` gives it. */
const said = (rows: readonly SeriesRow[], metric: string, at: (row: SeriesRow) => number = ({ start }) => start) =>
  new Map(rows.filter((row) => row.metric === metric).map((row) => [at(row), [row.value, row.sampleSize]] as const));

const weekOf = (start: number) => {
  const [week] = periodsBetween(start, start + 1, "week", calendar);
  if (week === undefined) throw new Error("no week");
  return week;
};
/** The rows of the last day of every week. */
const lastDays = (rows: readonly SeriesRow[]): SeriesRow[] => {
  const days = periodsBetween(from, to, "day", calendar);
  const last = new Set(days.filter(({ start, end }) => weekOf(start).end === end).map(({ start }) => start));
  return rows.filter(({ start }) => last.has(start));
};

describe("whatever the rows are", () => {
  it("a week is its seven days put together, and the window of seven days that ends with it, and itself to date", async () => {
    await fc.assert(
      fc.asyncProperty(anyFlights, async (rows) => {
        await engine.fill("flights", rows);
        const windows = bases.flatMap((id) => [`${id}_7`, `${id}_week`]);
        const weeks = await ask([...bases, ...windows], "week");
        const days = lastDays(await ask(windows, "day"));
        for (const id of bases) {
          const whole = said(weeks, id);
          for (const window of [`${id}_7`, `${id}_week`]) {
            expect([window, said(weeks, window)]).toEqual([window, whole]);
            expect([window, said(days, window, ({ start }) => weekOf(start).start)]).toEqual([window, whole]);
          }
        }
      }),
      runs,
    );
  });

  it("a metric under another name, at the same time, is itself", async () => {
    await fc.assert(
      fc.asyncProperty(anyFlights, fc.constantFrom<Grain>("day", "week", "month"), async (rows, grain) => {
        await engine.fill("flights", rows);
        const answer = await ask(
          bases.flatMap((id) => [id, `${id}_same`]),
          grain,
        );
        for (const id of bases) expect(said(answer, `${id}_same`)).toEqual(said(answer, id));
      }),
      runs,
    );
  });

  it("the series of the period before is the series one step earlier", async () => {
    await fc.assert(
      fc.asyncProperty(anyFlights, fc.constantFrom<Grain>("day", "week", "month"), async (rows, grain) => {
        await engine.fill("flights", rows);
        const answer = await ask(
          bases.flatMap((id) => [id, `${id}_before`]),
          grain,
        );
        for (const id of bases) {
          const own = [...said(answer, id).values()].slice(0, -1);
          expect([...said(answer, `${id}_before`).values()].slice(1)).toEqual(own);
        }
      }),
      runs,
    );
  });

  it("a window moved two weeks back is a window over what was two weeks back", async () => {
    await fc.assert(
      fc.asyncProperty(anyFlights, fc.constantFrom<Grain>("day", "week"), async (rows, grain) => {
        await engine.fill("flights", rows);
        const answer = await ask(
          bases.flatMap((id) => [`${id}_7_then`, `${id}_then_7`]),
          grain,
        );
        for (const id of bases) expect(said(answer, `${id}_then_7`)).toEqual(said(answer, `${id}_7_then`));
      }),
      runs,
    );
  });

  it("slices add up to the whole wherever a metric says that they do", async () => {
    const additive = [...catalog.metrics.values()]
      .filter((metric) => traitsOf(metric).slices === "add_up" && bases.includes(metric.id))
      .map(({ id }) => id);
    expect(additive).toEqual(
      expect.arrayContaining(["flights_flown", "miles", "fuel_used", "revenue", "severe_delays"]),
    );
    await fc.assert(
      fc.asyncProperty(anyFlights, fc.subarray(["origin", "cancelled"], { minLength: 1 }), async (rows, by) => {
        await engine.fill("flights", rows);
        const slices = await ask(additive, "week", { by });
        for (const { metric, start, value } of await ask(additive, "week")) {
          const parts = slices.filter((row) => row.metric === metric && row.start === start);
          expect(parts.reduce((sum, row) => sum + (row.value ?? 0), 0)).toBeCloseTo(value ?? Number.NaN, 6);
        }
      }),
      runs,
    );
  });

  it("every metric answers beside all others what it answers alone", async () => {
    await fc.assert(
      fc.asyncProperty(anyFlights, fc.constantFrom([], ["origin"]), async (rows, by) => {
        await engine.fill("flights", rows);
        const asked = bases.flatMap((id) => [id, `${id}_7`, `${id}_then_7`]);
        const sliced = (row: SeriesRow) => JSON.stringify([row.metric, row.slice, row.start]);
        const sorted = (list: readonly SeriesRow[]) => list.toSorted((a, b) => (sliced(a) < sliced(b) ? -1 : 1));
        const alone: SeriesRow[] = [];
        for (const metric of asked) alone.push(...(await ask([metric], "week", { by })));
        expect(sorted(await ask(asked, "week", { by }))).toEqual(sorted(alone));
      }),
      { numRuns: 2 },
    );
  });
});
