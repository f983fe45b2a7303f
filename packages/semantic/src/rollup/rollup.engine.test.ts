import { periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airlineYaml, soundCatalog } from "../../test/airline.ts";
import { type FactRow, openEngine } from "../../test/engine.ts";
import { compile } from "../compile.ts";
import type { Question } from "../question.ts";
import { rollupFillSql, rollupMergeSql, rollupTableSql, rollupWidthsSql } from "../sql/rollup.ts";
import { narrowed, type RollupDesign, rollupDesigns } from "./design.ts";
import type { Rollup } from "./rollup.ts";

// The law of rollups: with them or without them the answer is the same, whatever has landed when.

const metrics = [
  "flights_flown",
  "on_time_rate",
  "mean_delay",
  "p90_delay",
  "median_delay",
  "least_delay",
  "miles",
  "fuel_used",
  "revenue",
  "severe_delays",
  "routes",
  "hubs",
  "distances",
  "miles_28_days",
];
const kpis = metrics.map((metric) => `  - { id: k_${metric}, metric: ${metric}, state: draft }`).join("\n");
const catalog = soundCatalog([
  { path: "airline.yaml", text: airlineYaml },
  {
    path: "more.yaml",
    text: `metrics:
  - { id: hubs, label: Hubs, kind: simple, dataset: flights, aggregation: count_distinct, expression: origin, where: not cancelled }
  - { id: distances, label: Distances, kind: simple, dataset: flights, aggregation: count_distinct, expression: distance }
  - { id: miles_28_days, label: Miles of 28 days, kind: cumulative, metric: miles, window: 28 days }
kpis:
${kpis}
`,
  },
]);
const { calendar } = catalog;
const zone = calendar.timeZone;
let engine: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  engine = await openEngine(catalog);
});
afterAll(() => engine.close());

const first = Date.UTC(2001, 1, 1, 5);
const last = Date.UTC(2001, 4, 1, 4);
const days = periodsBetween(first, last, "day", calendar).map(({ start }) => start);
const designs = rollupDesigns(catalog).filter(({ dataset, by }) => dataset === "flights" && by !== "destination");

/** The columns of a design whose states the rows that are there allow to be narrow. */
const narrowOf = async (design: RollupDesign): Promise<string[]> => {
  const { sql, parameters, columns } = rollupWidthsSql(design, catalog);
  const [row = []] = await engine.query(sql, parameters);
  return columns.filter((_, index) => Number(row[index]) === 1);
};

const build = async (through: number, steps: readonly number[]): Promise<Rollup[]> => {
  const built: Rollup[] = [];
  for (const [index, wide] of designs.entries()) {
    const held = await narrowOf(wide);
    const design = narrowed(wide, held);
    const table = `rollup_flights_${index}`;
    const { sql, parameters } = rollupTableSql(design, catalog, table);
    await engine.query(`DROP TABLE IF EXISTS ${table}`);
    await engine.query(sql, parameters);
    let after = 0;
    for (const until of [...steps, through]) {
      const fill = rollupFillSql(design, catalog, table, days, { after, through: until });
      await engine.query(fill.sql, fill.parameters);
      after = until;
    }
    const columns = Object.fromEntries(design.states.map(({ column, shared }) => [shared.key, column]));
    const narrow = design.states.flatMap(({ shared }) => (shared.narrow === true ? [shared.key] : []));
    const { dataset, by } = design;
    built.push({ dataset, by, table, timeZone: zone, columns, narrow, through, since: 0, complete: false });
  }
  return built;
};

const row = fc.record({
  _at: fc.integer({ min: first, max: last - 1 }),
  _sequence: fc.integer({ min: 1, max: 4 }),
  delay: fc.option(fc.integer({ min: -60, max: 400 })),
  distance: fc.option(fc.oneof(fc.integer({ min: -5, max: 3000 }), fc.constant(2 ** 40))),
  fuel: fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  fare: fc.option(fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2))),
  cancelled: fc.option(fc.boolean()),
  origin: fc.option(fc.constantFrom("JFK", "LGA", "'; --", "é")),
  destination: fc.option(fc.constantFrom("LAX", "ORD")),
});

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(11)));

const both = async (question: Question, rollups: readonly Rollup[]): Promise<{ used: boolean }> => {
  const answer = async (more: Partial<Question>) =>
    (await engine.ask({ ...question, ...more })).map((one) => ({
      ...one,
      value: rounded(one.value),
      numerator: rounded(one.numerator),
      denominator: rounded(one.denominator),
    }));
  expect(await answer({ rollups })).toEqual(await answer({}));
  return { used: compile({ ...question, rollups }, catalog).statements.some(({ sql }) => sql.includes("rollup_")) };
};

const plain: Question = { metrics, grain: "month", spans: [], by: [], where: null, until: last, limit: 10 };

describe("an answer from rollups is the answer from rows", () => {
  const grains = fc.constantFrom<Grain>("day", "week", "month", "quarter");
  const until = fc.integer({ min: first, max: last + 1 });
  const by = fc.constantFrom<string[]>([], ["origin"], ["cancelled"]);
  const through = fc.integer({ min: 0, max: 4 });

  it("whatever the grain, the slice, the time of day now, and how far the rollup has come", async () => {
    let used = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 60 }),
        grains,
        until,
        by,
        through,
        async (rows, grain, now, cut, to) => {
          await engine.fill("flights", rows);
          const rollups = await build(to, to > 1 ? [1] : []);
          const spans = periodsBetween(first, last, grain, calendar);
          const answered = await both({ ...plain, grain, spans, by: cut, until: now }, rollups);
          if (answered.used) used += 1;
        },
      ),
      { numRuns: 15 },
    );
    expect(used).toBeGreaterThan(7);
  }, 120_000);

  it("as of any landing, also after the landings before were merged", async () => {
    const rows = fc.sample(row, { numRuns: 80, seed: 7 }) as FactRow[];
    await engine.fill("flights", rows);
    const rollups = await build(4, [1, 2, 3]);
    const spans = periodsBetween(first, last, "week", calendar);
    const asOf = (sequence: number, from: readonly Rollup[]) =>
      both({ ...plain, grain: "week", spans, sequences: new Map([["flights", sequence]]) }, from);
    for (const sequence of [1, 2, 3, 4]) expect(await asOf(sequence, rollups)).toEqual({ used: true });
    const merged = rollups.map((rollup) => ({ ...rollup, table: `${rollup.table}_merged`, since: 4 }));
    for (const [index, wide] of designs.entries()) {
      const design = narrowed(wide, await narrowOf(wide));
      const table = merged[index]?.table ?? "";
      await engine.query(`DROP TABLE IF EXISTS ${table}`);
      const create = rollupTableSql(design, catalog, table);
      await engine.query(create.sql, create.parameters);
      const merge = rollupMergeSql(design, `rollup_flights_${index}`, table, 4);
      await engine.query(merge.sql, merge.parameters);
    }
    expect(await asOf(4, merged)).toEqual({ used: true });
    expect(await asOf(2, merged)).toEqual({ used: false });
  });
});

describe("states of whole numbers", () => {
  const wideAndNarrow = async (distances: readonly number[]) => {
    const rows = distances.map((distance, index) => ({
      _at: first + index * 3_600_000,
      _sequence: 1 + (index % 2),
      delay: -index,
      distance,
      origin: index % 3 === 0 ? null : "JFK",
    }));
    await engine.fill("flights", rows);
    const [whole] = await build(2, [1]);
    return { whole, narrow: new Set(whole?.narrow) };
  };
  const spans = periodsBetween(first, last, "month", calendar);

  it("are narrow where all rows fit, and wide where one does not", async () => {
    const isNarrow = async (...distances: number[]): Promise<boolean> =>
      [...(await wideAndNarrow(distances)).narrow].some((key) => /distinct.*distance/.test(key));
    expect(await isNarrow(1, 2, 4_294_967_295)).toBe(true);
    expect(await isNarrow(1, 2, 4_294_967_296)).toBe(false);
    expect(await isNarrow(1, 2, -1)).toBe(false);
  });

  it("give the same answers narrow, together with rows that landed later, and refuse a later row that does not fit", async () => {
    await wideAndNarrow([1, 2, 2, 3, 4_294_967_295, 7]);
    const rollups = (await build(1, [])).filter(({ narrow }) => narrow.length > 0);
    expect(await both({ ...plain, spans }, rollups)).toEqual({ used: true });
    await engine.fill("flights", [
      { _at: first, _sequence: 1, distance: 5 },
      { _at: first, _sequence: 2, distance: 2 ** 40 },
    ]);
    const question = { ...plain, metrics: ["distances"], spans, rollups };
    await expect(engine.ask(question)).rejects.toThrow(/CANNOT_CONVERT_TYPE|cannot be safely converted/);
  });
});

describe("rows are read instead", () => {
  it.each<[string, Partial<Question>]>([
    ["when a condition is asked that no state knows", { where: "distance > 100" }],
    ["for two dimensions at once", { by: ["origin", "cancelled"] }],
    ["for a metric no KPI stands on", { metrics: ["worst_delay"] }],
    [
      "for less than a day",
      { metrics: ["routes"], spans: [{ grain: "day", key: "x", start: first + 1, end: first + 9e6 }] },
    ],
  ])("%s", async (_, more) => {
    await engine.fill("flights", []);
    const rollups = await build(1, []);
    const spans = periodsBetween(first, last, "month", calendar);
    expect(await both({ ...plain, spans, ...more }, rollups)).toEqual({ used: false });
  });
});
