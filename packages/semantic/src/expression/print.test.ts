import { describe, expect, it } from "vitest";
import { FLIGHTS, typed } from "./expression.fixture.ts";
import { printExpression } from "./print.ts";
import type { Scope } from "./tree.ts";

const sqlOf = (text: string, scope: Scope = FLIGHTS): { sql: string; bound: unknown[] } => {
  const bound: unknown[] = [];
  const bind = (value: unknown, type: string) => `{p${bound.push(value) - 1}:${type}}`;
  const sql = printExpression(typed(text, scope), {
    parameters: { bind },
    name: (name) => `"${name}"`,
    timeZone: "Europe/Berlin",
  });
  return { sql, bound };
};

describe("printing", () => {
  it.each([
    ["delay < 15 and origin in ('ATL', 'ORD')", '("delay" < {p0:Int64} AND "origin" IN ({p1:String}, {p2:String}))'],
    [
      "delay / distance",
      'if(isFinite(toFloat64("delay") / nullIf(toFloat64("distance"), 0)), toFloat64("delay") / nullIf(toFloat64("distance"), 0), NULL)',
    ],
    [
      "delay / 60 > 1.5",
      '(if(isFinite(toFloat64("delay") / {p0:Float64}), toFloat64("delay") / {p0:Float64}, NULL) > {p1:Float64})',
    ],
    ["hour(departure) < 10", "(toHour(\"departure\", 'Europe/Berlin') < {p0:Int64})"],
    ["year(date) = 2001", '(toYear("date") = {p0:Int64})'],
    ["date >= date '2001-01-01'", '("date" >= {p0:Date32})'],
    ["departure >= date '2001-01-01'", "(\"departure\" >= {p0:DateTime('Europe/Berlin')})"],
    ["cancelled = true or not cancelled", '("cancelled" = {p0:Bool} OR not("cancelled"))'],
    ["origin not like 'A%'", '("origin" NOT LIKE {p0:String})'],
  ])("%s", (text, wanted) => {
    expect(sqlOf(text).sql).toBe(wanted);
  });

  it("no text of the author is part of the SQL", () => {
    const { sql, bound } = sqlOf("origin = '\u{1F600}''; DROP TABLE x; -- {x:String}' or delay > 123456789");
    expect(sql).toBe('("origin" = {p0:String} OR "delay" > {p1:Int64})');
    expect(bound).toEqual(["\u{1F600}'; DROP TABLE x; -- {x:String}", 123456789]);
  });

  it("whole numbers beyond 2^53 are bound exactly, larger ones as digits", () => {
    expect(sqlOf("delay = 9007199254740993 or delay = -9007199254740993").bound).toEqual([
      9007199254740993n,
      -9007199254740993n,
    ]);
    expect(sqlOf("delay < 1e300").bound).toEqual(["1e+300"]);
  });

  it("the length of the SQL grows with the length of the text, however deep it is", () => {
    const deep = `${"coalesce(1 / ".repeat(40)}delay${", 1)".repeat(40)}`;
    expect(sqlOf(deep).sql.length).toBeLessThan(40 * 400);
  });

  it("a time zone that is no name is refused", () => {
    const parameters = { bind: () => "" };
    expect(() =>
      printExpression(typed("delay", FLIGHTS), { parameters, name: (name) => name, timeZone: "UTC'" }),
    ).toThrow("not a time zone");
  });
});
