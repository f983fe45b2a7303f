import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

const files: Record<string, string> = {
  ...shop,
  "visits.csv": "day,visitors\n2026-01-05,10\n2026-02-01,20\n",
  "workspace.yaml": (shop["workspace.yaml"] ?? "").replace(', as_of: "2026-03-01T00:00"', ""),
  "datasets.yaml": (shop["datasets.yaml"] ?? "").replace("label: Orders\n", "label: Orders\n    stale_after: 40d\n"),
  "kpis.yaml": `${(shop["kpis.yaml"] ?? "").split("dashboards:")[0]}  - id: visitors
    metric: visitors
    objective: People come in.
    owner: ada
    level: team
    grain: month
    cadence: monthly
    timing: leading
    thresholds: { green: ">= 5", red: "< 5" }
    action_when_red: Hand out leaflets.
    cannot_be_gamed_because: The door counts.
dashboards:
  - { id: shop, label: Shop, grain: month, kpis: [revenue, visitors] }
`,
};

/** Of the server; what is learned is learned at it. */
let clock = Date.parse("2026-02-02T09:00:00Z");
let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ files, now: () => clock });
});
afterAll(() => discard(flow));

const page = (query = "", id = "revenue") => flow.call("kpi", { params: { id }, query });
const history = async (id = "revenue") => (await page("?from=2026-01-01", id)).history;
const events = async (id = "revenue") =>
  (await history(id)).restatements.map(({ at, cause, from, to, absolute, relative, rows }) => [
    new Date(at).toISOString().slice(0, 10),
    cause,
    from,
    to,
    absolute,
    relative,
    rows,
  ]);
const knownOn = async (known: string): Promise<unknown[][]> => {
  const { series } = await flow.call("ask", { body: { kpis: ["revenue"], from: "2026-01-01", known } });
  return (series[0]?.observations ?? []).map(({ periodKey, value }) => [periodKey, value]);
};
const push = async (csv: string): Promise<void> => {
  const body = `ordered_at,amount,channel\n${csv}\n`;
  const reply = await flow.fetch("/v1/ingest/orders", {
    method: "POST",
    headers: { "content-type": "text/csv" },
    body,
  });
  expect(reply.status).toBe(202);
};
const apply = (changed: Record<string, string>) => {
  const all = { ...files, ...changed };
  const yaml = Object.entries(all).filter(([path]) => path.endsWith(".yaml"));
  return flow.call("applyDefinitions", { body: { files: yaml.map(([path, text]) => ({ path, text })) } });
};
const doubled = (files["metrics.yaml"] ?? "").replace("expression: amount }", "expression: amount * 2 }");
const lately = { timeout: 20_000, interval: 50 };

const late = ["2026-02-05", "late_data", 150, 180, 30, 0.2, 1];
const redefined = ["2026-02-10", "definition", 180, 360, 180, 1, 0];

describe("the two clocks", () => {
  it("publish a month that is over, and call it no restatement", async () => {
    await push("2025-08-03T12:00:00,70,web\n2025-10-05T12:00:00,20,web\n2025-12-24T12:00:00,300,store");
    await push("2026-01-10T12:00:00,100,web\n2026-01-20T12:00:00,50,web\n2026-02-01T10:00:00,10,web");
    await expect
      .poll(async () => (await history()).periods, lately)
      .toMatchObject([{ periodKey: "2026-01", reported: { value: 150, version: 1 }, restated: { value: 150 } }]);
    expect(await events()).toEqual([]);
  });

  it("keep late rows as an event with its size, and the line as it was reported", async () => {
    clock = Date.parse("2026-02-05T09:00:00Z");
    await push("2026-01-25T12:00:00,30,store");
    await expect.poll(() => events(), lately).toEqual([late]);
    const { periods, restatements } = await history();
    expect(periods).toMatchObject([{ reported: { value: 150 }, restated: { value: 180 } }]);
    expect(restatements[0]?.sentence).toBe(
      "January 2026 went from 150 to 180 (+30, +20.0%): 1 more row landed after it was settled.",
    );
  });

  it("keep a change of the definition as another one, and mark the break", async () => {
    clock = Date.parse("2026-02-10T09:00:00Z");
    await apply({ "metrics.yaml": doubled });
    await expect.poll(() => events(), lately).toEqual([redefined, late]);
    expect((await history()).breaks).toMatchObject([{ fromVersion: 1, toVersion: 2, periodKey: null }]);
  });

  it("answer what was known before and after each, and nothing of before anything was known", async () => {
    expect(await knownOn("2026-02-01")).toEqual([]);
    expect(await knownOn("2026-02-02T08:59:59Z")).toEqual([]);
    expect(await knownOn("2026-02-02")).toEqual([["2026-01", 150]]);
    expect(await knownOn("2026-02-04")).toEqual([["2026-01", 150]]);
    expect(await knownOn("2026-02-05T09:00:00Z")).toEqual([["2026-01", 180]]);
    expect(await knownOn("2026-02-09")).toEqual([["2026-01", 180]]);
    expect(await knownOn("2026-02-10")).toEqual([["2026-01", 360]]);
  });

  it("show the page and the dashboard of a day, judged by what had landed then", async () => {
    const then = await page("?known=2026-02-04");
    expect(then.known).toBe(Date.parse("2026-02-04T22:59:59.999Z"));
    expect(then.tile).toMatchObject({
      latest: { periodKey: "2026-01", value: 150, sampleSize: 2 },
      standing: { status: "green", periodKey: "2026-01" },
      toDate: null,
    });
    expect(then.history.restatements).toEqual([]);
    const { tiles, known } = await flow.call("dashboard", { params: { id: "shop" }, query: "?known=2026-02-05" });
    expect(known).not.toBeNull();
    expect(tiles.map(({ id, latest }) => [id, latest?.value])).toEqual([
      ["revenue", 180],
      ["visitors", 10],
    ]);
    const before = await page("?known=2025-12-31");
    expect(before.tile).toMatchObject({ latest: null, series: [], standing: { status: "unknown", reason: "no_data" } });
  });

  it("agree now: as known now is what is computed, period by period, and so is the standing", async () => {
    const [computed, known] = [await page(), await page("?known=2026-02-10")];
    const whole = computed.tile.series.filter((one) => !one.current && one.presence !== "unknown");
    expect(whole.map(({ periodKey, value }) => [periodKey, value])).toEqual([
      ["2025-08", 140],
      ["2025-09", 0],
      ["2025-10", 40],
      ["2025-11", 0],
      ["2025-12", 600],
      ["2026-01", 360],
    ]);
    expect(known.tile.series.filter(({ presence }) => presence !== "unknown")).toEqual(whole);
    expect(known.tile.standing).toEqual(computed.tile.standing);
    expect(known.tile.latest).toEqual(computed.tile.latest);
  });

  it("give a receipt that runs again to the same, also after more was learned", async () => {
    const ask = () => flow.call("ask", { body: { kpis: ["revenue"], from: "2026-01-01", known: "2026-12-31" } });
    const { receipt } = await ask();
    expect(receipt.definitions).toMatchObject([{ id: "revenue", version: 2 }]);
    clock += 1000;
    await push("2026-01-26T12:00:00,5,store");
    await expect.poll(async () => (await events()).length, lately).toBe(3);
    expect((await ask()).series[0]?.observations[0]?.value).toBe(370);
    expect(await flow.call("verifyReceipt", { params: { id: receipt.id } })).toMatchObject({ same: true });
  });

  it("lose nothing to a clock that was put back: what is learned then comes last", async () => {
    clock = Date.parse("2026-02-07T09:00:00Z");
    await push("2026-01-27T12:00:00,15,store");
    await expect
      .poll(async () => (await events())[0], lately)
      .toEqual(["2026-02-10", "late_data", 370, 400, 30, 30 / 370, 1]);
    expect(await knownOn("2026-12-31")).toEqual([["2026-01", 400]]);
    expect(await knownOn("2026-02-06")).toEqual([["2026-01", 180]]);
    clock = Date.parse("2026-02-11T09:00:00Z");
  });

  it.each([
    ["by slice", "/v1/kpis/revenue?known=2026-02-04&by=channel", "without slices"],
    ["by a grain nothing is kept at", "/v1/kpis/revenue?known=2026-02-04&grain=week", "is not kept by week"],
    ["on a day there is not", "/v1/kpis/revenue?known=2026-02-30", "is not a date"],
    ["on a dashboard, on no day at all", "/v1/dashboards/shop?known=yesterday", "is not a date"],
    ["on a dashboard by another grain", "/v1/dashboards/shop?known=2026-02-04&grain=day", "is not kept by day"],
  ])("refuse what was not kept: %s", async (_, path, sentence) => {
    const reply = await flow.fetch(path);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ code: "invalid_request", detail: expect.stringContaining(sentence) });
  });

  it.each([
    [{ metrics: ["revenue"] }, "of KPIs, not of metrics"],
    [{ kpis: ["revenue"], where: "amount > 1" }, "without slices and conditions"],
    [{ kpis: ["revenue"], by: ["channel"] }, "without slices and conditions"],
  ])("refuse to answer from memory what was never in it: %j", async (question, sentence) => {
    const body = JSON.stringify({ ...question, known: "2026-02-04" });
    const reply = await flow.fetch("/v1/ask", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ detail: expect.stringContaining(sentence) });
  });

  it("keep what was learned of a KPI that is gone, for when it comes back", async () => {
    const kpis = (files["kpis.yaml"] ?? "").replace(/ {2}- id: revenue[\s\S]*?(?= {2}- id: visitors)/, "");
    await apply({ "metrics.yaml": doubled, "kpis.yaml": kpis.replace("[revenue, visitors]", "[visitors]") });
    expect((await flow.fetch("/v1/kpis/revenue?known=2026-02-04")).status).toBe(404);
    await apply({ "metrics.yaml": doubled });
    expect(await knownOn("2026-02-04")).toEqual([["2026-01", 150]]);
    expect(await events()).toHaveLength(4);
  });

  it("call rows of a file that were taken away a correction", async () => {
    expect(await events("visitors")).toEqual([]);
    clock = Date.parse("2026-02-12T09:00:00Z");
    await flow.stop();
    writeFileSync(join(flow.folder, "visits.csv"), "day,visitors\n2026-01-05,8\n2026-02-01,20\n");
    flow = await startFlow({ folder: flow.folder, now: () => clock });
    await expect.poll(() => events("visitors"), lately).toEqual([["2026-02-12", "correction", 10, 8, -2, -0.2, 0]]);
  });
});
