import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Catalog } from "@sextant/model/definition/catalog";
import { readWorkspace } from "@sextant/semantic/read/read";
import { tableName } from "@sextant/semantic/sql/name";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Landings, openLandings } from "../store/landing.ts";
import { openStore, type Store } from "../store/store.ts";
import { createTable } from "./dataset-table.ts";
import { openRollups, type Rollups } from "./rollups.ts";
import { openWarehouse, type Warehouse } from "./warehouse.ts";

const day = 86_400_000;
const start = Date.UTC(2024, 0, 1);

const catalogOf = (where = "amount > 0"): Catalog => {
  const text = `workspace: { id: shop, label: Shop }
datasets:
  - id: orders
    label: Orders
    time: at
    columns: { at: { type: datetime, nullable: false }, amount: { type: integer }, shop: { type: string }, buyer: { type: integer } }
    dimensions: [shop, buyer]
metrics:
  - { id: sales, label: Sales, kind: simple, dataset: orders, aggregation: sum, expression: amount, where: "${where}" }
  - { id: buyers, label: Buyers, kind: simple, dataset: orders, aggregation: count_distinct, expression: buyer }
kpis:
  - { id: sales, metric: sales, state: draft }
  - { id: buyers, metric: buyers, state: draft }
`;
  const { catalog, findings } = readWorkspace([{ path: "shop.yaml", text }]);
  if (catalog === null) throw new Error(JSON.stringify(findings));
  return catalog;
};

const folder = mkdtempSync(join(tmpdir(), "sextant-rollups-"));
const catalog = catalogOf();
let warehouse: Warehouse;
let store: Store;
let landings: Landings;
let rollups: Rollups;

beforeAll(async () => {
  warehouse = await openWarehouse(`chdb:${folder}/facts`);
  store = await openStore("sqlite::memory:");
  landings = await openLandings(store);
  const orders = catalog.datasets.get("orders");
  if (orders !== undefined) await createTable(warehouse, orders, tableName("orders"));
  rollups = await openRollups({ warehouse, store, landings, leastRows: 10 });
});
afterAll(async () => {
  await warehouse.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const instant = (at: number): string => new Date(at).toISOString().slice(0, 23).replace("T", " ");

const land = async (
  rows: readonly { at: number; amount: number; buyer?: number }[],
  kind: "push" | "file" = "push",
) => {
  const sequence = landings.begin("orders");
  const columns = ["at", "amount", "shop", "buyer", "_at", "_sequence"];
  const values = rows.map(({ at, amount, buyer = amount }) => [instant(at), amount, "A", buyer, instant(at), sequence]);
  await warehouse.insert(tableName("orders"), values, { columns });
  const landing = {
    dataset: "orders",
    sequence,
    batchKey: null,
    rows: rows.length,
    landedAt: start,
    first: start,
    watermark: start,
    kind,
    fingerprint: null,
  };
  await store.db.transaction().execute((transaction) => landings.insert(transaction, landing, kind === "file"));
  await landings.recorded(landing);
};
const whole = (from = catalog) => rollups.usable(from).find(({ by }) => by === null);
const sumOf = async (): Promise<number> => {
  const table = whole()?.table ?? "none";
  const { rows } = await warehouse.query({ sql: `SELECT sumMerge(_r2) FROM ${table}`, parameters: {} });
  return Number(rows[0]?.[0]);
};
const refresh = (from = catalog) => rollups.refresh(from, ["orders"], "all");

describe("rollups", () => {
  it("are not kept of few rows", async () => {
    await land([{ at: start, amount: 1 }]);
    await refresh();
    expect(rollups.usable(catalog)).toEqual([]);
  });

  it("follow what lands, late rows too, and say how far they have come", async () => {
    await land(Array.from({ length: 20 }, (_, index) => ({ at: start + index * day, amount: 10, buyer: index })));
    await refresh();
    expect(whole()).toMatchObject({ through: 2, complete: true });
    expect(await sumOf()).toBe(201);
    await land([{ at: start + day, amount: 5 }]);
    expect(whole()).toMatchObject({ through: 2, complete: false });
    await rollups.refresh(catalog, ["orders"], "little");
    expect(whole()).toMatchObject({ through: 3, complete: true });
    expect(await sumOf()).toBe(206);
    expect(rollups.usable(catalog).find(({ by }) => by === "shop")).toMatchObject({ through: 2, complete: false });
    await refresh();
    expect(rollups.usable(catalog).find(({ by }) => by === "shop")).toMatchObject({ through: 3, complete: true });
  });

  it("leave many new rows for later, so that nobody waits for them", async () => {
    await land(Array.from({ length: 40 }, () => ({ at: start, amount: 1 })));
    await rollups.refresh(catalog, ["orders"], "little");
    expect(whole()).toMatchObject({ through: 3, complete: false });
    await refresh();
    expect(whole()).toMatchObject({ through: 4, complete: true });
  });

  it("are made anew after a crash between the rows and the record of them", async () => {
    await land([{ at: start, amount: 7 }]);
    await refresh();
    await store.db.updateTable("rollup").set({ through: 4 }).execute();
    rollups = await openRollups({ warehouse, store, landings, leastRows: 10 });
    await refresh();
    expect(whole()).toMatchObject({ through: 5, complete: true });
    expect(await sumOf()).toBe(201 + 5 + 40 + 7);
  });

  it("are made anew when what they hold means something else, and dropped when nothing needs them", async () => {
    const other = catalogOf("amount > 5");
    expect(rollups.usable(other)).toEqual([]);
    await refresh(other);
    expect(whole(other)).toMatchObject({ complete: true });
    expect(rollups.usable(catalog)).toEqual([]);
    const none = { ...catalog, kpis: new Map() };
    await refresh(none);
    expect(await store.db.selectFrom("rollup").selectAll().execute()).toEqual([]);
    await refresh();
  });

  it("are not used of a file that was loaded anew until they are made of it", async () => {
    await warehouse.command({ sql: `TRUNCATE TABLE ${tableName("orders")}`, parameters: {} });
    await land(
      Array.from({ length: 300 }, (_, index) => ({ at: start + index * day, amount: 2 })),
      "file",
    );
    expect(rollups.usable(catalog)).toEqual([]);
    await refresh();
    expect(await sumOf()).toBe(600);
  });

  it("merge many small landings, which can then no longer be told apart", async () => {
    const before = whole()?.through ?? 0;
    for (let index = 0; index < 64; index += 1) {
      await land([{ at: start + index * day, amount: 1 }]);
      await rollups.refresh(catalog, ["orders"], "little");
    }
    expect(whole()).toMatchObject({ since: before + 64, through: before + 64, complete: true });
    expect(await sumOf()).toBe(664);
    const { rows } = await warehouse.query({ sql: `SELECT count() FROM ${whole()?.table}`, parameters: {} });
    expect(Number(rows[0]?.[0])).toBe(300);
  });

  it("never change under a question that was written before they were merged or made anew", async () => {
    const old = whole();
    const asked = `SELECT sumMerge(_r2) FROM ${old?.table} WHERE _sequence <= ${old?.through}`;
    const answers = () => warehouse.query({ sql: asked, parameters: {} });
    expect(Number((await answers()).rows[0]?.[0])).toBe(664);
    for (let index = 0; index < 64; index += 1) {
      await land([{ at: start + index * day, amount: 1 }]);
      await rollups.refresh(catalog, ["orders"], "little");
    }
    await expect(answers()).rejects.toThrow();
    const merged = whole();
    await refresh(catalogOf("amount > 5"));
    const later = { sql: `SELECT sumMerge(_r2) FROM ${merged?.table}`, parameters: {} };
    await expect(warehouse.query(later)).rejects.toThrow();
    await refresh();
  });

  it("are made anew, wider, when a number lands that does not fit in them", async () => {
    const typeOf = async (): Promise<unknown> => {
      const sql = "SELECT type FROM system.columns WHERE table = {table:String} AND type LIKE '%groupBitmap%'";
      return (await warehouse.query({ sql, parameters: { table: whole()?.table } })).rows[0]?.[0];
    };
    expect(await typeOf()).toBe("AggregateFunction(groupBitmap, UInt32)");
    await land([{ at: start, amount: 0, buyer: 2 ** 40 }]);
    await rollups.refresh(catalog, ["orders"], "little");
    expect(whole()).toMatchObject({ complete: true, narrow: [] });
    expect(await typeOf()).toBe("AggregateFunction(groupBitmap, UInt64)");
    await refresh();
    for (const rollup of rollups.usable(catalog)) expect(rollup).toMatchObject({ complete: true, narrow: [] });
  });

  it("leave nothing of what a crash cut short, and are made anew where their tables are gone", async () => {
    await warehouse.command({ sql: "CREATE TABLE rollup_all_orders_v9999 (a UInt8) ENGINE = Memory", parameters: {} });
    await warehouse.command({ sql: `DROP TABLE ${whole()?.table} SYNC`, parameters: {} });
    rollups = await openRollups({ warehouse, store, landings, leastRows: 10 });
    expect(whole()).toBeUndefined();
    const sql =
      "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = 'rollup_all_orders_v9999'";
    expect(Number((await warehouse.query({ sql, parameters: {} })).rows[0]?.[0])).toBe(0);
    await refresh();
    expect(whole()).toMatchObject({ complete: true });
  });

  it("are not kept by a dimension of thousands of values", async () => {
    await land(Array.from({ length: 2500 }, (_, index) => ({ at: start, amount: 1, buyer: index })));
    await rollups.clear();
    await refresh();
    expect(rollups.usable(catalog).map(({ by }) => by)).toEqual([null, "shop"]);
  });
});
