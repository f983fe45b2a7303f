import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

let flow: Flow;

/** December 10; January 100 web and 50 store; February 80 web and 30 store; on 1 March, when February is over, 1. */
const orders = `ordered_at,amount,channel
2025-12-10T10:00:00,10,store
2026-01-05T10:00:00,100,web
2026-01-20T10:00:00,50,store
2026-02-03T10:00:00,80,web
2026-02-10T10:00:00,30,store
2026-03-01T10:00:00,1,store
`;

const metrics = (shop["metrics.yaml"] ?? "").concat(
  "  - { id: tax, kind: derived, label: Tax, unit: count, direction: up_is_good, expression: revenue / 5 }\n",
);
const workspace: Record<string, string> = {
  ...shop,
  "workspace.yaml": (shop["workspace.yaml"] ?? "").replace("2026-03-01T00:00", "2026-03-02T12:00"),
  "metrics.yaml": metrics,
};
const files = (edit: (text: string, path: string) => string = (text) => text) =>
  Object.entries(workspace)
    .filter(([path]) => path.endsWith(".yaml"))
    .map(([path, text]) => ({ path, text: edit(text, path) }));

const webOnly = (text: string) =>
  text.replace("aggregation: sum, expression: amount", "aggregation: sum, expression: amount, where: channel = 'web'");

const effectOf = async (edit: (text: string, path: string) => string) => {
  const { effect } = await flow.call("planDefinitions", { body: { files: files(edit), effect: true } });
  if (effect === null) throw new Error("no effect");
  return effect;
};

beforeAll(async () => {
  flow = await startFlow({ files: workspace });
  const body = { method: "POST", headers: { "content-type": "text/csv" }, body: orders };
  expect((await flow.fetch("/v1/ingest/orders", body)).status).toBe(202);
});
afterAll(() => discard(flow));

describe("the numeric effect of a change before it lands (K3)", () => {
  it("is not computed for files with errors, nor when nobody asks", async () => {
    const broken = await flow.call("planDefinitions", {
      body: { files: [{ path: "a.yaml", text: "kpis: [" }], effect: true },
    });
    expect(broken.effect).toBeNull();
    expect(broken.findings.length).toBeGreaterThan(0);
    expect((await flow.call("planDefinitions", { body: { files: files(webOnly) } })).effect).toBeNull();
  });

  it("says how many past values move, by how much, and in which period", async () => {
    const { series } = await effectOf(webOnly);
    const revenue = series.find(({ id }) => id === "revenue");
    expect(revenue).toMatchObject({ grain: "month", periods: 3, moved: 3, appeared: 0, disappeared: 0 });
    expect(revenue?.points.map(({ periodKey, before, after }) => [periodKey, before, after])).toEqual([
      ["2025-12", 10, 0],
      ["2026-01", 150, 100],
      ["2026-02", 110, 80],
    ]);
    expect(revenue?.largest).toMatchObject({ periodKey: "2026-01", absolute: -50 });
    expect(revenue?.largest?.relative).toBeCloseTo(-1 / 3, 12);
    // Sizes 10, 50 and 30; 1, 1/3 and 3/11 of what they were.
    expect(revenue?.median?.absolute).toBe(30);
    expect(revenue?.median?.relative).toBeCloseTo(1 / 3, 12);
  });

  it("reaches what is built on the changed metric", async () => {
    const { series } = await effectOf(webOnly);
    expect(series.find(({ id }) => id === "tax")?.points.at(-1)).toMatchObject({ before: 22, after: 16 });
  });

  it("says which statuses flip, and which past ones would have been others", async () => {
    const { kpis, dashboards } = await effectOf(webOnly);
    expect(kpis).toMatchObject([
      {
        id: "revenue",
        from: { status: "green" },
        to: { status: "yellow", reason: "ok" },
        flips: true,
        periods: 3,
        changed: 1,
        changes: [{ periodKey: "2026-02", from: "green", to: "yellow" }],
      },
    ]);
    expect(dashboards).toEqual([{ id: "shop", label: "Shop" }]);
  });

  it("of a threshold moves no value, only statuses", async () => {
    const { series, kpis } = await effectOf((text) =>
      text.replace('green: ">= 100", yellow: ">= 50 and < 100"', 'green: ">= 120", yellow: ">= 50 and < 120"'),
    );
    expect(series).toEqual([]);
    expect(kpis).toMatchObject([{ to: { status: "yellow" }, changes: [{ periodKey: "2026-02" }] }]);
  });

  it("of a KPI that looks at another metric is that of the one against the other", async () => {
    const { series } = await effectOf((text) => text.replace("metric: revenue", "metric: tax"));
    expect(series).toMatchObject([{ type: "kpi", id: "revenue", periods: 3, moved: 3 }]);
    expect(series[0]?.points.at(-1)).toMatchObject({ before: 110, after: 22 });
  });

  it("of a cosmetic change is nothing", async () => {
    expect(await effectOf((text) => text.replace("label: Tax", "label: Taxes"))).toMatchObject({
      series: [],
      kpis: [],
      dashboards: [],
    });
  });

  it("of a column that has not been read is known later, and the other lines stand", async () => {
    const { series, kpis } = await effectOf((text) =>
      webOnly(text)
        .replace("visitors: { type: integer }", "visitors: { type: integer }\n      guests: { type: integer }")
        .replace("expression: visitors", "expression: visitors + guests"),
    );
    expect(series.find(({ id }) => id === "visitors")).toMatchObject({
      periods: 0,
      broken: {
        before: null,
        after: 'It is known once the data has been read anew: the column "guests" of visits is new.',
      },
    });
    expect(series.find(({ id }) => id === "revenue")).toMatchObject({ moved: 3 });
    expect(kpis).toMatchObject([{ id: "revenue", flips: true }]);
  });

  it("changes nothing that is in force", async () => {
    await effectOf(webOnly);
    expect((await flow.call("kpi", { params: { id: "revenue" } })).tile.latest?.value).toBe(110);
  });
});

describe("the workspace folder", () => {
  it("that says what is in force has no changes, and no effect", async () => {
    expect(await flow.call("folderChanges", { query: "?effect=true" })).toMatchObject({ changes: [], effect: null });
  });

  it("that was edited shows the change, its effect, and the files that would be applied", async () => {
    writeFileSync(join(flow.folder, "metrics.yaml"), webOnly(metrics));
    const { changes, effect, files: read } = await flow.call("folderChanges", { query: "?effect=true" });
    expect(changes.map(({ type, id, change }) => `${change} ${type} ${id}`)).toEqual([
      "semantic metric revenue",
      "semantic metric tax",
      "semantic kpi revenue",
    ]);
    expect(effect?.kpis).toMatchObject([{ id: "revenue", flips: true }]);
    const applied = await flow.call("applyDefinitions", { body: { files: read } });
    expect(applied.applied).toBe(true);
    expect((await flow.call("folderChanges")).changes).toEqual([]);
  });
});
