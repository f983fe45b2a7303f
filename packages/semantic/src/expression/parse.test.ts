import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalExpression } from "./canonical.ts";
import { findings, tree } from "./expression.fixture.ts";
import { namesIn } from "./names.ts";
import { parseExpression } from "./parse.ts";
import type { Expression } from "./tree.ts";

describe("reading", () => {
  it.each([
    ["a + b * c - d", "a + b * c - d"],
    ["(a + b) * c", "(a + b) * c"],
    ["a - (b - c)", "a - (b - c)"],
    ["(a - b) - c", "a - b - c"],
    ["a / (b * c)", "a / (b * c)"],
    ["(a / b) * c", "a / b * c"],
    ["a % b / c", "a % b / c"],
    ["-a * b", "- a * b"],
    ["-(a * b)", "- (a * b)"],
    ["a * -b", "a * - b"],
    ["+ + a", "a"],
    ["not a = b", "not a = b"],
    ["(not a) = b", "(not a) = b"],
    ["not a and b or c", "not a and b or c"],
    ["a or b and not (c or d)", "a or b and not (c or d)"],
    ["(a or b) or (c or d)", "a or b or c or d"],
    ["a AND (b AND c)", "a and b and c"],
    ["a == b", "a = b"],
    ["a!=b", "a <> b"],
    ["a + 1 between b - 1 and c * 2 and d", "a + 1 between b - 1 and c * 2 and d"],
    ["a NOT Between 1 And 2", "a not between 1 and 2"],
    ["a Not In(1,2 , -3)", "a not in (1, 2, - 3)"],
    ["(a = b) is not null", "(a = b) is not null"],
    ["a ILIKE 'x%'", "a ilike 'x%'"],
    ["CASE a WHEN 1 THEN 'x' ELSE 'y' END", "case a when 1 then 'x' else 'y' end"],
    ["case when a then b when c then d end + 1", "case when a then b when c then d end + 1"],
    ["ROUND( a , 2 )", "round(a, 2)"],
    ["80%", "0.8"],
    ["80% - a", "0.8 - a"],
    ["a < 7%and b", "a < 0.07 and b"],
    ["80 % a", "80 % a"],
    ["80%a", "80 % a"],
    ["80%(a)", "80 % a"],
    ["80%%3", "0.8 % 3"],
    ["1e3 + .5 + 1.50 + 1E-2", "1000 + 0.5 + 1.5 + 0.01"],
    ["09007199254740993", "9007199254740993"],
    ["'it''s'", "'it''s'"],
    ["TRUE or False or nUlL", "true or false or null"],
    ["DATE '2000-02-29'", "date '2000-02-29'"],
    ["timestamp '2001-03-01T10:00'", "timestamp '2001-03-01 10:00:00'"],
    ["timestamp '2001-03-01 10:00:00.1200'", "timestamp '2001-03-01 10:00:00.12'"],
    ["date > timestamp", "date > timestamp"],
    ["größe + 数", '"größe" + "数"'],
    ['"delay" + "end" + "a""b" + "two words"', 'delay + "end" + "a""b" + "two words"'],
    ["\u00a0a\t+\nb\u2003", "a + b"],
  ])("%s means %s", (text, canonical) => {
    expect(canonicalExpression(tree(text))).toBe(canonical);
  });

  it("names are listed in the order they stand, with their positions", () => {
    const text = 'round(a / b) + case "c" when d then a end';
    expect(namesIn(tree(text)).map(({ name, at }) => [name, at.offset])).toEqual([
      ["a", 6],
      ["b", 10],
      ["c", 20],
      ["d", 29],
      ["a", 36],
    ]);
  });

  it("every node knows the text it was read from", () => {
    const text = " ( a + b ) * round( c , 2 ) ";
    const at = (node: Expression) => text.slice(node.at.offset, node.at.offset + node.at.length);
    const product = tree(text);
    expect(at(product)).toBe("( a + b ) * round( c , 2 )");
    expect(product.kind === "arithmetic" && [at(product.left), at(product.right)]).toEqual(["a + b", "round( c , 2 )"]);
  });
});

describe("findings of the reader stand where the mistake is", () => {
  it.each([
    ["", ["empty «»"]],
    ["  \n", ["empty «  \n»"]],
    ["'open", ["unterminated-text «'open»"]],
    ["'; DROP TABLE x; --", ["unterminated-text «'; DROP TABLE x; --»"]],
    ["a = 'x'; DROP TABLE x; --", ["unexpected-character «;»", "unexpected-character «;»", "comment «--»"]],
    ['a + "open', ['unterminated-name «"open»']],
    ['a + ""', ['empty-name «""»']],
    ["a + 'x\0y'", ["control-character «\0»"]],
    ['"a\tb"', ["control-character «\t»"]],
    ["a\0b", ["unexpected-character «\0»"]],
    ["'x\uD83D'", ["broken-character «\uD83D»"]],
    ["a = \u202E1", ["unexpected-character «\u202E»"]],
    ["a 🛫 b", ["unexpected-character «🛫»"]],
    ["{x:String}", ["unexpected-character «{»", "unexpected-character «:»", "unexpected-character «}»"]],
    ["a = ‘x’", ["unexpected-character «‘»", "unexpected-character «’»"]],
    [
      "`a` || b && !c",
      [
        "unexpected-character «`»",
        "unexpected-character «`»",
        "unexpected-character «||»",
        "unexpected-character «&&»",
        "unexpected-character «!»",
      ],
    ],
    ["a -- b", ["comment «-- b»"]],
    ["a /* b */ + 1", ["comment «/* b */»"]],
    ["12abc + 1.2.3 + 1.", ["malformed-number «12abc»", "malformed-number «1.2.3»", "malformed-number «1.»"]],
    ["a .b", ["unexpected-character «.»"]],
    ["a + 1e999", ["number-too-large «1e999»"]],
    ["date '2001-02-29'", ["bad-date «'2001-02-29'»"]],
    ["date '1899-12-31'", ["bad-date «'1899-12-31'»"]],
    ["timestamp '2001-02-28 24:00:00'", ["bad-date «'2001-02-28 24:00:00'»"]],
    ["a < b < c", ["chained-comparison «<»"]],
    ["a is null in (1)", ["chained-comparison «in»"]],
    ["a in ()", ["empty-list «()»"]],
    ["a in 1", ["syntax «1»"]],
    ["a is 1", ["syntax «1»"]],
    ["a +", ["syntax «»"]],
    ["a b", ["syntax «b»"]],
    ["a and and b", ["syntax «and»"]],
    ["(a + b", ["syntax «(»"]],
    ["a + b)", ["syntax «)»"]],
    ["(a, b)", ["syntax «,»"]],
    ["round(a, 2", ["syntax «(»"]],
    ["case when a then b", ["syntax «»"]],
    ["case a end", ["syntax «end»"]],
    ["not", ["syntax «»"]],
    ["f(a b, c d) + (e f)", ["syntax «b»", "syntax «d»", "syntax «f»"]],
    ["f(+, (1 2), g(, 3))", ["syntax «,»", "syntax «2»", "syntax «,»"]],
    [
      "select * from x",
      ["syntax «*»"]
        .map(() => "syntax «from»")
        .slice(0, 0)
        .concat("syntax «x»"),
    ],
  ])("%j", (text, wanted) => {
    expect(findings(text)).toEqual(wanted);
  });

  it.each([
    ["more than 10,000 characters", `'${"x".repeat(10_000)}'`, "too-long"],
    ["5,000 nested parentheses", `${"(".repeat(4_999)}a${")".repeat(4_999)}`, "too-deep"],
    ["5,000 signs", `${"- ".repeat(4_999)}a`, "too-deep"],
    ["1,000 negations", `${"not ".repeat(1_000)}a`, "too-deep"],
    ["1,000 nested calls", `${"f(".repeat(1_000)}a${")".repeat(1_000)}`, "too-deep"],
    ["1,000 nested cases", `${"case when ".repeat(900)}a`, "too-deep"],
    ["a chain of 200 sums", `a${" + a".repeat(200)}`, "too-deep"],
    ["3,000 terms", Array.from({ length: 3_000 }, () => "a").join(" or "), "too-long"],
    [
      "2,500 terms",
      Array.from({ length: 2_400 }, () => "a")
        .join(",")
        .replace(/^/, "f(")
        .concat(")"),
      "too-large",
    ],
  ])("%s give one finding, no crash", (_, text, rule) => {
    const { tree: none, findings: found } = parseExpression(text);
    expect(none).toBeNull();
    expect(found.map((one) => one.rule)).toEqual([`expression/${rule}`]);
  });

  it("any text gives either a tree or findings within it", () => {
    const word = fc.constantFrom(
      ..."a b 1 2% 'x' \"n\" ( ) , + - * / % = < and or not in is null between like case when then else end date f(".split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(word, { maxLength: 30 }).map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, (value) => {
        const parsed = parseExpression(value);
        expect(parsed.tree === null).toBe(parsed.findings.length > 0);
        for (const { at, hint, message } of parsed.findings) {
          expect(at.offset >= 0 && at.length >= 0 && at.offset + at.length <= value.length).toBe(true);
          expect(hint.endsWith(".") && message.endsWith(".")).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("what is shown of hostile texts is bounded", () => {
  it("at most fifty findings, whoever finds them", () => {
    const many = [`f(${",".repeat(9_000)})`, ";".repeat(9_000), `least(${"x,".repeat(1_500)}1)`];
    expect(many.map((text) => findings(text).length)).toEqual([50, 50, 50]);
  });

  it("long names are cut in messages, between characters", () => {
    const { findings: found } = parseExpression(`a ${"🛫".repeat(3_000).replace(/^/, '"')}"`);
    expect(found[0]?.message.length).toBeLessThan(120);
    expect(found[0]?.message.isWellFormed()).toBe(true);
  });
});
