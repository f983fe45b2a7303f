import { createClient } from "@clickhouse/client";
import { createChdbConnection } from "chdb/connection";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { print, quote, type Values } from "./engine.fixture.ts";
import { columnFunctions, formulaFunctions } from "./functions.ts";
import type { Scope, ValueType } from "./tree.ts";

// The connection's own types lag behind the client's; the conformance suite of the warehouse holds the pair together.
const client = createClient({ connection: createChdbConnection({ path: ":memory:" }) as never });
afterAll(() => client.close());

const rows = async (query: string, query_params: Values = {}): Promise<unknown[][]> => {
  const result = await client.query({ query, query_params, format: "JSONCompactEachRow" });
  return result.json();
};

const columns = (names: Record<string, [ValueType, boolean?]>): Scope => ({
  kind: "columns",
  names: new Map(Object.entries(names).map(([name, [type, nullable = false]]) => [name, { type, nullable }])),
});

const FLIGHTS = columns({
  id: ["number"],
  delay: ["number", true],
  share: ["number", true],
  money: ["number"],
  origin: ["string"],
  note: ["string", true],
  cancelled: ["boolean"],
  day: ["date"],
  seen: ["date", true],
  departure: ["datetime"],
  landed: ["datetime", true],
  'naïve "na\\me" {x:String} 🛫': ["number"],
});

const FLIGHTS_ROWS = [
  [
    1,
    10,
    0.5,
    "1.10",
    "ATL",
    "late crew",
    true,
    "2001-01-01",
    "2001-01-08",
    "2001-01-01 03:30:00",
    "2001-01-01 05:00:00.250",
    1,
  ],
  [2, 20, -1, "2.50", "ORD", null, false, "2001-02-28", null, "2001-02-28 15:00:00", null, 2],
  [
    "9007199254740993",
    null,
    null,
    "-3",
    "a%b\\_c",
    "",
    false,
    "2001-06-30",
    "1950-06-30",
    "2001-07-01 02:00:00",
    "2001-07-01 23:59:59",
    3,
  ],
];

beforeAll(async () => {
  const names = [...FLIGHTS.names.keys()].map(quote);
  const types = [
    "Int64",
    "Nullable(Int16)",
    "Nullable(Float64)",
    "Decimal(18, 2)",
    "LowCardinality(String)",
    "Nullable(String)",
    "Bool",
    "Date",
    "Nullable(Date32)",
    "DateTime('UTC')",
    "Nullable(DateTime64(3, 'UTC'))",
    "UInt8",
  ];
  const structure = names.map((name, index) => `${name} ${types[index]}`).join(", ");
  await client.command({ query: `create table flights (${structure}) engine = MergeTree order by day` });
  await client.insert({ table: "flights", values: FLIGHTS_ROWS, format: "JSONCompactEachRow" });
});

const perFlight = async (text: string, expected?: ValueType): Promise<unknown[]> => {
  const values: Values = {};
  const sql = print(text, FLIGHTS, values, expected);
  return (await rows(`select ${sql} from flights order by flights.day`, values)).map(([value]) => value);
};

/** How many of the flights a filter keeps, as the engine counts them in WHERE. */
const kept = async (text: string): Promise<unknown> => {
  const values: Values = {};
  const sql = print(text, FLIGHTS, values, "boolean");
  return Number((await rows(`select count() from flights where ${sql}`, values))[0]?.[0]);
};

describe("numbers reach the engine exactly", () => {
  it("any double survives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        const values: Values = {};
        const sql = print(`coalesce(${value}, 0)`, FLIGHTS, values);
        const [[back] = []] = await rows(`select reinterpretAsUInt64(assumeNotNull(${sql}))`, values);
        const bits = new DataView(new ArrayBuffer(8));
        bits.setFloat64(0, value);
        const exact = value === 0 ? 0n : bits.getBigUint64(0);
        const [[wanted] = []] = await rows(`select toUInt64('${exact}')`);
        expect(back).toBe(wanted);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["id = 9007199254740993", 1],
    ["id = 9007199254740992", 0],
    ["id in (1, 9007199254740993)", 2],
    ["id > -9223372036854775808", 3],
    ["id < 18446744073709551615", 3],
    ["id < 1e300", 3],
    ["id < 100000000000000000000000", 3],
    ["money = 1.1", 1],
    ["money in (1.1, 2.5, -3)", 3],
    ["money < 2", 2],
    ["money * 2 = 5", 1],
    ["share between -1 and 50%", 2],
  ])("%s keeps %i of three", async (text, count) => {
    expect(await kept(text)).toBe(count);
  });
});

describe("three-valued logic, as SQL has it", () => {
  it.each([
    ["delay < 15", [1, 0, null]],
    ["not delay < 15", [0, 1, null]],
    ["delay is null", [0, 0, 1]],
    ["delay is not null", [1, 1, 0]],
    ["delay < 15 or id > 0", [1, 1, 1]],
    ["delay < 15 and id < 0", [0, 0, 0]],
    ["delay < 15 and id > 0", [1, 0, null]],
    ["delay in (10, 99)", [1, 0, null]],
    ["delay not in (10, 99)", [0, 1, null]],
    ["delay + 0 not in (10, 99)", [0, 1, null]],
    ["note in ('')", [0, null, 1]],
    ["note not like '%crew'", [0, null, 1]],
    ["delay between 10 and 15", [1, 0, null]],
    ["delay not between 10 and 15", [0, 1, null]],
    ["case when delay < 15 then 'a' when delay is null then 'b' end", ["a", null, "b"]],
    ["case delay when 10 then 1 else 2 end", [1, 2, 2]],
    ["if(delay < 15, 1, 2)", [1, 2, 2]],
    ["coalesce(delay, 0)", [10, 20, 0]],
    ["coalesce(null, delay, money)", [10, 20, -3]],
    ["cancelled in (true)", [1, 0, 0]],
    ["case origin when 'ATL' then cancelled else true end", [1, 1, 1]],
    ["case when delay = 10 then true when delay = 20 then delay > 30 end", [1, 0, null]],
    ["coalesce(delay > 15, cancelled)", [0, 1, 0]],
    ["nullif(cancelled, true)", [null, 0, 0]],
    ["not null", [null, null, null]],
    ["null or cancelled", [1, null, null]],
    ["null and cancelled", [null, 0, 0]],
    ["nullif(delay, 10)", [null, 20, null]],
    ["least(delay, 15)", [10, 15, null]],
    ["greatest(delay, 15, money)", [15, 20, null]],
    ["concat(origin, '-', note)", ["ATL-late crew", null, "a%b\\_c-"]],
    ["null", [null, null, null]],
    ["null + 1", [null, null, null]],
  ])("%s", async (text, wanted) => {
    expect((await perFlight(text)).map((value) => (value === true ? 1 : value === false ? 0 : value))).toEqual(wanted);
  });

  it("a filter keeps only what is true", async () => {
    expect(await kept("delay not in (10)")).toBe(1);
    expect(await kept("not (delay = 10)")).toBe(1);
    expect(await kept("null")).toBe(0);
    expect(await kept("coalesce(delay = 10, true)")).toBe(2);
    expect(await kept("cancelled")).toBe(1);
    expect(await kept("cancelled = (delay < 15)")).toBe(2);
    expect(await kept("if(cancelled, cancelled, origin = 'ORD')")).toBe(2);
  });
});

describe("numbers are finite or unknown", () => {
  it.each([
    ["delay / (id - 2)", [-10, null, null]],
    ["delay / 0", [null, null, null]],
    ["0 / 0", [null, null, null]],
    ["delay % (id - 2)", [0, null, null]],
    ["1 / (1e308 * 10)", [null, null, null]],
    ["1e308 * 10 - 1e308 * 10", [null, null, null]],
    ["1e308 * 10 > 1", [null, null, null]],
    ["(1e308 * 10) is null", [1, 1, 1]],
    ["coalesce(ln(share), 7)", [Math.log(0.5), 7, 7]],
    ["sqrt(share)", [Math.SQRT1_2, null, null]],
    ["log10(0)", [null, null, null]],
    ["exp(1000)", [null, null, null]],
    ["1 / exp(1000)", [null, null, null]],
    ["power(-8, 0.5)", [null, null, null]],
    ["power(0, -1)", [null, null, null]],
    ["round(delay / 3, 2)", [3.33, 6.67, null]],
    ["round(delay * 12.5, -2)", [100, 200, null]],
    ["-delay - -5", [-5, -15, null]],
    ["-7 % 3", [-1, -1, -1]],
    ["floor(-1.5) + ceil(-1.5) + abs(-1.5)", [-1.5, -1.5, -1.5]],
    ["(delay - 5) - (3 - 2)", [4, 14, null]],
  ])("%s", async (text, wanted) => {
    const given = await perFlight(text, text.includes(">") || text.includes("is null") ? "boolean" : "number");
    expect(given.map((value) => (typeof value === "number" ? Number(value.toPrecision(12)) : value))).toEqual(
      wanted.map((value) => (typeof value === "number" ? Number(value.toPrecision(12)) : value)),
    );
  });
});

describe("moments are read in the dataset's time zone", () => {
  it.each([
    ["hour(departure)", [22, 10, 22]],
    ["day(departure)", [31, 28, 30]],
    ["day(day)", [1, 28, 30]],
    ["month(departure)", [12, 2, 6]],
    ["quarter(departure)", [4, 1, 2]],
    ["year(departure)", [2000, 2001, 2001]],
    ["week(departure)", [52, 9, 26]],
    ["week(day)", [1, 9, 26]],
    ["weekday(day)", [1, 3, 6]],
    ["weekday(departure)", [7, 3, 6]],
    ["minute(landed)", [0, null, 59]],
    ["hour(landed) + 0.5", [0.5, null, 19.5]],
    ["date_diff('day', day, seen)", [7, null, -18628]],
    ["date_diff('hour', day, departure)", [-2, 10, 22]],
    ["date_diff('DAY', departure, landed)", [1, null, 1]],
    ["day = date '2001-01-01'", [1, 0, 0]],
    ["day in (date '2001-01-01', date '2001-06-30')", [1, 0, 1]],
    ["seen < date '1951-01-01'", [0, null, 1]],
    ["departure >= date '2001-01-01'", [0, 1, 1]],
    ["departure = timestamp '2000-12-31 22:30:00'", [1, 0, 0]],
    ["landed = timestamp '2001-01-01T00:00:00.25'", [1, null, 0]],
    ["departure > day", [0, 1, 1]],
    ["departure in (date '2001-01-01', timestamp '2000-12-31 22:30')", [1, 0, 0]],
    ["departure > timestamp '1900-01-01 00:00:00'", [1, 1, 1]],
    ["case when cancelled then seen else day end = date '2001-02-28'", [0, 1, 0]],
    ["coalesce(landed, departure) > departure", [1, 0, 1]],
    ["day in (timestamp '2001-01-01 00:00:00')", [1, 0, 0]],
    ["departure between date '2001-01-01' and timestamp '2001-03-01 00:00:00'", [0, 1, 0]],
    ["if(cancelled, departure, landed) = departure", [1, null, 0]],
    ["if(cancelled, departure, timestamp '2001-01-01 10:00:00.5') = departure", [1, 0, 0]],
    ["nullif(day, date '2001-01-01') is null", [1, 0, 0]],
    ["nullif(departure, date '2001-01-01') is null", [0, 0, 0]],
    ["case day when date '2001-01-01' then 1 when date '2001-02-28' then 2 else 3 end", [1, 2, 3]],
    ["case when cancelled then day end is null", [0, 1, 1]],
    ["coalesce(seen, day) = day", [0, 1, 0]],
  ])("%s", async (text, wanted) => {
    expect((await perFlight(text)).map((value) => (typeof value === "string" ? Number(value) : value))).toEqual(wanted);
  });
});

describe("texts", () => {
  it.each([
    ["origin like 'A%'", [1, 0, 0]],
    ["origin ilike 'a%'", [1, 0, 1]],
    ["origin like 'a\\%b\\\\\\_c'", [0, 0, 1]],
    ["origin like 'a\\%b\\_c'", [0, 0, 0]],
    ["origin like '%\\\\%'", [0, 0, 1]],
    ["origin like '%b\\%'", [0, 0, 0]],
    ["lower(origin)", ["atl", "ord", "a%b\\_c"]],
    ["upper(note)", ["LATE CREW", null, ""]],
    ["length(concat('é😀', origin))", [5, 5, 8]],
    ["substring(origin, 2, 2)", ["TL", "RD", "%b"]],
    ["substring(concat('é😀', origin), 2)", ["😀ATL", "😀ORD", "😀a%b\\_c"]],
    ["starts_with(origin, 'A') or contains(note, 'zzz')", [1, null, 0]],
    ["contains(origin, '%')", [0, 0, 1]],
    ["replace(origin, '', 'x')", ["ATL", "ORD", "a%b\\_c"]],
    ["replace(origin, '\\', '/')", ["ATL", "ORD", "a%b/_c"]],
    ["trim(concat('  ', origin, ' '))", ["ATL", "ORD", "a%b\\_c"]],
    ["origin in ('ATL', 'ORD')", [1, 1, 0]],
    ["coalesce(note, origin)", ["late crew", "ORD", ""]],
    ["case origin when 'ATL' then origin else note end", ["ATL", null, ""]],
    ["nullif(origin, 'ATL')", [null, "ORD", "a%b\\_c"]],
    ['"naïve ""na\\me"" {x:String} 🛫"', [1, 2, 3]],
  ])("%s", async (text, wanted) => {
    expect((await perFlight(text)).map((value) => (value === true ? 1 : value === false ? 0 : value))).toEqual(wanted);
  });
});

describe("the engine accepts whatever the parser lets through", () => {
  const deep = (open: string, core: string, shut: string, levels: number) =>
    open.repeat(levels) + core + shut.repeat(levels);
  it.each([
    ["parentheses", deep("(", "delay", ")", 64)],
    ["denominators", deep("1 / (1 + ", "delay", ")", 63)],
    ["chained divisions", `delay${" / share".repeat(127)}`],
    ["chained sums", `delay${" + share".repeat(127)}`],
    ["negations", deep("not (", "delay < 15", ")", 32)],
    ["cases", deep("case ", "delay", " when 1 then 2 else 3 end", 60)],
    ["cases in cases", deep("case when delay > 1 then 2 else ", "3", " end", 60)],
    ["bounds of bounds", deep("if(", "delay", " between 1 and 2, 3, 4)", 60)],
    ["finite guards", deep("coalesce(exp(", "delay", "), 1)", 32)],
    ["rounds of powers", deep("round(power(", "delay", ", 2), 1)", 32)],
    ["calls in sums", deep("least(1 + ", "delay", ", 2)", 60)],
    ["lists of lists", deep("if(", "delay", " / 2 in (1, 2), 3, 4)", 40)],
    ["a long list", `origin in (${Array.from({ length: 1_900 }, () => "'a'").join(",")})`],
    ["many terms", Array.from({ length: 600 }, () => "id=1").join(" or ")],
  ])("%s", async (_, text) => {
    await expect(perFlight(text)).resolves.toHaveLength(3);
  });

  it("a column may be called like the printer's own variables", async () => {
    const values: Values = {};
    const scope = columns({ _it1: ["number"], _it2: ["number"] });
    const long = `_it1${" * 1".repeat(40)}`;
    const sql = print(`(${long}) between _it1 and _it2`, scope, values);
    expect(await rows(`select ${sql} from (select 1 as _it1, 2 as _it2)`, values)).toEqual([[1]]);
  });

  it("every function's example reads, checks and runs", async () => {
    const used: Record<string, [ValueType, string]> = {
      delay: ["number", "1"],
      growth: ["number", "1"],
      distance: ["number", "1"],
      variance: ["number", "1"],
      rate: ["number", "1"],
      refunds: ["number", "1"],
      date: ["date", "toDate('2001-01-01')"],
      departure: ["datetime", "now('UTC')"],
      ordered_at: ["datetime", "now('UTC')"],
      shipped_at: ["datetime", "now('UTC')"],
      status: ["string", "'a'"],
      origin: ["string", "'a'"],
      destination: ["string", "'a'"],
      name: ["string", "'a'"],
      route: ["string", "'a'"],
      path: ["string", "'a'"],
      phone: ["string", "'a'"],
    };
    const scope = columns(Object.fromEntries(Object.entries(used).map(([name, [type]]) => [name, [type]])));
    const table = Object.entries(used).map(([name, [, sql]]) => `${sql} as ${quote(name)}`);
    for (const { example } of [...Object.values(formulaFunctions), ...Object.values(columnFunctions)]) {
      const values: Values = {};
      const sql = print(example, scope, values);
      expect(await rows(`select ${sql} from (select ${table.join(", ")})`, values), example).toHaveLength(1);
    }
  });
});
