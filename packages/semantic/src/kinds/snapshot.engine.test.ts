import { periodAt, periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FactRow, openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";
import { completeSeries } from "../series.ts";

// Held against states looked up by hand: plain loops over the rows, local dates of plain Temporal.

const catalog = everyKind();
const { calendar } = catalog;
let engine: Awaited<ReturnType<typeof openEngine>>;

interface State {
  _at: number;
  _sequence: number;
  account: string | null;
  product: string;
  amount: number | null;
  seats: number | null;
  plan: string;
  active: boolean | null;
}

const first = Date.UTC(2000, 10, 3);
const last = Date.UTC(2002, 0, 1, 5);
/** Two changes a day, accounts quiet for weeks now and then; a number that follows from the place stands in for chance. */
const states: readonly State[] = Array.from({ length: 840 }, (_, index) => {
  const noise = (index * 7919 + 13) % 1009;
  return {
    _at: first + index * 12 * 3_600_000 + noise * 1000,
    _sequence: 1,
    account: noise % 41 === 0 ? null : `A${(noise * noise) % 23}`,
    product: noise % 3 === 0 ? "core" : "extra",
    amount: noise % 19 === 0 ? null : noise / 4,
    seats: noise % 17 === 0 ? null : noise % 50,
    plan: ["free", "team", "company"][noise % 3] ?? "free",
    active: noise % 29 === 0 ? null : noise % 4 !== 0,
  };
});
const written = (rows: readonly State[]): FactRow[] =>
  rows.map((row) => ({ ...row, changed: new Date(row._at).toISOString().replace("T", " ").replace("Z", "") }));

beforeAll(async () => {
  engine = await openEngine(catalog);
  await engine.fill("subscriptions", written(states));
});
afterAll(() => engine.close());

const back = (instant: number, length: Temporal.DurationLike): number =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(calendar.timeZone).subtract(length)
    .epochMilliseconds;

/** The rows of each entity within a stretch, in order. */
const byEntity = (
  start: number,
  end: number,
  entity: (row: State) => string | null = ({ account }) => account,
  rows = states,
): State[][] => {
  const seen = rows.filter((row) => row._at >= start && row._at < end && entity(row) !== null);
  return [...Map.groupBy(seen, entity).values()].map((own) => own.toSorted((a, b) => a._at - b._at));
};
const lastOf = (rows: readonly State[]): State[] => rows.slice(-1);
const withProduct = ({ account, product }: State): string | null => (account === null ? null : `${account} ${product}`);
const total = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

const ask = async (
  metric: string,
  grain: Grain,
  more: { by?: string[]; until?: number; where?: string; from?: number; to?: number } = {},
) => {
  const { from = Date.UTC(2001, 1, 10), to = Date.UTC(2001, 5, 2), ...rest } = more;
  const spans = periodsBetween(from, to, grain, calendar);
  const question = { metrics: [metric], grain, spans, where: null, limit: 100, by: [], until: last, ...rest };
  return (await engine.ask(question)).map((row) => ({ ...row, period: periodAt(row.start, grain, calendar) }));
};

describe("a snapshot of the last state", () => {
  it.each(["day", "week", "month", "quarter"] as const)(
    "adds up what every entity was last in the %s, and a quiet one as long as it is carried",
    async (grain) => {
      const answered = await ask("arr", grain);
      expect(answered.length).toBeGreaterThan(1);
      for (const { period, value, sampleSize } of answered) {
        const from = Math.min(period.start, back(period.end, { days: 40 }));
        const picked = byEntity(from, period.end, withProduct).flatMap(lastOf);
        expect(sampleSize).toBe(picked.length);
        expect(value).toBeCloseTo(total(picked.filter(({ active }) => active).map(({ amount }) => amount)), 6);
      }
    },
  );

  it("without a limit knows only entities with a row in the period", async () => {
    for (const { period, value, sampleSize } of await ask("arr_recorded", "week")) {
      const picked = byEntity(period.start, period.end, withProduct).flatMap(lastOf);
      expect([value, sampleSize]).toEqual([
        total(picked.filter(({ active }) => active).map(({ amount }) => amount)),
        picked.length,
      ]);
    }
  });

  it("asks its condition of the last row: who was active before and is no more does not count", async () => {
    for (const { period, value } of await ask("accounts_active", "month")) {
      const picked = byEntity(back(period.end, { months: 3 }), period.end).flatMap(lastOf);
      expect(value).toBe(picked.filter(({ active }) => active).length);
    }
  });

  it("of a period that is not over is the state now, and is carried from now", async () => {
    const until = Date.UTC(2001, 5, 12, 15);
    const [answered] = await ask("arr", "month", { from: until - 1, to: until, until });
    const start = Math.min(periodAt(until, "month", calendar).start, back(until, { days: 40 }));
    const picked = byEntity(start, until, withProduct).flatMap(lastOf);
    expect(answered?.value).toBeCloseTo(total(picked.filter(({ active }) => active).map(({ amount }) => amount)), 6);
  });

  it("belongs to the slice of its last row, in one slice only, so slices add up", async () => {
    const whole = await ask("arr", "month");
    const sliced = await ask("arr", "month", { by: ["plan"] });
    for (const { period, value, sampleSize } of whole) {
      const parts = sliced.filter(({ start }) => start === period.start);
      expect(total(parts.map((part) => part.value))).toBeCloseTo(value ?? Number.NaN, 6);
      expect(total(parts.map((part) => part.sampleSize))).toBe(sampleSize);
      const from = Math.min(period.start, back(period.end, { days: 40 }));
      const team = byEntity(from, period.end, withProduct)
        .flatMap(lastOf)
        .filter(({ plan }) => plan === "team");
      expect(parts.find(({ slice }) => slice[0] === "team")?.sampleSize).toBe(team.length);
    }
  });

  it("of a condition asked is that of the entities whose last row meets it, as the slice is", async () => {
    const sliced = (await ask("arr", "month", { by: ["plan"] })).filter(({ slice }) => slice[0] === "team");
    const asked = await ask("arr", "month", { where: "plan = 'team'" });
    expect(asked.map(({ value, sampleSize }) => [value, sampleSize])).toEqual(
      sliced.map(({ value, sampleSize }) => [value, sampleSize]),
    );
  });

  it("averages, and takes the least and the largest, over the entities whose state is known", async () => {
    const means = await ask("seats_per_account", "month");
    const largest = await ask("largest_account", "month");
    const smallest = await ask("smallest_account", "month");
    for (const [index, { period, value, sampleSize, numerator }] of means.entries()) {
      const picked = byEntity(period.start, period.end).flatMap(lastOf);
      const seats = picked.flatMap((row) => (row.seats === null ? [] : [row.seats]));
      expect([numerator, sampleSize]).toEqual([total(seats), seats.length]);
      expect(value).toBeCloseTo(total(seats) / seats.length, 12);
      expect(largest[index]?.value).toBe(Math.max(...seats));
      expect(smallest[index]?.value).toBe(Math.min(...seats));
    }
  });
});

describe("a snapshot of the first state", () => {
  it("is the first row of the period, else the state carried to its start", async () => {
    for (const { period, value, sampleSize } of await ask("seats_at_start", "week")) {
      const own = byEntity(period.start, period.end).flatMap((rows) => rows.slice(0, 1));
      const present = new Set(own.map(({ account }) => account));
      const carried = byEntity(back(period.start, { days: 40 }), period.start)
        .flatMap(lastOf)
        .filter(({ account }) => !present.has(account));
      expect(sampleSize).toBe(own.length + carried.length);
      expect(value).toBe(total([...own, ...carried].map(({ seats }) => seats)));
    }
  });

  it("slices by the row the state is from", async () => {
    for (const { period, value, slice } of await ask("seats_first", "month", { by: ["plan"] })) {
      const own = byEntity(period.start, period.end).flatMap((rows) => rows.slice(0, 1));
      expect(value).toBe(total(own.filter(({ plan }) => plan === slice[0]).map(({ seats }) => seats)));
    }
  });
});

describe("a snapshot of the average state", () => {
  it("averages the rows of the period that count, per entity, else takes the state carried to its start", async () => {
    for (const { period, value } of await ask("seats_mean", "month")) {
      const own = byEntity(period.start, period.end);
      const present = new Set(own.map((rows) => rows[0]?.account));
      const means = own.flatMap((rows) => {
        const seats = rows.flatMap((row) => (row.active && row.seats !== null ? [row.seats] : []));
        return seats.length === 0 ? [] : [total(seats) / seats.length];
      });
      const carried = byEntity(back(period.start, { days: 40 }), period.start)
        .flatMap(lastOf)
        .filter(({ account, active }) => !present.has(account) && active)
        .map(({ seats }) => seats);
      expect(value).toBeCloseTo(total([...means, ...carried]), 8);
    }
  });
});

describe("snapshots and what was never recorded (T5)", () => {
  const day = (month: number, date: number): number => Date.UTC(2001, month, date, 15);
  const one = (at: number, more: Partial<State> = {}): State => ({
    _at: at,
    _sequence: 1,
    account: "A1",
    product: "core",
    amount: 10,
    seats: 1,
    plan: "team",
    active: true,
    ...more,
  });
  const complete = async (metric: string, rows: readonly State[]) => {
    await engine.fill("subscriptions", written(rows));
    const spans = periodsBetween(Date.UTC(2001, 0, 10), Date.UTC(2001, 4, 2), "month", calendar);
    const question = { metrics: [metric], grain: "month", spans, where: null, limit: 1, by: [], until: last } as const;
    const answered = await engine.ask(question);
    const coverage = new Map([["subscriptions", { first: rows[0]?._at ?? null, watermark: rows.at(-1)?._at ?? null }]]);
    const [series] = completeSeries(answered, question, catalog, coverage);
    return series?.observations.map(({ value, presence }) => [value, presence]);
  };

  it("are zero where those known do not count, empty where none is known, unknown where nobody reported", async () => {
    const rows = [one(day(1, 3)), one(day(2, 5), { active: false }), one(day(4, 1))];
    expect(await complete("arr_recorded", rows)).toEqual([
      [null, "unknown"],
      [10, "value"],
      [0, "value"],
      [null, "empty"],
      [10, "value"],
    ]);
  });

  it("are forgotten when the limit is over", async () => {
    const rows = [one(day(0, 31)), one(day(4, 1), { account: "A2", amount: 5 })];
    expect(await complete("arr", rows)).toEqual([
      [10, "value"],
      [10, "value"],
      [null, "empty"],
      [null, "empty"],
      [5, "value"],
    ]);
  });

  it("of two rows at one instant take the one that landed later", async () => {
    const at = day(1, 3);
    const rows = [one(at, { amount: 7, _sequence: 2 }), one(at, { amount: 900, _sequence: 1 })];
    expect((await complete("arr_recorded", rows))?.[1]).toEqual([7, "value"]);
  });

  it("of two rows at one instant take the one that landed later also where the first row counts", async () => {
    const at = day(1, 3);
    const rows = [
      one(at, { seats: 7, _sequence: 2 }),
      one(at, { seats: 900, _sequence: 1 }),
      one(day(1, 9), { seats: 5 }),
    ];
    expect((await complete("seats_first", rows))?.[1]).toEqual([7, "value"]);
  });

  it("of two rows at one instant of one landing always take the same, in whatever order they lie", async () => {
    const at = day(1, 3);
    const rows = [one(at, { amount: 7 }), one(at, { amount: null }), one(at, { amount: 900, plan: "free" })];
    expect(await complete("arr_recorded", rows)).toEqual(await complete("arr_recorded", rows.toReversed()));
  });
});
