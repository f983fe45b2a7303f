import { createClient } from "@clickhouse/client";
import { createChdbConnection } from "chdb/connection";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { print, type Values } from "./engine.fixture.ts";
import type { Scope } from "./tree.ts";

// The connection's own types lag behind the client's; the conformance suite of the warehouse holds the pair together.
const client = createClient({ connection: createChdbConnection({ path: ":memory:" }) as never });
afterAll(() => client.close());

const rows = async (query: string, query_params: Values = {}): Promise<unknown[][]> => {
  const result = await client.query({ query, query_params, format: "JSONCompactEachRow" });
  return result.json();
};

const NOTHING: Scope = { kind: "columns", names: new Map() };

describe("hostile texts reach the engine byte for byte", () => {
  const hostile = [
    "",
    "'",
    "''",
    "\\",
    "\\'",
    "\\\\",
    "\\n",
    "\\N",
    "\\0",
    "NULL",
    "nan",
    "\t",
    "\n",
    "\r\n",
    "\b\f\v",
    " lead",
    "trail ",
    "'; DROP TABLE x; --",
    "{x:String}",
    "{p0:String}",
    "%_%",
    "😀",
    "\u{1F468}\u200D\u{1F469}",
    "שלום \u202Eabc",
    "\uFEFF",
    "é",
    "e\u0301",
    '"',
    "`",
    "/*",
    "--",
    "x".repeat(9_900),
  ];
  it.each(hostile)("%j", async (text) => {
    const values: Values = {};
    const sql = print(`'${text.replaceAll("'", "''")}'`, NOTHING, values);
    const [[length, hex] = []] = await rows(`select length(${sql}), hex(${sql})`, values);
    const bytes = new TextEncoder().encode(text);
    expect(Number(length)).toBe(bytes.length);
    expect(hex).toBe(Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(""));
    expect(sql).toMatch(/^\{p0:String\}$/);
  });

  it("any text at all survives", async () => {
    const text = fc
      .string({ unit: "grapheme", maxLength: 40 })
      .filter((value) => !value.includes("\0") && value.isWellFormed());
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const values: Values = {};
        const sql = print(`'${value.replaceAll("'", "''")}'`, NOTHING, values);
        expect(await rows(`select ${sql}`, values)).toEqual([[value]]);
      }),
      { numRuns: 200 },
    );
  });
});
