import { describe, expect, it } from "vitest";
import { evaluateFormula } from "./evaluate.ts";
import { METRICS, typed } from "./expression.fixture.ts";

describe("evaluating formulas", () => {
  const value = (text: string, miles: number | null, flights: number | null) => {
    return evaluateFormula(
      typed(text, METRICS),
      new Map([
        ["miles", miles],
        ["flights", flights],
      ]),
    );
  };

  it.each([
    ["miles / flights", 6, 3, 2],
    ["miles / flights", 6, 0, null],
    ["miles / flights", 0, 0, null],
    ["miles / flights", null, 3, null],
    ["miles % flights", 7, 0, null],
    ["miles * flights", 1e308, 10, null],
    ["1 / (miles * flights)", 1e308, 10, null],
    ["coalesce(miles / flights, 0)", 6, 0, 0],
    ["round(miles)", 2.5, 0, 2],
    ["round(miles)", 3.5, 0, 4],
    ["round(miles)", -2.5, 0, -2],
    ["round(miles, 1)", 0.25, 0, 0.2],
    ["round(miles, -1)", 25, 0, 20],
    ["if(miles > flights, 'up', 'down')", 2, 1, "up"],
    ["if(miles > flights, 'up', 'down')", null, 1, "down"],
    ["miles in (1, 2)", null, 1, null],
    ["miles not in (1, 2)", 3, 1, true],
    ["'\u{1F600}' > '\uFFFD'", 0, 0, true],
  ])("%s with %s and %s is %s", (text, miles, flights, wanted) => {
    expect(value(text, miles, flights)).toBe(wanted);
  });

  it("and, or, not follow the three-valued tables", () => {
    const values = [
      ["1 = 1", true],
      ["1 = 2", false],
      ["miles = 1", null],
    ] as const;
    for (const [left, a] of values) {
      expect(value(`not ${left}`, null, 1)).toBe(a === null ? null : !a);
      for (const [right, b] of values) {
        const both = a === false || b === false ? false : a === null || b === null ? null : true;
        const either = a === true || b === true ? true : a === null || b === null ? null : false;
        expect(value(`${left} and ${right}`, null, 1)).toBe(both);
        expect(value(`${left} or ${right}`, null, 1)).toBe(either);
      }
    }
  });

  it("a value that is not finite counts as unknown", () => {
    expect(value("miles", Number.NaN, 1)).toBeNull();
    expect(value("miles", Number.POSITIVE_INFINITY, 1)).toBeNull();
  });
});
