import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Observation } from "@sextant/model/series/observation";
import type { Judgement } from "@sextant/model/standing/judgement";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFeed } from "../feed/feed.ts";
import { openDrifts } from "../store/drift.ts";
import { type KeptReceipt, keepReceipt } from "../store/receipt.ts";
import { allStandings } from "../store/standing.ts";
import { openStore, type Store } from "../store/store.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { type Evaluate, openEvaluate } from "./evaluate.ts";
import { pruneReceipts } from "./retention.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-evaluate-"));
let warehouse: Warehouse;
let store: Store;
let evaluate: Evaluate;
let clock = Date.UTC(2024, 2, 1);

beforeAll(async () => {
  warehouse = await openWarehouse(`chdb:${folder}/facts`);
  store = await openStore("sqlite::memory:");
  const feed = await openFeed(store, () => clock);
  evaluate = openEvaluate({
    store,
    warehouse,
    feed,
    drifts: await openDrifts(store),
    now: () => clock,
    receiptDays: 90,
  });
});
afterAll(async () => {
  await warehouse.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const observation = (month: number, value: number | null, more: Partial<Observation> = {}): Observation => ({
  periodKey: `2024-0${month}`,
  start: Date.UTC(2024, month - 1),
  end: Date.UTC(2024, month),
  value,
  numerator: null,
  denominator: null,
  sampleSize: 10,
  presence: value === null ? "empty" : "value",
  settled: true,
  current: false,
  ...more,
});
const judged = (observations: Observation[], hash = "a"): { at: number; judgements: Judgement[] } => ({
  at: clock,
  judgements: [
    {
      kpi: "trips",
      grain: "month",
      standing: { status: "green", reason: "ok", sentence: `${observations.length}`, computed: "green" },
      observations,
      definition: { version: hash === "a" ? 1 : 2, hash },
      meaning: hash,
      receipt: "r",
    },
  ],
});
const seenOn = async (day: number): Promise<unknown[][]> => {
  const sql = `SELECT period_key, argMax(tuple(value), known_at).1 FROM observation
WHERE known_at <= fromUnixTimestamp64Milli({day:Int64}, 'UTC') GROUP BY period_key ORDER BY period_key`;
  return (await warehouse.query({ sql, parameters: { day } })).rows;
};

describe("Evaluation", () => {
  it("remembers what was known on any day, and writes only what is news", async () => {
    const first = clock;
    expect(await evaluate.record(judged([observation(1, 0.1 + 0.2), observation(2, null)]))).toEqual({
      observations: 2,
      learned: ["trips"],
      standings: ["trips"],
    });
    clock += 86_400_000;
    expect(await evaluate.record(judged([observation(1, 0.3), observation(2, null)]))).toEqual({
      observations: 0,
      learned: [],
      standings: [],
    });
    clock += 86_400_000;
    expect(await evaluate.record(judged([observation(1, 0.4), observation(2, 0)]))).toMatchObject({ observations: 2 });
    expect(await seenOn(first)).toEqual([
      ["2024-01", 0.1 + 0.2],
      ["2024-02", null],
    ]);
    expect(await seenOn(clock)).toEqual([
      ["2024-01", 0.4],
      ["2024-02", 0],
    ]);
  });

  it("keeps neither the period that is not over nor periods nobody reported on", async () => {
    const open = [observation(3, 5, { current: true }), observation(4, null, { presence: "unknown" })];
    expect(await evaluate.record(judged(open))).toMatchObject({ observations: 0 });
  });

  it("writes a value again when it comes to rest on other rows, and takes it back when nobody reported it any more", async () => {
    const rests = (more: Partial<Observation>) =>
      judged([observation(5, 0.5, { denominator: 10, numerator: 5, ...more })]);
    expect(await evaluate.record(rests({}))).toMatchObject({ observations: 1 });
    clock += 1000;
    expect(await evaluate.record(rests({}))).toMatchObject({ observations: 0 });
    expect(await evaluate.record(rests({ sampleSize: 20 }))).toMatchObject({ observations: 1 });
    clock += 1000;
    expect(await evaluate.record(rests({ sampleSize: 20, numerator: 10, denominator: 20 }))).toMatchObject({
      observations: 1,
    });
    clock += 1000;
    const gone = judged([observation(5, null, { presence: "unknown", settled: false, sampleSize: 0 })]);
    expect(await evaluate.record(gone)).toMatchObject({ observations: 1 });
    clock += 1000;
    expect(await evaluate.record(gone)).toMatchObject({ observations: 0 });
    expect((await seenOn(clock)).find(([key]) => key === "2024-05")).toEqual(["2024-05", null]);
  });

  it("writes the same values again when they mean something else", async () => {
    clock += 1000;
    expect(await evaluate.record(judged([observation(1, 0.4)], "b"))).toMatchObject({
      observations: 1,
      standings: ["trips"],
    });
    expect((await allStandings(store)).get("trips month")).toMatchObject({
      meaning: "b",
      standing: { status: "green" },
    });
  });
});

describe("A clock that goes backwards", () => {
  it("does not make the value before it the latest one again", async () => {
    const value = async (): Promise<unknown> =>
      (await seenOn(clock + 90 * 86_400_000)).find(([key]) => key === "2024-07")?.[1];
    await evaluate.record(judged([observation(7, 1)]));
    clock -= 3_600_000;
    await evaluate.record(judged([observation(7, 2)]));
    expect(await value()).toBe(2);
    expect((await evaluate.record(judged([observation(7, 2)]))).observations).toBe(0);
    clock += 3_600_000;
  });
});

describe("Receipts", () => {
  const keep = (id: string, at: number): Promise<void> =>
    keepReceipt(store, {
      receipt: { id, at } as KeptReceipt["receipt"],
      question: { metrics: [], grain: "day", spans: [], by: [], where: null, until: 0, limit: 1 },
      again: [],
    });
  const kept = async (): Promise<string[]> =>
    (await store.db.selectFrom("receipt").select("id").orderBy("id").execute()).map(({ id }) => id);

  it("are forgotten after so many days, but not those that an observation names", async () => {
    await evaluate.record(judged([observation(8, 1)]));
    await keep("r", clock - 100 * 86_400_000);
    await keep("old", clock - 91 * 86_400_000);
    await keep("young", clock - 89 * 86_400_000);
    expect(await evaluate.prune()).toBe(1);
    expect(await kept()).toEqual(["r", "young"]);
  });

  it("are forgotten beyond the newest so many, the oldest first", async () => {
    for (let i = 0; i < 5; i += 1) await keep(`flood ${i}`, clock + i);
    expect(await pruneReceipts(store, warehouse, clock, { days: 90, most: 3 })).toBe(3);
    expect(await kept()).toEqual(["flood 2", "flood 3", "flood 4", "r"]);
  });
});
