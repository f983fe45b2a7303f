import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quoteIdentifier } from "@sextant/semantic/sql/name";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClickHouse } from "./clickhouse-http.fixture.ts";
import { type Cell, lineOf } from "./line.ts";
import { openWarehouse, type Warehouse } from "./warehouse.ts";

const directory = mkdtempSync(join(tmpdir(), "sextant-warehouse-"));
const remote = process.env.SEXTANT_TEST_CLICKHOUSE;
const stays = (url: string) => async () => ({ url, stop: () => Promise.resolve() });
const engines = [
  { name: "embedded", open: stays(`chdb:${directory}/facts`) },
  { name: "by HTTP", open: () => openClickHouse(`${directory}/served`, { user: "kpi", password: "p@ss: w/rd" }) },
  ...(remote ? [{ name: "server", open: stays(remote) }] : []),
];

afterAll(() => rmSync(directory, { recursive: true, force: true }));

const endless = "SELECT count() FROM numbers(100000000000) WHERE number % 7 = {rest:UInt8}";

describe.each(engines)("A warehouse ($name)", ({ open }) => {
  let warehouse: Warehouse;
  let engine: { url: string; stop: () => Promise<void> };
  beforeAll(async () => {
    engine = await open();
    warehouse = await openWarehouse(engine.url);
    await warehouse.command({ sql: "DROP TABLE IF EXISTS trial", parameters: {} });
    await warehouse.command({
      sql: "CREATE TABLE trial (text Nullable(String), n Int64) ENGINE = MergeTree ORDER BY n",
      parameters: {},
    });
  });
  afterAll(async () => {
    await warehouse.command({ sql: "DROP TABLE IF EXISTS trial", parameters: {} });
    await warehouse.close();
    await engine.stop();
  });

  const one = async (sql: string, parameters: Record<string, unknown> = {}): Promise<unknown> =>
    (await warehouse.query({ sql, parameters })).rows[0]?.[0];

  it("gives back every character of a text that was bound or inserted", async () => {
    const texts = ["a\u0000b", "'; DROP TABLE trial; --", "{x:String}", "\\' \\n \t\n\r", "😀 שלום ‮", ""];
    for (const text of texts) expect(await one("SELECT {text:String}", { text })).toBe(text);
    await warehouse.insert(
      "trial",
      texts.map((text, n) => [text, n]),
      { columns: ["text", "n"] },
    );
    const answer = await warehouse.query({ sql: "SELECT text FROM trial ORDER BY n", parameters: {} });
    expect(answer.rows.map(([text]) => text)).toEqual(texts);
  });

  it.each(["number", "Zähler; --`"])(
    "gives back every character and every digit of a line, with a column named %s",
    async (name) => {
      const column = quoteIdentifier(name);
      const sql = `CREATE OR REPLACE TABLE trial (text Nullable(String), ${column} Nullable(Float64), ok Nullable(Bool), n Int64) ENGINE = MergeTree ORDER BY n`;
      await warehouse.command({ sql, parameters: {} });
      const rows: Cell[][] = [
        ["a\u0000b\r", 0.1 + 0.2, true],
        ["\t\\N\n\n; DROP TABLE trial; --", 5e-324, false],
        ["\\N", 1.7976931348623157e308, null],
        ["", -1e-310, true],
        [null, null, false],
      ];
      const lines = rows.map((row, n) => `${lineOf(row)}${n}\n`).join("");
      await warehouse.insertLines("trial", lines, { columns: ["text", name, "ok", "n"] });
      const answer = await warehouse.query({ sql: `SELECT text, ${column}, ok FROM trial ORDER BY n`, parameters: {} });
      expect(answer.rows).toEqual(rows);
      await warehouse.insert("trial", [["x", 5e-324, true, 9]], { columns: ["text", name, "ok", "n"] });
      expect(await one(`SELECT ${column} FROM trial WHERE n = 9`)).toBe(5e-324);
      await warehouse.command({
        sql: "CREATE OR REPLACE TABLE trial (text Nullable(String), n Int64) ENGINE = MergeTree ORDER BY n",
        parameters: {},
      });
    },
  );

  it("refuses lines that do not fit, whole, and goes on", async () => {
    const before = await one("SELECT count() FROM trial");
    await expect(warehouse.insertLines("trial", "a\t1\nb\tx\n", { columns: ["text", "n"] })).rejects.toThrow();
    expect(await one("SELECT count() FROM trial")).toBe(before);
  });

  it("binds lists, numbers and missing values", async () => {
    const parameters = { list: ["it's", "b\\c"], n: 9_007_199_254_740_991, none: null };
    const answer = await warehouse.query({
      sql: "SELECT {list:Array(String)}, {n:Int64}, {none:Nullable(String)}",
      parameters,
    });
    expect(answer.rows).toEqual([[["it's", "b\\c"], 9_007_199_254_740_991, null]]);
  });

  it("binds a list longer than a statement may be", async () => {
    const list = Array.from({ length: 50_000 }, (_, index) => 1_700_000_000_000 + index);
    const far = "SELECT arraySum(one -> one - {from:Int64}, {list:Array(Int64)})";
    expect(await one(far, { list, from: 1_700_000_000_000 })).toBe((50_000 * 49_999) / 2);
  });

  it("says infinity and not-a-number as unknown", async () => {
    const answer = await warehouse.query({ sql: "SELECT 1 / 0, nan, toDecimal64('1.50', 2)", parameters: {} });
    expect(answer.rows).toEqual([[null, null, 1.5]]);
  });

  it("stops a question at its time limit and answers the next one cleanly", async () => {
    const slow = warehouse.query({ sql: endless, parameters: { rest: 1 } }, { timeoutMs: 300 });
    await expect(slow).rejects.toMatchObject({ code: "query_too_slow" });
    expect(await one("SELECT 42")).toBe(42);
    expect(await one("SELECT 43")).toBe(43);
  });

  it("withdraws a question whose asker left, and one that still waits is never begun", async () => {
    const leaving = new AbortController();
    const most = 8;
    const running = Array.from({ length: most }, () =>
      warehouse.query({ sql: endless, parameters: { rest: 2 } }, { timeoutMs: 400, signal: leaving.signal }),
    );
    const waiting = warehouse.query({ sql: "SELECT 1", parameters: {} }, { signal: leaving.signal });
    setTimeout(() => leaving.abort(), 100);
    expect((await Promise.allSettled(running)).map(({ status }) => status)).toEqual(running.map(() => "rejected"));
    await expect(waiting).rejects.toThrow();
    expect(await one("SELECT 44")).toBe(44);
  });

  it("answers people while a long statement runs in the background", async () => {
    let ended = false;
    const long = warehouse
      .query({ sql: endless, parameters: { rest: 3 } }, { timeoutMs: 3000, lane: "background" })
      .catch(() => "stopped")
      .finally(() => {
        ended = true;
      });
    expect(await one("SELECT 45")).toBe(45);
    expect(await one("SELECT {n:UInt8}", { n: 46 })).toBe(46);
    expect(ended).toBe(false);
    expect(await long).toBe("stopped");
  });

  it("answers one person while another waits for something slow", async () => {
    const slow = warehouse.query({ sql: endless, parameters: { rest: 4 } }, { timeoutMs: 1000 }).catch(() => "stopped");
    const first = await Promise.race([slow, one("SELECT {n:UInt8}", { n: 47 })]);
    expect(first).toBe(47);
    expect(await slow).toBe("stopped");
  });

  it("refuses to write through a question", async () => {
    await expect(warehouse.query({ sql: "INSERT INTO trial SELECT 'x', 99", parameters: {} })).rejects.toThrow(
      /readonly/i,
    );
    expect(await one("SELECT count() FROM trial WHERE n = 99")).toBe(0);
  });

  it("refuses an answer of more rows than any page shows", async () => {
    const huge = warehouse.query({ sql: "SELECT number FROM numbers(1000001)", parameters: {} });
    await expect(huge).rejects.toMatchObject({ code: "query_too_slow" });
    expect(await one("SELECT 46")).toBe(46);
  });

  it("inserts all rows of a block or none", async () => {
    const rows = [
      ["good", 500],
      ["bad", "not a number"],
    ];
    await expect(warehouse.insert("trial", rows, { columns: ["text", "n"] })).rejects.toThrow();
    expect(await one("SELECT count() FROM trial WHERE n = 500")).toBe(0);
  });

  it("keeps its migrations and names its engine", async () => {
    expect(await one("SELECT count() FROM sextant_migration")).toBe(1);
    expect(warehouse.engine()).toMatch(/ClickHouse \d+\.\d+/);
  });
});

describe("A server that is asked by HTTP", () => {
  let served: Awaited<ReturnType<typeof openClickHouse>>;
  beforeAll(async () => {
    served = await openClickHouse(`${directory}/served`, { user: "kpi", password: "right" });
  });
  afterAll(() => served.stop());

  it("that refuses the password, or is not there, is unreachable: the sentence says what to check", async () => {
    const wrong = served.url.replace("right", "wrong");
    const gone = "http://kpi:right@127.0.0.1:1/sextant";
    for (const url of [wrong, gone])
      await expect(openWarehouse(url)).rejects.toMatchObject({
        code: "server_unreachable",
        hint: expect.stringContaining("SEXTANT_WAREHOUSE"),
      });
  });

  it("is given a database of the name in its URL, and no other text", async () => {
    const warehouse = await openWarehouse(served.url.replace("/sextant", "/another"));
    expect((await warehouse.query({ sql: "SELECT currentDatabase()", parameters: {} })).rows).toEqual([["another"]]);
    await warehouse.close();
    const spliced = served.url.replace("/sextant", "/a;%20DROP%20DATABASE%20another");
    await expect(openWarehouse(spliced)).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("The embedded warehouse", () => {
  it("refuses a directory that another process holds", async () => {
    const path = mkdtempSync(join(tmpdir(), "sextant-locked-"));
    const script = `const { openWarehouse } = await import(${JSON.stringify(new URL("./warehouse.ts", import.meta.url).href)});
      const held = await openWarehouse("chdb:${path}"); console.log("held"); process.stdin.on("end", () => held.close().then(() => process.exit(0))).resume();`;
    const holder = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await new Promise<void>((resolve, reject) => {
      holder.once("exit", () => reject(new Error("the holder ended")));
      holder.stdout.on("data", (text) => String(text).includes("held") && resolve());
    });
    await expect(openWarehouse(`chdb:${path}`)).rejects.toMatchObject({ code: "data_directory_locked" });
    holder.stdin.end();
    await new Promise((resolve) => holder.once("exit", resolve));
    rmSync(path, { recursive: true, force: true });
  });

  it("refuses a directory that cannot be made", async () => {
    await expect(openWarehouse(`chdb:${import.meta.filename}/facts`)).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});
