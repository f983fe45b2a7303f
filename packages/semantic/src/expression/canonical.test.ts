import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalExpression } from "./canonical.ts";
import { tree } from "./expression.fixture.ts";
import { parseExpression } from "./parse.ts";

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
