import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalExpression } from "./canonical.ts";
import { checkExpression } from "./check.ts";
import { evaluateFormula } from "./evaluate.ts";
import { columnFunctions, FUNCTIONS, formulaFunctions } from "./functions.ts";
import { namesIn } from "./names.ts";
import { parseExpression } from "./parse.ts";
import { printExpression } from "./print.ts";
import { expressionReference } from "./reference.ts";
import type { Expression, Scope, ValueType } from "./tree.ts";

const scopeOf = (kind: Scope["kind"], names: Record<string, [ValueType, boolean?]>): Scope => ({
  kind,
  names: new Map(Object.entries(names).map(([name, [type, nullable = false]]) => [name, { type, nullable }])),
});

const FLIGHTS = scopeOf("columns", {
  delay: ["number", true],
  distance: ["number"],
  origin: ["string"],
  cancelled: ["boolean"],
  date: ["date"],
  departure: ["datetime"],
});
const METRICS = scopeOf("metrics", { miles: ["number", true], flights: ["number", true] });

const tree = (text: string): Expression => {
  const parsed = parseExpression(text);
  if (parsed.tree === null) throw new Error(JSON.stringify(parsed.findings));
  return parsed.tree;
};

/** The findings of a text as `rule «what is underlined»`. */
const findings = (text: string, scope: Scope = FLIGHTS, expected?: ValueType): string[] => {
  const parsed = parseExpression(text);
  const found = parsed.tree === null ? parsed.findings : checkExpression(parsed.tree, scope, expected).findings;
  return found.map(
    ({ rule, at }) => `${rule.replace("expression/", "")} «${text.slice(at.offset, at.offset + at.length)}»`,
  );
};

const hints = (text: string, scope: Scope = FLIGHTS): string[] =>
  checkExpression(tree(text), scope).findings.map((one) => one.hint);

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
    ["a.b", ["unexpected-character «.»"]],
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

const sqlOf = (text: string, scope: Scope = FLIGHTS): { sql: string; bound: unknown[] } => {
  const bound: unknown[] = [];
  const { typed } = checkExpression(tree(text), scope);
  if (typed === null) throw new Error(findings(text, scope).join());
  const bind = (value: unknown, type: string) => `{p${bound.push(value) - 1}:${type}}`;
  const sql = printExpression(typed, { parameters: { bind }, name: (name) => `"${name}"`, timeZone: "Europe/Berlin" });
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
    const { typed } = checkExpression(tree("delay"), FLIGHTS);
    const parameters = { bind: () => "" };
    if (typed === null) throw new Error("typed");
    expect(() => printExpression(typed, { parameters, name: (name) => name, timeZone: "UTC'" })).toThrow(
      "not a time zone",
    );
  });
});

describe("evaluating formulas", () => {
  const value = (text: string, miles: number | null, flights: number | null) => {
    const { typed } = checkExpression(tree(text), METRICS);
    if (typed === null) throw new Error(findings(text, METRICS).join());
    return evaluateFormula(
      typed,
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

describe("the canonical text", () => {
  const bare = (node: unknown): unknown =>
    JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === "at" || key === "nameAt" ? undefined : value)));
  const expression = fc.letrec<{ any: string; name: string }>((tie) => ({
    name: fc
      .oneof(
        fc.constantFrom("a", "B", "end", "date", "été"),
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
      )
      .filter((name) => name.isWellFormed() && !/\p{Cc}/u.test(name))
      .map((name) => `"${name.replaceAll('"', '""')}"`),
    any: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      tie("name"),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map(String),
      fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
      fc
        .string({ unit: "grapheme", maxLength: 8 })
        .filter((text) => text.isWellFormed() && !text.includes("\0"))
        .map((text) => `'${text.replaceAll("'", "''")}'`),
      fc.constantFrom("50%", "null", "TRUE", "date '2001-01-01'", "timestamp '2001-01-01 10:00'"),
      fc
        .tuple(fc.constantFrom("+", "-", "*", "/", "%", "=", "!=", "<", "and", "or"), tie("any"), tie("any"))
        .map(([op, x, y]) => `((${x}) ${op} (${y}))`),
      fc.tuple(fc.constantFrom("- ", "not ", "+"), tie("any")).map(([op, x]) => `(${op}(${x}))`),
      fc
        .tuple(
          tie("any"),
          fc.constantFrom(
            "is null",
            "is not null",
            "in (1, a)",
            "not in ('x')",
            "like 'y'",
            "not ilike 'z'",
            "between 1 and -b",
          ),
        )
        .map(([x, rest]) => `((${x}) ${rest})`),
      fc.tuple(tie("any"), tie("any"), tie("any")).map(([x, y, z]) => `case ${x} when ${y} then ${z} end`),
      fc.tuple(tie("any"), tie("any")).map(([x, y]) => `IF(${x}, ${y}, (${x}))`),
    ),
  })).any;

  it("reads back as the same tree, and is its own canonical text", () => {
    fc.assert(
      fc.property(expression, (text) => {
        const { tree: first } = parseExpression(text);
        if (first === null) return;
        const canonical = canonicalExpression(first);
        const second = tree(canonical);
        expect(bare(second)).toEqual(bare(first));
        expect(canonicalExpression(second)).toBe(canonical);
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps apart what means something else", () => {
    const texts = [
      "a - b - c",
      "a - (b - c)",
      "a",
      '"A"',
      "'a'",
      "- a * b",
      "- (a * b)",
      "not a = b",
      "(not a) = b",
      "1",
      "'1'",
      "a in (1, 2)",
      "a in (2, 1)",
    ];
    expect(new Set(texts.map((text) => canonicalExpression(tree(text)))).size).toBe(texts.length);
  });
});

describe("the reference", () => {
  it("names every function with its example, and every example reads", () => {
    const page = expressionReference();
    for (const [name, entry] of FUNCTIONS) {
      expect(page).toContain(`\`${name}(`);
      expect(page).toContain(`\`${entry.example}\``);
      expect(parseExpression(entry.example).findings).toEqual([]);
    }
    expect(FUNCTIONS.size).toBe(Object.keys(formulaFunctions).length + Object.keys(columnFunctions).length);
  });
});
