import { describe, expect, it } from "vitest";
import { checkExpression } from "./check.ts";
import { FLIGHTS, findings, METRICS, scopeOf, tree } from "./expression.fixture.ts";
import type { Scope } from "./tree.ts";

const hints = (text: string, scope: Scope = FLIGHTS): string[] =>
  checkExpression(tree(text), scope).findings.map((one) => one.hint);

describe("findings of the checker come all at once", () => {
  it.each([
    [
      "dely < 15 and orgin = 'ATL' and nonsense > 1",
      ["unknown-column «dely»", "unknown-column «orgin»", "unknown-column «nonsense»"],
    ],
    ["delay < '15'", ["wrong-type «'15'»"]],
    ["origin = 1 or delay = 'x'", ["wrong-type «1»", "wrong-type «'x'»"]],
    ["delay + origin * cancelled", ["wrong-type «origin»", "wrong-type «cancelled»"]],
    ["delay and not origin", ["wrong-type «delay»", "wrong-type «origin»"]],
    ["date >= '2001-01-01'", ["wrong-type «'2001-01-01'»"]],
    ["date = 1", ["wrong-type «1»"]],
    ["cancelled < true", ["wrong-type «cancelled < true»"]],
    ["cancelled between true and false", ["wrong-type «cancelled between true and false»"]],
    ["delay = null or origin <> null", ["null-comparison «null»", "null-comparison «null»"]],
    ["delay in (1, null, distance, 'x')", ["null-in-list «null»", "list-constant «distance»", "wrong-type «'x'»"]],
    ["null in (1)", ["null-comparison «null»"]],
    ["delay between null and 2", ["null-comparison «null»"]],
    ["case delay when null then 1 end = 1", ["null-comparison «null»"]],
    ["case when delay then 1 else 'x' end = 1", ["wrong-type «delay»", "wrong-type «'x'»"]],
    [`origin like '${"%a".repeat(501)}'`, [`pattern-too-long «'${"%a".repeat(501)}'»`]],
    ["origin like origin", ["pattern-constant «origin»"]],
    ["delay like 'a\\'", ["wrong-type «delay»", "pattern-escape «'a\\'»"]],
    ["rond(delay) + sum(x)", ["unknown-function «rond»", "unknown-column «x»", "unknown-function «sum»"]],
    [
      "round() + round(1, 2, 3) + least(1)",
      ["wrong-arity «round()»", "wrong-arity «round(1, 2, 3)»", "wrong-arity «least(1)»"],
    ],
    ["round(origin, delay)", ["wrong-type «origin»", "argument-constant «delay»"]],
    ["round(delay, 1.5) + round(delay, 16)", ["argument-constant «1.5»", "argument-constant «16»"]],
    ["substring(origin, 0, 2)", ["argument-constant «0»"]],
    ["date_diff('days', date, origin)", ["wrong-type «origin»", "argument-constant «'days'»"]],
    ["hour(date) + year(origin)", ["wrong-type «origin»"]],
    ["coalesce(delay, 'x', date)", ["wrong-type «'x'»", "wrong-type «date»"]],
    ["if(delay, 1, 2)", ["wrong-type «delay»"]],
  ])("%s", (text, wanted) => {
    expect(findings(text)).toEqual(wanted);
  });

  it.each([
    [
      "date '2001-01-01' = date '2001-01-01'",
      ["not-in-formula «date '2001-01-01'»", "not-in-formula «date '2001-01-01'»"],
    ],
    ["year(miles) + length('x')", ["not-in-formula «year»", "not-in-formula «length»"]],
    ["if('a' like 'a', 1, 2)", ["not-in-formula «'a' like 'a'»"]],
    ["mile / flights", ["unknown-metric «mile»"]],
  ])("in a formula over metrics: %s", (text, wanted) => {
    expect(findings(text, METRICS)).toEqual(wanted);
  });

  it("what is wanted of the whole is checked", () => {
    expect(findings("delay", FLIGHTS, "boolean")).toEqual(["wrong-type «delay»"]);
    expect(findings("delay < 1", FLIGHTS, "number")).toEqual(["wrong-type «delay < 1»"]);
    expect(findings("null", FLIGHTS, "boolean")).toEqual([]);
  });

  it("hints say what to do", () => {
    expect(hints("dely < 15")).toEqual(["Did you mean `delay`?"]);
    expect(hints("Delay < 15")).toEqual(["Did you mean `delay`?"]);
    expect(hints("nonsense < 15")[0]).toMatch(/^Known are: delay, distance/);
    expect(hints("x < 15", scopeOf("columns", {}))).toEqual(["No column is declared here."]);
    expect(hints("pow(delay, 2) > 1")).toEqual(["Did you mean `power`?"]);
    expect(hints("rond(delay) > 1")).toEqual(["Did you mean `round`?"]);
    expect(hints("sum(delay) > 1")[0]).toMatch(/aggregation/);
    expect(hints("round(origin) > 1")[0]).toMatch(
      /The function is round\(x number, \[digits fixed whole number\]\)\.$/,
    );
    expect(hints("date = '2001-01-01'")[0]).toMatch(/date '2001-03-31'/);
  });

  it.each([
    ["delay", true],
    ["distance", false],
    ["distance + 1", true],
    ["distance > 1", false],
    ["delay > 1", true],
    ["delay is null", false],
    ["coalesce(delay, 0)", false],
    ["coalesce(delay, null)", true],
    ["if(delay > 1, 1, 2)", false],
    ["case when cancelled then 1 end", true],
    ["case when cancelled then 1 else 2 end", false],
    ["ln(distance)", true],
    ["nullif(distance, 1)", true],
    ["abs(distance)", false],
  ])("%s may be unknown: %s", (text, nullable) => {
    expect(checkExpression(tree(text), FLIGHTS).typed?.nullable).toBe(nullable);
  });
});
