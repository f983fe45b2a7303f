import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Catalog } from "@sextant/model/definition/catalog";
import { periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import type { Question } from "@sextant/semantic/question";
import { readWorkspace } from "@sextant/semantic/read/read";
import { tableName } from "@sextant/semantic/sql/name";
import { definitionHash } from "@sextant/semantic/version/version";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Landings, openLandings } from "../store/landing.ts";
import { openStore, type Store } from "../store/store.ts";
import { createTable } from "../warehouse/dataset-table.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { type KeptPeriods, openKeptPeriods } from "./kept.ts";
import { type Moment, takeMoment } from "./moment.ts";
import { type Run, run } from "./run.ts";

const day = 86_400_000;
const start = Date.UTC(2024, 0, 1);
const now = Date.UTC(2024, 3, 10, 12);

const catalogOf = (where = "amount > 0", place = "shop"): Catalog => {
  const text = `workspace: { id: shop, label: Shop }
datasets:
  - id: orders
    label: Orders
    time: at
    columns: { at: { type: datetime, nullable: false }, amount: { type: integer }, shop: { type: string }, depot: { type: string } }
    joins: { place: { dataset: places, on: ${place} } }
    dimensions: [shop, place.region]
  - id: places
    label: Places
    time: opened
    key: [id]
    columns: { opened: { type: datetime, nullable: false }, id: { type: string }, region: { type: string } }
metrics:
  - { id: northern, label: Sales in the north, kind: simple, dataset: orders, aggregation: sum, expression: amount, where: place.region = 'north' }
  - { id: sales, label: Sales, kind: simple, dataset: orders, aggregation: sum, expression: amount, where: "${where}" }
  - { id: mean, label: Mean, kind: simple, dataset: orders, aggregation: average, expression: amount }
  - { id: orders, label: Orders, kind: simple, dataset: orders, aggregation: count }
  - { id: mean_or_none, label: Orders and their mean, kind: derived, expression: "coalesce(mean, 0) + orders" }
  - { id: sales_28, label: Sales of 28 days, kind: cumulative, metric: sales, window: 28 days }
  - { id: latest, label: Latest amounts, kind: snapshot, dataset: orders, entity: shop, expression: amount, carry_forward: 20 days }
  - { id: kept, label: Shops kept, kind: retention, dataset: orders, entity: shop, cohort: first, after: 6 weeks }
`;
  const { catalog, findings } = readWorkspace([{ path: "shop.yaml", text }]);
  if (catalog === null) throw new Error(JSON.stringify(findings));
  return catalog;
};

const folder = mkdtempSync(join(tmpdir(), "sextant-kept-"));
const catalog = catalogOf();
let warehouse: Warehouse;
let store: Store;
let landings: Landings;
let kept: KeptPeriods;

beforeAll(async () => {
  warehouse = await openWarehouse(`chdb:${folder}/facts`);
  store = await openStore("sqlite::memory:");
  landings = await openLandings(store);
  kept = openKeptPeriods(landings);
  for (const dataset of catalog.datasets.values()) await createTable(warehouse, dataset, tableName(dataset.id));
});
afterAll(async () => {
  await warehouse.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const momentOf = (from: Catalog, clock = now): Moment => {
  const hash = (type: "metric" | "calendar", id: string) => ({
    version: 1,
    hash: definitionHash(from, type, id),
    history: [],
  });
  const versions = new Map([
    ["calendar:calendar", hash("calendar", "calendar")],
    ...[...from.metrics.keys()].map((id) => [`metric:${id}`, hash("metric", id)] as const),
  ]);
  const inForce = { catalog: from, findings: [], versions, places: new Map(), revision: 1, drift: new Map() };
  return takeMoment(inForce, landings, new Map(), [], clock);
};
const instant = (at: number): string => new Date(at).toISOString().slice(0, 23).replace("T", " ");
type Cells = readonly (string | number | null)[];
const landIn = async (
  dataset: string,
  columns: readonly string[],
  rows: { at: number; cells: Cells }[],
  file = false,
) => {
  const sequence = landings.begin(dataset);
  const values = rows.map(({ at, cells }) => [instant(at), ...cells, instant(at), sequence]);
  await warehouse.insert(tableName(dataset), values, { columns: [...columns, "_at", "_sequence"] });
  const times = rows.map(({ at }) => at);
  const landing = {
    dataset,
    sequence,
    batchKey: null,
    rows: rows.length,
    landedAt: now,
    first: Math.min(...times),
    watermark: Math.max(...times),
    kind: file ? ("file" as const) : ("push" as const),
    fingerprint: null,
    touched: times.map((at) => ({ start: at, end: at + 1 })),
  };
  await store.db.transaction().execute((transaction) => landings.insert(transaction, landing, file));
  await landings.recorded(landing);
};
const land = (rows: readonly { at: number; amount: number | null; shop?: string }[], file = false): Promise<void> =>
  landIn(
    "orders",
    ["at", "amount", "shop"],
    rows.map(({ at, amount, shop = "A" }) => ({ at, cells: [amount, shop] })),
    file,
  );
const metrics = ["sales", "mean", "sales_28"];
const questionOf = (grain: Grain, more: Partial<Question> = {}): Question => ({
  metrics,
  grain,
  spans: periodsBetween(start, now, grain, catalog.calendar),
  by: [],
  where: null,
  until: now,
  limit: 3,
  ...more,
});
const ask = async (question: Question, options: { anew?: boolean; moment?: Moment } = {}): Promise<Run> => {
  const whenSound: (() => void)[] = [];
  const moment = options.moment ?? momentOf(catalog);
  const own = options.anew ? null : kept;
  const done = await run({ warehouse, moment, guarded: false, lane: "interactive", kept: own, whenSound }, question);
  for (const act of whenSound) act();
  return done;
};
const same = async (question: Question): Promise<Run> => {
  const done = await ask(question);
  const anew = await ask(question, { anew: true });
  expect([done.series, done.omitted]).toEqual([anew.series, anew.omitted]);
  return done;
};
const shops = ["A", "B", "C", "D", "É", "'; --"];
const everyDay = Array.from({ length: 110 }, (_, index) => ({
  at: start + index * day + 3_600_000,
  amount: (index * 37) % 101,
  shop: shops[(index * 7) % shops.length] ?? "A",
}));

describe("values of closed periods", () => {
  it("of states and of first cohorts are computed again where rows landed long before them", async () => {
    const asked = (grain: Grain): Question =>
      questionOf(grain, { metrics: grain === "week" ? ["latest", "kept"] : ["latest"] });
    await land(everyDay.filter(({ shop }) => shop !== "C"));
    for (const grain of ["day", "week"] as const) await same(asked(grain));
    await land([
      { at: start + 30 * day, amount: 77, shop: "C" },
      { at: start + 75 * day, amount: 77, shop: "C" },
    ]);
    for (const grain of ["day", "week"] as const) await same(asked(grain));
    await land([{ at: start - 300 * day, amount: 1, shop: "A" }]);
    for (const grain of ["day", "week"] as const) await same(asked(grain));
    await warehouse.command({ sql: `TRUNCATE TABLE ${tableName("orders")}`, parameters: {} });
    kept.clear();
  });

  it("are kept: asked again, only the period that is not over is computed", async () => {
    await land(everyDay);
    for (const grain of ["day", "week", "month"] as const) {
      await same(questionOf(grain));
      await same(questionOf(grain));
    }
    const closed = questionOf("month", { spans: periodsBetween(start, start + 90 * day, "month", catalog.calendar) });
    expect((await same(closed)).read).toEqual({ rows: 0, bytes: 0, elapsedMs: 0 });
  });

  it("are kept by slice, ranked and cut off as the engine would", async () => {
    for (const limit of [1, 3, 10]) {
      const question = questionOf("week", { by: ["shop"], limit });
      await same(question);
      await same({ ...question, spans: question.spans.slice(2, 9) });
    }
  });

  it("are computed again where rows landed, and in every window these lie in, but nowhere else", async () => {
    const question = questionOf("week");
    await same(question);
    await land([{ at: start + 9 * day, amount: 1000 }]);
    const after = await same(question);
    expect(after.series.find(({ metric }) => metric === "sales")?.observations[1]?.value).toBeGreaterThan(1000);
    expect((await same(questionOf("week", { spans: question.spans.slice(7, 13) }))).read.rows).toBe(0);
    await land([{ at: start + 9 * day, amount: 5, shop: "a new one" }]);
    await same(questionOf("week", { by: ["shop"], limit: 10 }));
  });

  it("are computed again everywhere when a joined row lands, whatever its time", async () => {
    const questions = [
      questionOf("month", { metrics: ["northern"] }),
      questionOf("month", { metrics: ["sales"], by: ["place.region"] }),
      questionOf("month", { metrics: ["sales"], where: "place.region = 'north'" }),
    ];
    const sum = async (): Promise<(number | null | undefined)[]> => {
      const done: Run[] = [];
      for (const question of questions) done.push(await same(question));
      return done.map(({ series }) => series[0]?.observations[0]?.value);
    };
    const before = await sum();
    await landIn("places", ["opened", "id", "region"], [{ at: start - 9000 * day, cells: ["A", "north"] }]);
    const north = await sum();
    expect(north).not.toEqual(before);
    await landIn("places", ["opened", "id", "region"], [{ at: start - 9000 * day, cells: ["A", "south"] }]);
    expect((await sum())[0]).toBe(0);
  });

  it("do not answer where the columns they are cut and chosen by are joined in another way", async () => {
    const moment = momentOf(catalogOf("amount > 0", "depot"));
    for (const more of [{ by: ["place.region"] }, { where: "place.region = 'south'" }]) {
      const question = questionOf("month", { metrics: ["sales"], ...more });
      const before = await same(question);
      const anew = await ask(question, { moment, anew: true });
      expect(anew.series).not.toEqual(before.series);
      expect((await ask(question, { moment })).series).toEqual(anew.series);
    }
  });

  it("give a slice without a single known amount the value its rows give", async () => {
    await land([{ at: start + 2 * day, amount: null, shop: "none" }]);
    const question = questionOf("month", { by: ["shop"], limit: 20 });
    const formula = { ...question, metrics: ["mean_or_none"] };
    for (const one of [question, formula]) await same({ ...one, spans: one.spans.slice(0, 1) });
    await land([{ at: start + 40 * day, amount: 3, shop: "none" }]);
    for (const one of [question, formula, question, formula]) await same(one);
  });

  it("do not answer for another condition, another definition, or definitions that are not in force", async () => {
    await same(questionOf("week", { where: "amount > 50" }));
    const other = catalogOf("amount > 90");
    const moment = momentOf(other);
    const done = await ask(questionOf("week"), { moment });
    const anew = await ask(questionOf("week"), { moment, anew: true });
    expect(done.series).toEqual(anew.series);
    const proposed = { ...momentOf(catalog), catalog: other };
    expect((await ask(questionOf("week"), { moment: proposed })).series).toEqual(anew.series);
  });

  it("are not used by an answer at an earlier moment, nor kept of one that saw other rows", async () => {
    const question = questionOf("month");
    const before = momentOf(catalog);
    await ask(question);
    await land([{ at: start + 3 * day, amount: 10_000 }]);
    await same(question);
    const late = await ask(question, { moment: before });
    expect(late.read.rows).toBeGreaterThan(0);
    await same(question);
  });

  it("are forgotten when the file behind them is loaded anew", async () => {
    await warehouse.command({ sql: `TRUNCATE TABLE ${tableName("orders")}`, parameters: {} });
    await land([{ at: start + 40 * day, amount: 7 }], true);
    await same(questionOf("month"));
    await same(questionOf("month", { by: ["shop"] }));
  });
});
