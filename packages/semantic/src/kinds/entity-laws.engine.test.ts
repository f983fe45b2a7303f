import { periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FactRow, openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";
import { compile } from "../compile.ts";
import type { Question } from "../question.ts";
import { rollupDesigns } from "../rollup/design.ts";
import type { Rollup } from "../rollup/rollup.ts";
import type { SeriesRow } from "../series.ts";
import { rollupFillSql, rollupTableSql } from "../sql/rollup.ts";

// Laws of the kinds that look at entities and answers: snapshot, retention, conversion and survey.

const surveys = ["nps", "promoters", "passives", "detractors", "csat", "ease", "responses", "response_rate"];
const snapshots = ["arr", "arr_recorded", "accounts_active", "seats_at_start", "seats_mean", "largest_account"];
const retentions = ["logo_retention", "logo_churn", "net_revenue", "gross_revenue", "expansion", "new_retention_2"];
const conversions = ["visit_to_ticket", "tickets_from_visits", "hours_to_ticket", "route_to_ticket", "return_visits"];
const mergeable = [...surveys, "visit_to_ticket", "tickets_from_visits"];
const catalog = everyKind(`metrics:
${mergeable.map((id) => `  - { id: ${id}_7, label: L, kind: cumulative, metric: ${id}, window: 7 days }`).join("\n")}
kpis:
${surveys.map((id) => `  - { id: k_${id}, metric: ${id}, state: draft }`).join("\n")}
`);
const { calendar } = catalog;
let engine: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  engine = await openEngine(catalog);
});
afterAll(() => engine.close());

/** Six weeks from a Monday; New York put its clocks forward on 1 April. */
const from = Date.UTC(2001, 2, 5, 5);
const to = Date.UTC(2001, 3, 16, 4);
const until = Date.UTC(2001, 6, 1);
const questionOf = (metrics: readonly string[], grain: Grain, more: Partial<Question> = {}): Question => ({
  metrics,
  grain,
  spans: periodsBetween(from, to, grain, calendar),
  by: [],
  where: null,
  until,
  limit: 100,
  ...more,
});
const ask = (...asked: Parameters<typeof questionOf>): Promise<SeriesRow[]> => engine.ask(questionOf(...asked));

/** Few instants and few landings, so that rows of one entity often differ in nothing that orders them. */
const moment = {
  _at: fc.integer({ min: 0, max: 5 }).map((step) => from + step * 600_000_000),
  _sequence: fc.integer({ min: 1, max: 2 }),
};
const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values));
const money = fc.option(fc.integer({ min: 0, max: 9999 }).map((cents) => (cents / 100).toFixed(2)));
const rowsOf = {
  subscriptions: fc.record({
    ...moment,
    account: some("A1", "A2", "A3"),
    product: fc.constantFrom("core", "extra"),
    amount: money,
    seats: fc.option(fc.integer({ min: 0, max: 9 })),
    plan: some("free", "team"),
    active: fc.option(fc.boolean()),
  }),
  invoices: fc.record({
    ...moment,
    customer: some("C1", "C2", "C3"),
    total: money,
    kept: fc.boolean(),
    plan: some("free", "team"),
  }),
  visits: fc.record({
    ...moment,
    visitor: some("v1", "v2", "v3"),
    route: some("JFK-LAX", "JFK-ORD"),
    channel: some("web", "app"),
    pages: fc.integer({ min: 1, max: 3 }),
  }),
  tickets: fc.record({
    ...moment,
    passenger: some("v1", "v2", "v3"),
    route: some("JFK-LAX", "JFK-ORD"),
    price: money,
    refunded: fc.boolean(),
  }),
  answers: fc.record({
    ...moment,
    recommends: fc.option(fc.integer({ min: -1, max: 11 })),
    satisfied: fc.option(fc.integer({ min: 0, max: 8 })),
    channel: some("web", "app", "lounge"),
  }),
  invitations: fc.record({ ...moment, channel: some("web", "app") }),
};
type Tables = { [table in keyof typeof rowsOf]: FactRow[] };
const list = (row: fc.Arbitrary<FactRow>) => fc.array(row, { maxLength: 40 });
const anyTables: fc.Arbitrary<Tables> = fc.record({
  subscriptions: list(rowsOf.subscriptions),
  invoices: list(rowsOf.invoices),
  visits: list(rowsOf.visits),
  tickets: list(rowsOf.tickets),
  answers: list(rowsOf.answers),
  invitations: list(rowsOf.invitations),
});
const times: Record<keyof Tables, string> = {
  subscriptions: "changed",
  invoices: "issued",
  visits: "visited",
  tickets: "bought",
  answers: "answered",
  invitations: "sent",
};
const fill = async (tables: Tables): Promise<void> => {
  for (const [table, rows] of Object.entries(tables)) {
    const time = times[table as keyof Tables];
    const text = (at: number): string => new Date(at).toISOString().replace("T", " ").replace("Z", "");
    await engine.fill(
      table,
      rows.map((row: FactRow) => ({ ...row, [time]: text(row._at) })),
    );
  }
};

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(11)));
const plainly = (row: SeriesRow) => ({ ...row, value: rounded(row.value), numerator: rounded(row.numerator) });
const keyOf = ({ metric, slice, start }: SeriesRow): string => JSON.stringify([metric, slice, start]);
const sorted = (rows: readonly SeriesRow[]) =>
  rows.map(plainly).toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
const said = (rows: readonly SeriesRow[], metric: string) =>
  new Map(rows.filter((row) => row.metric === metric).map((row) => [row.start, [rounded(row.value), row.sampleSize]]));

/** What can be asked together in slices. */
const families: readonly { metrics: string[]; by: string[] }[] = [
  { metrics: snapshots, by: ["plan"] },
  { metrics: retentions, by: ["plan"] },
  { metrics: conversions, by: ["channel"] },
  { metrics: surveys, by: ["channel"] },
];

describe("whatever the rows of entities are", () => {
  it("every metric answers beside all others what it answers alone, whole and in slices", async () => {
    await fc.assert(
      fc.asyncProperty(anyTables, fc.constantFrom<Grain>("week", "month"), async (tables, grain) => {
        await fill(tables);
        for (const { metrics, by } of families)
          for (const cut of [[], by]) {
            const alone: SeriesRow[] = [];
            for (const metric of metrics) alone.push(...(await ask([metric], grain, { by: cut })));
            expect(sorted(await ask(metrics, grain, { by: cut }))).toEqual(sorted(alone));
          }
      }),
      { numRuns: 2 },
    );
  }, 60_000);

  it("the order in which rows lie changes nothing, although some differ in nothing that orders them", async () => {
    await fc.assert(
      fc.asyncProperty(anyTables, async (tables) => {
        const answers = async () => {
          const all: SeriesRow[] = [];
          for (const { metrics, by } of families.slice(0, 3)) all.push(...(await ask(metrics, "month", { by })));
          return sorted(all);
        };
        await fill(tables);
        const before = await answers();
        const turned = Object.entries(tables).map(([table, rows]) => [table, rows.toReversed()]);
        await fill(Object.fromEntries(turned) as Tables);
        expect(await answers()).toEqual(before);
      }),
      { numRuns: 3 },
    );
  }, 60_000);

  it("an entity is in one slice and on one side of a condition: parts add up to the whole", async () => {
    const additive = ["arr", "arr_recorded", "accounts_active"];
    const isFree = ["plan = 'free'", "plan <> 'free'", "plan is null"];
    await fc.assert(
      fc.asyncProperty(list(rowsOf.subscriptions), async (subscriptions) => {
        await fill({ subscriptions, invoices: [], visits: [], tickets: [], answers: [], invitations: [] });
        const whole = await ask(additive, "week");
        const slices = await ask(additive, "week", { by: ["plan"] });
        const sides = (await Promise.all(isFree.map((where) => ask(additive, "week", { where })))).flat();
        for (const { metric, start, value } of whole)
          for (const parts of [slices, sides]) {
            const own = parts.filter((row) => row.metric === metric && row.start === start);
            expect(own.reduce((sum, row) => sum + (row.value ?? 0), 0)).toBeCloseTo(value ?? 0, 6);
          }
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

describe("whatever the answers and visits are", () => {
  it("a week is the window of seven days that ends with it", async () => {
    await fc.assert(
      fc.asyncProperty(anyTables, async (tables) => {
        await fill(tables);
        const answer = await ask(
          mergeable.flatMap((id) => [id, `${id}_7`]),
          "week",
        );
        for (const id of mergeable) expect([id, said(answer, `${id}_7`)]).toEqual([id, said(answer, id)]);
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it("surveys answer from rollups what they answer from rows", async () => {
    const days = periodsBetween(from, to, "day", calendar).map(({ start }) => start);
    const designs = rollupDesigns(catalog).filter(({ dataset }) => ["answers", "invitations"].includes(dataset));
    const build = async (through: number): Promise<Rollup[]> => {
      const built: Rollup[] = [];
      for (const [index, design] of designs.entries()) {
        const table = `rollup_surveys_${index}`;
        await engine.query(`DROP TABLE IF EXISTS ${table}`);
        const create = rollupTableSql(design, catalog, table);
        await engine.query(create.sql, create.parameters);
        const { sql, parameters } = rollupFillSql(design, catalog, table, days, { after: 0, through });
        await engine.query(sql, parameters);
        const columns = Object.fromEntries(design.states.map(({ column, shared }) => [shared.key, column]));
        const { dataset, by } = design;
        const common = { timeZone: calendar.timeZone, columns, narrow: [], since: 0, complete: false };
        built.push({ dataset, by, table, through, ...common });
      }
      return built;
    };
    const cut = fc.constantFrom([], ["channel"]);
    await fc.assert(
      fc.asyncProperty(anyTables, cut, fc.integer({ min: 1, max: 2 }), async (tables, by, through) => {
        await fill(tables);
        const rollups = await build(through);
        const question = questionOf(surveys, "week", { by });
        const { statements } = compile({ ...question, rollups }, catalog);
        expect(statements.some(({ sql }) => sql.includes("rollup_surveys"))).toBe(true);
        expect(sorted(await engine.ask({ ...question, rollups }))).toEqual(sorted(await engine.ask(question)));
      }),
      { numRuns: 6 },
    );
  }, 60_000);
});
