import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { datasetSchema } from "@sextant/model/dataset/dataset";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openFeed } from "../feed/feed.ts";
import { type Landing, type Landings, openLandings } from "../store/landing.ts";
import { openStore, type Store } from "../store/store.ts";
import { createTable, dropTable, exchangeTables, presentSequences, tableColumns } from "../warehouse/dataset-table.ts";
import { followDefinition } from "../warehouse/follow-definition.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { openLedger } from "./ledger.ts";
import { openLeftovers } from "./leftovers.ts";
import { loadSource } from "./load.ts";
import { planParquet } from "./parquet.ts";
import { recover } from "./recover.ts";
import { findSource } from "./source.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-intake-"));
const dataset = datasetSchema.parse({
  id: "trips",
  label: "Trips",
  source: { file: "trips.parquet" },
  time: "departed",
  time_zone: "Europe/Berlin",
  columns: {
    departed: { type: "datetime" },
    day: { type: "date" },
    n: { type: "integer" },
    fare: { type: "decimal" },
    ok: { type: "boolean" },
  },
});
const table = "dataset_trips";
const staging = "staging_trips";

let warehouse: Warehouse;
let store: Store;
let landings: Landings;

beforeAll(async () => {
  warehouse = await openWarehouse(`chdb:${folder}/facts`);
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  store = await openStore("sqlite::memory:");
  landings = await openLandings(store);
  await dropTable(warehouse, table);
  await dropTable(warehouse, staging);
  await followDefinition(warehouse, dataset);
});

const put = (into: string, sequence: number, count = 1): Promise<void> =>
  warehouse.insert(
    into,
    Array.from({ length: count }, (_, n) => [
      "2024-01-01 00:00:00.000",
      "2024-01-01",
      n,
      "1.5",
      true,
      "2024-01-01 00:00:00.000",
      sequence,
    ]),
    { columns: [...tableColumns(dataset).keys()] },
  );
const record = async (sequence: number, kind: Landing["kind"], rows = 1): Promise<void> => {
  const landing: Landing = {
    dataset: "trips",
    sequence,
    batchKey: null,
    rows,
    landedAt: 0,
    first: 0,
    watermark: 0,
    kind,
    fingerprint: null,
  };
  await store.db.transaction().execute((transaction) => landings.insert(transaction, landing, false));
  await landings.recorded(landing);
};
const present = async (): Promise<number[]> => (await presentSequences(warehouse, table)).sort((a, b) => a - b);

describe("After a crash", () => {
  it("rows that were inserted but not recorded are gone, recorded ones stay", async () => {
    await put(table, 1);
    await record(1, "push");
    await put(table, 2, 5);
    expect(await recover(warehouse, landings, dataset)).toEqual({ lost: 0 });
    expect(await present()).toEqual([1]);
    expect(landings.begin("trips")).toBe(2);
  });

  it("a load that had taken the table's place but was not recorded is taken back", async () => {
    await put(table, 1);
    await record(1, "file");
    await put(table, 2);
    await record(2, "push");
    await createTable(warehouse, dataset, staging);
    await put(staging, 3, 9);
    await put(staging, 2);
    await exchangeTables(warehouse, staging, table);
    await recover(warehouse, landings, dataset);
    expect(await present()).toEqual([1, 2]);
    expect(await presentSequences(warehouse, staging).catch(() => "gone")).toBe("gone");
  });

  it("a load that was recorded before its leftovers were cleared away stays", async () => {
    await put(table, 2, 3);
    await record(2, "file", 3);
    await createTable(warehouse, dataset, staging);
    await put(staging, 1);
    await recover(warehouse, landings, dataset);
    expect(await present()).toEqual([2]);
  });

  it("a load that was still being written leaves the table as it was", async () => {
    await put(table, 1);
    await record(1, "file");
    await createTable(warehouse, dataset, staging);
    await put(staging, 2, 100);
    await recover(warehouse, landings, dataset);
    expect(await present()).toEqual([1]);
  });

  it("recorded rows that are no longer there are said to be lost, and a file is forgotten so that it loads again", async () => {
    await record(1, "push");
    await record(2, "file");
    expect(await recover(warehouse, landings, dataset)).toEqual({ lost: 1 });
    expect(landings.state("trips")).toMatchObject({ rows: 0, fileSequence: null });
  });
});

describe("A Parquet file", () => {
  const write = async (select: string): Promise<string> => {
    const path = join(folder, "trips.parquet");
    rmSync(path, { force: true });
    await warehouse.command({
      sql: `INSERT INTO FUNCTION file({path:String}, 'Parquet') ${select}`,
      parameters: { path },
    });
    return path;
  };
  const load = async () => {
    const source = findSource(dataset, { workspace: folder, uploads: folder }, "Europe/Berlin");
    if (source === null) throw new Error("no source");
    const ledger = openLedger(store, await openFeed(store, () => 0), landings, () => 0);
    return loadSource(dataset, source, {
      warehouse,
      ledger,
      leftovers: openLeftovers(warehouse, landings),
      timeZone: "Europe/Berlin",
      now: Date.UTC(2030, 0),
      progress: () => undefined,
    });
  };
  const instants = async (): Promise<unknown[]> =>
    (await warehouse.query({ sql: `SELECT toString(_at) FROM ${table} ORDER BY n`, parameters: {} })).rows.map(
      ([at]) => at,
    );
  const rest =
    "toDate32('2024-05-01') AS day, toInt64(number) AS n, toDecimal128('12.3456789012', 10) AS fare, true AS ok";

  it("holds text times that are wall clock readings: the lost hour is carried forward, the doubled one is the first", async () => {
    await write(
      `SELECT ['2024-03-31 01:30:00', '2024-03-31 02:30:00', '2024-10-27 02:30:00', '2024-10-27T02:30:00+01:00'][number + 1] AS departed, ${rest} FROM numbers(4)`,
    );
    expect(await load()).toMatchObject({ rows: 4, refused: 0 });
    expect(await instants()).toEqual([
      "2024-03-31 00:30:00.000",
      "2024-03-31 01:30:00.000",
      "2024-10-27 00:30:00.000",
      "2024-10-27 01:30:00.000",
    ]);
    const { rows } = await warehouse.query({
      sql: `SELECT toString(day), toString(fare), ok FROM ${table} LIMIT 1`,
      parameters: {},
    });
    expect(rows).toEqual([["2024-05-01", "12.3456789012", true]]);
  });

  it("leaves rows without a time out and counts them", async () => {
    await write(`SELECT if(number = 1, NULL, '2024-01-01 00:00:00') AS departed, ${rest} FROM numbers(3)`);
    expect(await load()).toMatchObject({ rows: 2, refused: 1, findings: [{ rule: "intake/no-time" }] });
  });

  it.each([
    ["a list", "n", "[1, 2] AS n"],
    ["a map", "n", "map('a', 1) AS n"],
    ["a tuple", "fare", "tuple(1, 2) AS fare"],
    ["a list of days", "day", "[toDate32('2024-05-01')] AS day"],
    ["a map of flags", "ok", "map('a', true) AS ok"],
    ["a list of times", "departed", "['2024-01-01 00:00:00'] AS departed"],
  ])("with %s in column %s is refused as a file that does not fit", async (_, column, value) => {
    const columns = ["'2024-01-01 00:00:00' AS departed", ...rest.split(/, (?=to|true)/)];
    await write(
      `SELECT ${[...columns.filter((one) => !one.endsWith(`AS ${column}`)), value].join(", ")} FROM numbers(2)`,
    );
    await expect(load()).rejects.toMatchObject({ code: "source_unreadable" });
    expect(await present()).toEqual([]);
  });

  it("of a wrong type is refused with column and row, and what was there before stays", async () => {
    await put(table, 1);
    await record(1, "push");
    await write(
      `SELECT '2024-01-01 00:00:00' AS departed, if(number = 2, 'x', '1') AS n, ${rest.replace("toInt64(number) AS n,", "")} FROM numbers(3)`,
    );
    await expect(load()).rejects.toMatchObject({
      code: "source_unreadable",
      message: expect.stringMatching(/column "n" is not integer in 1 rows, first in row 3/),
    });
    expect(await present()).toEqual([1]);
  });

  it("without rows is refused", async () => {
    await write(`SELECT '2024-01-01 00:00:00' AS departed, ${rest} FROM numbers(0)`);
    await expect(load()).rejects.toMatchObject({
      code: "source_unreadable",
      message: expect.stringMatching(/no rows|empty/),
    });
  });

  it("that is damaged in the middle is refused, and what was there before stays", async () => {
    await put(table, 1);
    await record(1, "push");
    const path = await write(`SELECT '2024-01-01 00:00:00' AS departed, ${rest} FROM numbers(3)`);
    writeFileSync(path, Buffer.from("PAR1garbagePAR1"));
    await expect(load()).rejects.toMatchObject({ code: "source_unreadable" });
    expect(await present()).toEqual([1]);
  });

  it("takes the place of the file before it, beside the rows pushed meanwhile", async () => {
    await write(`SELECT '2024-01-01 00:00:00' AS departed, ${rest} FROM numbers(3)`);
    await load();
    await put(table, 2);
    await record(2, "push");
    landings.begin("trips");
    await write(`SELECT '2024-01-02 00:00:00' AS departed, ${rest} FROM numbers(5)`);
    await load();
    expect(landings.state("trips")).toMatchObject({ rows: 6, sequence: 4 });
    expect(await present()).toEqual([2, 4]);
  });

  it("is carried into a warehouse that cannot read files of this machine, to the last digit", async () => {
    const long = rest.replace("toInt64(number) AS n", "toInt64(9007199254740993) + number AS n");
    await write(`SELECT '2024-03-31 02:30:00' AS departed, ${long} FROM numbers(3)`);
    const source = findSource(dataset, { workspace: folder, uploads: folder }, "Europe/Berlin");
    if (source === null) throw new Error("no source");
    const plan = await planParquet(warehouse, dataset, source, "Europe/Berlin");
    await plan.fill({ ...warehouse }, table, 7);
    const sql = `SELECT toString(n), toString(fare), toString(_at) FROM ${table} WHERE _sequence = 7 ORDER BY n LIMIT 1`;
    const { rows } = await warehouse.query({ sql, parameters: {} });
    expect(rows).toEqual([["9007199254740993", "12.3456789012", "2024-03-31 01:30:00.000"]]);
  });

  it("that landed but could not be recorded leaves nothing behind", async () => {
    await write(`SELECT '2024-01-01 00:00:00' AS departed, ${rest} FROM numbers(3)`);
    await put(table, 1);
    await record(1, "push");
    // Another process recorded a landing of the same number: this one cannot be recorded any more.
    const taken = { dataset: "trips", sequence: 2, rows: 0, landed_at: 0, kind: "push" } as const;
    await store.db.insertInto("landing").values(taken).execute();
    await expect(load()).rejects.toThrow(/UNIQUE|constraint/i);
    expect(await present()).toEqual([1]);
    expect(landings.undisturbed(landings.mark())).toBe(true);
  });
});

describe("The table of a dataset", () => {
  const pushed = { ...dataset, source: undefined };
  const columnType = async (name: string) =>
    (
      await warehouse.query({
        sql: "SELECT type FROM system.columns WHERE table = {table:String} AND name = {name:String}",
        parameters: { table, name },
      })
    ).rows[0]?.[0];

  it("gets new columns, and retyped ones when every value fits", async () => {
    await put(table, 1, 3);
    const text = { type: "string", nullable: true } as const;
    await followDefinition(warehouse, { ...pushed, columns: { ...pushed.columns, note: text, n: text } });
    expect(await columnType("note")).toBe("Nullable(String)");
    const { rows } = await warehouse.query({
      sql: `SELECT n, note, _sequence FROM ${table} ORDER BY n`,
      parameters: {},
    });
    expect(rows).toEqual([
      ["0", null, 1],
      ["1", null, 1],
      ["2", null, 1],
    ]);
  });

  it("stays as it is when a value does not fit the new type, and says how many", async () => {
    await put(table, 1, 3);
    const boolean = { type: "boolean", nullable: true } as const;
    const follow = followDefinition(warehouse, { ...pushed, columns: { ...pushed.columns, n: boolean } });
    await expect(follow).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/1 values of "n" are no boolean/),
    });
    expect(await columnType("n")).toBe("Nullable(Int64)");
    expect(await present()).toEqual([1]);
  });

  it("refuses a new column that may not be missing when there are rows without it", async () => {
    await put(table, 1);
    const note = { type: "string", nullable: false } as const;
    const follow = followDefinition(warehouse, { ...pushed, columns: { ...pushed.columns, note } });
    await expect(follow).rejects.toMatchObject({ code: "conflict" });
  });
});
