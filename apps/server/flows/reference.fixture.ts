import { readFileSync } from "node:fs";
import type { Catalog } from "@sextant/model/definition/catalog";
import { periodsBetween } from "@sextant/model/time/arithmetic";
import { startOfDay } from "@sextant/model/time/zone";
import { readWorkspace } from "@sextant/semantic/read/read";
import pg from "pg";
import { type FactRow, openEngine } from "../../../packages/semantic/test/engine.ts";

/** The reference queries and definitions, written by hand. */
const referenceText = (name: string): string =>
  readFileSync(new URL(`../../../packages/semantic/reference/${name}`, import.meta.url), "utf8");

/** A calendar of the matrix: as the author writes it, as PostgreSQL is told, and how its periods are made there. */
export interface ReferenceCalendar {
  name: string;
  yaml: string;
  zone: string;
  /** ISO weekday weeks begin on. */
  weekBegins: 1 | 7;
  fiscalMonth: number;
  periods: "periods.sql" | "periods-4-4-5.sql";
  /** Of which local days values are compared, the end not included. */
  from: string;
  to: string;
}

/** Now: the periods it lies in are not over, and later rows are not seen. */
export const referenceNow = Date.UTC(2022, 5, 15, 15, 30);

/** A small generator of whole numbers below `below`, the same on every machine. */
const numbers = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** Instants around which zones, leap years and weeks go wrong: the rows there are in no doubt about their period. */
const edges = [
  "2020-02-29T00:00Z", "2020-02-29T12:00Z", "2020-12-27T23:59:59.999Z", "2021-01-03T23:59:59.999Z",
  // New York: midnight of the days its clocks change, the hour that is skipped, the hour that is repeated.
  "2020-03-08T05:00Z", "2020-03-08T07:00Z", "2020-11-01T04:00Z", "2020-11-01T05:30Z", "2020-11-01T06:30Z", "2020-11-02T04:59:59.999Z",
  "2021-03-14T05:00Z", "2021-03-15T03:59:59.999Z", "2021-11-07T06:30Z",
  // Berlin.
  "2020-03-28T23:00Z", "2020-03-29T01:00Z", "2020-03-29T21:59:59.999Z", "2020-10-24T22:00Z", "2020-10-25T00:30Z", "2020-10-25T01:30Z",
  "2021-03-31T22:00Z", "2021-03-31T21:59:59.999Z", "2022-03-26T23:00Z",
  // Chicago, where the 53rd week begins and ends.
  "2021-07-25T05:00Z", "2021-07-25T04:59:59.999Z", "2021-08-01T04:59:59.999Z", "2021-08-01T05:00Z",
  // Now, and after it.
  "2022-06-15T15:29:59.999Z", "2022-06-15T15:30Z", "2022-06-20T00:00Z",
].map((text) => Date.parse(text)); // biome-ignore format: by zone

/** A stretch without a row of any kind, longer than a month. */
const silence = { from: Date.UTC(2021, 1, 10), to: Date.UTC(2021, 3, 6) };

const instants = (next: (below: number) => number, count: number): number[] => {
  const [from, to] = [Date.UTC(2019, 6, 1), Date.UTC(2022, 6, 1)];
  const drawn = Array.from({ length: count }, () => from + next((to - from) / 1000) * 1000);
  return [...drawn, ...edges].filter((at) => at < silence.from || at >= silence.to);
};

const timeOf = (at: number): string => new Date(at).toISOString().replace("T", " ").replace("Z", "");

const some = <T>(next: (below: number) => number, values: readonly T[]): T | null =>
  values[next(values.length)] ?? null;

const channels = ["web", "web", "shop", "phone", null];

/** Orders of three years: nulls, zeros, numbers that are none, every fortieth twice. */
const referenceOrders = (): FactRow[] => {
  const next = numbers(3);
  return instants(next, 2600).flatMap((at, index) => {
    const row: FactRow = {
      _at: at,
      departure: undefined,
      ordered_at: timeOf(at),
      customer: next(12) === 0 ? null : `c${next(140)}`,
      amount: some(next, [next(40_000) / 100, next(40_000) / 100, next(40_000) / 100, 0, null, -next(900) / 7]),
      price: next(9) === 0 ? null : `${next(900)}.${String(next(10_000)).padStart(4, "0")}`,
      items: some(next, [0, 0, 1, 2, 3, 12, null]),
      paid: some(next, [true, true, false, null]),
      channel: some(next, channels),
    };
    const amount = index % 97 === 0 ? (["nan", "inf", "-inf"][index % 3] ?? null) : row.amount;
    return index % 40 === 0 ? [row, { ...row }] : [{ ...row, amount }];
  });
};

/** Visits: about one for every two orders. */
const referenceVisits = (): FactRow[] => {
  const next = numbers(11);
  return instants(next, 1300).map((at) => ({
    _at: at,
    departure: undefined,
    visited_at: timeOf(at),
    customer: next(9) === 0 ? null : `c${next(140)}`,
    pages: some(next, [0, 0, 1, 4, null]),
    channel: some(next, channels),
  }));
};

/** States of accounts, each recorded about once a month, with longer silences. */
const referenceAccounts = (): FactRow[] => {
  const next = numbers(5);
  return instants(next, 700).map((at, index) => ({
    _at: at + index,
    departure: undefined,
    recorded_at: timeOf(at + index),
    account: next(20) === 0 ? null : `a${next(25)}`,
    seats: some(next, [0, 5, 12, 40, 41, null]),
    active: next(4) > 0,
  }));
};

/** Answers, some of them off the scale. */
const referenceAnswers = (): FactRow[] => {
  const next = numbers(8);
  return instants(next, 900).map((at) => ({
    _at: at,
    departure: undefined,
    answered_at: timeOf(at),
    score: some(next, [-1, 0, 3, 6, 7, 8, 9, 10, 10, 11, null]),
    rating: some(next, [0, 1, 2, 3, 4, 5, 5, 6, null]),
  }));
};

/** What was entered per month: none in every eleventh month; in every fifth a correction, 100 more. */
const referenceEntries = (catalog: Catalog, { from, zone }: ReferenceCalendar): FactRow[] => {
  const first = startOfDay(Date.parse(`${from}T00:00Z`) / 86_400_000, zone);
  const months = periodsBetween(first, referenceNow, "month", catalog.calendar).filter(({ start }) => start >= first);
  return ["audits", "mood", "offices"].flatMap((metric) =>
    months.flatMap(({ start, key }, place) => {
      if (place % 11 === 3) return [];
      const day = new Date(start).toISOString().slice(0, 10);
      const row: FactRow = { _at: start, departure: undefined, day, metric, period_key: key, value: place * 1.5 };
      const rest = { author: "Ada", evidence: null, note: null, entered_at: "2022-06-01 00:00:00" };
      const entry = { ...row, ...rest };
      return place % 5 === 0 ? [entry, { ...entry, _sequence: 2, value: place * 1.5 + 100 }] : [entry];
    }),
  );
};

const datasets = {
  orders: referenceOrders,
  visits: referenceVisits,
  accounts: referenceAccounts,
  answers: referenceAnswers,
};

/** The definitions under a calendar. */
export const referenceCatalog = ({ yaml }: ReferenceCalendar): Catalog => {
  const text = `${referenceText("shop.yaml")}calendar: ${yaml}\n`;
  const { catalog, findings } = readWorkspace([{ path: "shop.yaml", text }]);
  if (catalog === null) throw new Error(JSON.stringify(findings));
  return catalog;
};

/** The engine with the rows in it. */
export const fillEngine = async (catalog: Catalog, calendar: ReferenceCalendar) => {
  const engine = await openEngine(catalog);
  for (const [dataset, rows] of Object.entries(datasets)) await engine.fill(dataset, rows());
  await engine.fill("manual_entries", referenceEntries(catalog, calendar));
  return engine;
};

/** One value by the reference. */
export interface ReferenceValue {
  grain: string;
  start: number;
  metric: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  sample: number;
}

const columnsOf = {
  orders:
    "ordered_at timestamptz, customer text, amount float8, price numeric, items bigint, paid boolean, channel text",
  visits: "visited_at timestamptz, customer text, pages bigint, channel text",
  accounts: "recorded_at timestamptz, account text, seats bigint, active boolean",
  answers: "answered_at timestamptz, score bigint, rating bigint",
};

/** PostgreSQL is told that times are UTC. */
const forPostgres = (row: FactRow): object =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, name.endsWith("_at") && name !== "_at" ? `${value}Z` : value]),
  );

/** Computes the reference in PostgreSQL: `kinds` name queries. Values are those of periods that begin in the calendar's range. */
export const askPostgres = async (
  url: string,
  { zone, weekBegins, fiscalMonth, periods, from, to }: ReferenceCalendar,
  kinds: readonly string[],
): Promise<ReferenceValue[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(referenceText("tables.sql"));
    for (const dataset of ["orders", "visits", "accounts", "answers"] as const) {
      const rows = JSON.stringify(datasets[dataset]().map(forPostgres));
      await client.query(`insert into ${dataset} select * from json_to_recordset($1) as row (${columnsOf[dataset]})`, [
        rows,
      ]);
    }
    await client.query("insert into calendar values ($1, $2, $3, $4, $5)", [
      zone,
      weekBegins,
      fiscalMonth,
      from,
      new Date(referenceNow),
    ]);
    await client.query(referenceText(periods));
    await client.query("analyze; create index on orders (ordered_at); create index on visits (visited_at)");
    await client.query(referenceText("seen.sql"));
    const values: ReferenceValue[] = [];
    for (const kind of kinds) {
      const sql = `select grain, (extract(epoch from start) * 1000)::float8 as start, metric, value::float8 as value,
        numerator::float8 as numerator, denominator::float8 as denominator, sample::float8 as sample
        from (${referenceText(kind).trim().replace(/;$/, "")}) as answer, calendar
        where start >= $1::timestamp at time zone zone and start < $2::timestamp at time zone zone and start < now
        order by grain, start, metric`;
      values.push(...(await client.query<ReferenceValue>(sql, [from, to])).rows);
    }
    return values;
  } finally {
    await client.end();
  }
};
