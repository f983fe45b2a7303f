import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

const metrics = (shop["metrics.yaml"] ?? "").concat(
  "  - { id: tax, kind: derived, label: Tax, unit: count, direction: up_is_good, expression: revenue / 5, formerly: [levy], synonyms: [duty] }\n",
);
const kpis = (shop["kpis.yaml"] ?? "").replace(
  "metric: revenue\n",
  "metric: revenue\n    formerly: [turnover]\n    departments: [sales]\n",
);
let flow: Flow;

beforeAll(async () => {
  flow = await startFlow({ files: { ...shop, "metrics.yaml": metrics, "kpis.yaml": kpis } });
  const body = "ordered_at,amount,channel\n2026-01-05T10:00:00,100,web\n2026-02-05T10:00:00,50,web\n";
  await flow.fetch("/v1/ingest/orders", { method: "POST", headers: { "content-type": "text/csv" }, body });
  await flow.running.clock.refresh();
});
afterAll(() => discard(flow));

describe("the dictionary", () => {
  it("finds by words and facets, counts them, and shows a part", async () => {
    const all = await flow.call("dictionary");
    expect([all.total, all.all]).toEqual([4, 4]);
    expect(all.facets.type).toEqual([
      { value: "metric", label: "metric", count: 3 },
      { value: "kpi", label: "kpi", count: 1 },
    ]);
    const found = await flow.call("dictionary", { query: "?q=duty&limit=10" });
    expect(found.entries.map(({ id }) => id)).toEqual(["tax"]);
    const sales = await flow.call("dictionary", { query: "?department=sales&source=orders" });
    expect(sales.entries.map(({ id, type, owner }) => [type, id, owner?.id])).toEqual([["kpi", "revenue", "ada"]]);
    const part = await flow.call("dictionary", { query: "?limit=1&offset=3" });
    expect([part.total, part.entries.length]).toEqual([4, 1]);
  });

  it.each(["?limit=-1", "?limit=many", "?q=x&order=by", `?q=${"x".repeat(300)}`])("refuses %s", async (query) => {
    expect((await flow.fetch(`/v1/dictionary${query}`)).status).toBe(400);
  });

  it("has a page for each definition: what for, from what, for whom, and where it is used", async () => {
    const page = await flow.call("dictionaryPage", { params: { id: "revenue" } });
    expect(page).toMatchObject({
      entry: { type: "kpi", id: "revenue", state: "approved" },
      askedAs: null,
      objective: "The shop lives from it.",
      target: "100 – Plan",
      thresholds: { basis: "absolute", red: "< 50" },
      usedIn: { dashboards: [{ id: "shop" }], reviews: [], alerts: [] },
    });
    expect(page.entry.standing?.reason).toBe("stale");
    expect(page.sources).toMatchObject([{ id: "orders", watermark: Date.UTC(2026, 1, 5, 9) }]);
    const metric = await flow.call("dictionaryPage", { params: { id: "revenue" }, query: "?type=metric" });
    expect(metric.usedIn).toMatchObject({ kpis: [{ id: "revenue" }], metrics: [{ id: "tax" }] });
    const tax = await flow.call("dictionaryPage", { params: { id: "tax" } });
    expect(tax.components).toEqual([{ id: "revenue", label: "Revenue" }]);
    expect((await flow.fetch("/v1/dictionary/taxx")).status).toBe(404);
  });

  it("keeps links to handles of the past working, and says which one was asked for", async () => {
    const page = await flow.call("dictionaryPage", { params: { id: "levy" } });
    expect(page).toMatchObject({ entry: { id: "tax" }, askedAs: "levy" });
    const kpi = await flow.call("kpi", { params: { id: "turnover" } });
    expect(kpi.tile.id).toBe("revenue");
  });

  it("shows what each version changed, by whom, and what the numbers would be under an earlier one", async () => {
    const { yaml } = await flow.call("definition", { params: { type: "metric", id: "revenue" } });
    const edits = [{ type: "metric", id: "revenue", base: yaml, fields: { expression: "amount * 2" } }];
    await flow.call("applyEdit", { body: { edits } });
    const { history } = await flow.call("dictionaryPage", { params: { id: "revenue" }, query: "?type=metric" });
    expect(history.map(({ version }) => version)).toEqual([2, 1]);
    expect(history[0]).toMatchObject({
      by: { kind: "person" },
      fields: [{ path: "expression", before: "amount", after: "amount * 2" }],
    });
    expect(history[1]).toMatchObject({ by: { kind: "folder", name: "workspace folder" }, fields: [] });
    const effect = await flow.call("versionEffect", { params: { id: "revenue", version: "1" } });
    const points = effect.series.find(({ id, type }) => id === "revenue" && type === "metric")?.points ?? [];
    expect(points.map(({ before, after }) => [before, after])).toContainEqual([200, 100]);
    expect((await flow.fetch("/v1/dictionary/revenue/versions/7/effect")).status).toBe(404);
  });

  it("keeps the versions of a definition that was renamed", async () => {
    const { yaml } = await flow.call("definition", { params: { type: "metric", id: "tax" } });
    const edits = [
      { type: "metric", id: "tax", base: yaml, remove: true },
      {
        type: "metric",
        id: "vat",
        base: null,
        yaml: yaml.replace("id: tax", "id: vat").replace("[levy]", "[levy, tax]"),
      },
    ];
    await flow.call("applyEdit", { body: { edits } });
    const page = await flow.call("dictionaryPage", { params: { id: "tax" } });
    expect(page).toMatchObject({ entry: { id: "vat" }, askedAs: "tax" });
    expect(page.history.map(({ version }) => version)).toEqual([1, 2, 1]);
  });
});
