import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

/** Twelve months of orders: 10, 20, … 120 a month through one channel. */
const orders = ["ordered_at,amount,channel"]
  .concat(
    Array.from({ length: 12 }, (_, index) => {
      const month = String(index + 1).padStart(2, "0");
      return `2025-${month}-10T10:00:00,${(index + 1) * 10},web`;
    }),
  )
  .join("\n");

const metrics = `metrics:
  - { id: revenue, kind: simple, label: Revenue, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount }
  - { id: web, kind: simple, label: Web, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount, where: channel = 'web' }
  - { id: store, kind: simple, label: Store, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount, where: channel = 'store' }
  - { id: all_sales, kind: derived, label: All sales, unit: count, direction: up_is_good, expression: web + store }
  - { id: basket, kind: simple, label: Basket, unit: number, direction: up_is_good, dataset: orders, aggregation: average, expression: amount }
`;
const kpi = (id: string, metric: string, more: string) => `  - id: ${id}
    metric: ${metric}
    objective: The shop lives from it.
    owner: ada
    grain: month
    cadence: monthly
    timing: lagging
    action_when_red: Call a meeting.
    cannot_be_gamed_because: The bank counts.
${more}`;
const kpis = `kpis:
${kpi("all_sales", "all_sales", "    level: company\n    target: { value: 100 }\n")}${kpi("web", "web", "    level: team\n    org_unit: online\n    target: { value: 60 }\n")}${kpi("store", "store", "    level: team\n    org_unit: counter\n    target: { value: 30 }\n")}${kpi("basket", "basket", "    level: company\n    target: { value: 5 }\n")}dashboards:
  - { id: shop, label: Shop, grain: month, kpis: [all_sales, web] } # the wall
`;
const organisation = `${(shop["workspace.yaml"] ?? "").replace("2026-03-01T00:00", "2026-01-01T00:00").replace("{ id: ada, label: Ada }", "{ id: ada, label: Ada, org_unit: online }\n  - { id: bob, label: Bob }")}org_units:
  - { id: company, label: Company, level: company }
  - { id: online, label: Online, level: team, parent: company }
  - { id: counter, label: Counter, level: team, parent: company }
`;
let flow: Flow;

beforeAll(async () => {
  const files = { ...shop, "workspace.yaml": organisation, "metrics.yaml": metrics, "kpis.yaml": kpis };
  flow = await startFlow({ files });
  await flow.fetch("/v1/ingest/orders", { method: "POST", headers: { "content-type": "text/csv" }, body: orders });
  await flow.running.clock.refresh();
});
afterAll(() => discard(flow));

describe("making a KPI of a metric (K1)", () => {
  const ask = (fields: Record<string, unknown>) =>
    flow.call("gate", { body: { id: "revenue", metric: "revenue", fields } });

  it("says everything that is missing at once, and asks what optimising it alone would do", async () => {
    const { findings, gaming, yaml, replay } = await ask({ grain: "month" });
    const rules = findings.map(({ rule }) => rule);
    for (const piece of ["objective", "owner", "target", "cadence", "timing", "action", "guardrail"])
      expect(rules).toContain(`gate/${piece}`);
    expect(gaming?.question).toContain("only this number");
    expect(yaml).toContain("metric: revenue");
    expect(replay).toBeNull();
  });

  it("holds a target against history, judges history by thresholds, and suggests a cadence and a guardrail with reasons", async () => {
    const thresholds = { green: ">= 100", yellow: ">= 50 and < 100", red: "< 50" };
    const answer = await ask({ grain: "month", target: { value: 110 }, thresholds });
    expect(answer.history.map(({ value }) => value)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]);
    expect(answer.target).toEqual({
      of: 12,
      met: 2,
      sentence: "You were at or above this in 2 of the last 12 months.",
    });
    // 10 to 40 are red, 50 to 90 yellow, 100 to 120 green; the last month has not arrived whole, its data ends on the 10th.
    expect(answer.replay).toMatchObject({ red: 4, yellow: 5 });
    expect(answer.history.filter(({ status }) => status === "red")).toHaveLength(4);
    // A straight line has moved by four times its monthly noise within two months.
    expect(answer.cadence?.cadence).toBe("quarterly");
    expect(answer.cadence?.reason).toContain("2 months");
    expect(answer.guardrails.map(({ id }) => id)).toContain("basket");
  });

  it("with nonsense in it gives findings and no numbers, and changes nothing", async () => {
    const answer = await ask({ target: "many", owner: "nobody" });
    expect(answer.findings.length).toBeGreaterThan(0);
    expect(answer.history).toEqual([]);
    expect((await flow.fetch("/v1/kpis/revenue")).status).toBe(404);
  });

  it("ends with an edit like any other, and going back is one act that keeps everything", async () => {
    const fields = {
      metric: "revenue",
      objective: "The shop lives from it.",
      owner: "ada",
      grain: "month",
      target: { value: 110 },
      cadence: "monthly",
      timing: "lagging",
      action_when_red: "Call a meeting.",
      guardrails: ["basket"],
    };
    await flow.call("applyEdit", { body: { edits: [{ type: "kpi", id: "revenue", base: null, fields }] } });
    expect((await flow.call("kpi", { params: { id: "revenue" } })).tile.id).toBe("revenue");
    await flow.call("demote", { params: { id: "web" }, body: { reason: "It never moved a decision." } });
    const { entry, history, target } = await flow.call("dictionaryPage", { params: { id: "web" }, query: "?type=kpi" });
    expect(entry).toMatchObject({ state: "archived", usedIn: [] });
    expect([history.length, target]).toEqual([1, "60"]);
    const { yaml } = await flow.call("definition", { params: { type: "dashboard", id: "shop" } });
    expect(yaml).toBe("{ id: shop, label: Shop, grain: month, kpis: [all_sales] }");
    const { comments } = await flow.call("comments", { query: "?type=kpi&id=web" });
    expect(comments).toMatchObject([{ text: "Demoted: It never moved a decision." }]);
    const again = await flow.fetch("/v1/kpis/web/demote", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ reason: "Again." }),
    });
    expect(again.status).toBe(409);
    const base = (await flow.call("definition", { params: { type: "kpi", id: "web" } })).yaml;
    await flow.call("applyEdit", { body: { edits: [{ type: "kpi", id: "web", base, fields: { state: null } }] } });
    expect((await flow.call("dictionaryPage", { params: { id: "web" }, query: "?type=kpi" })).entry.state).toBe(
      "approved",
    );
  });
});

describe("the organisation (K8)", () => {
  it("shows units with their people and KPIs, who is nowhere, and KPIs linked to nothing", async () => {
    const { units, unplaced, kpis: nodes } = await flow.call("organisation");
    expect(units.find(({ id }) => id === "online")).toMatchObject({
      parent: "company",
      people: [{ id: "ada" }],
      kpis: ["web"],
    });
    expect(unplaced).toEqual([{ id: "bob", label: "Bob" }]);
    expect(nodes.find(({ id }) => id === "all_sales")).toMatchObject({ level: "company", target: 100, orphan: false });
  });

  it("links a formula to the KPIs on its parts and shows the gap between their targets and its own", async () => {
    const { links, reconciliations } = await flow.call("organisation");
    expect(links).toContainEqual({ from: "web", to: "all_sales", kind: "component" });
    expect(links).toContainEqual({ from: "basket", to: "revenue", kind: "guardrail" });
    expect(reconciliations).toMatchObject([
      { kpi: "all_sales", formula: "web + store", wanted: 100, fromParts: 90, gap: -10, share: -0.1 },
    ]);
  });

  it("counts declared contributions, and cannot tell when one has no target", async () => {
    const edits = [];
    for (const id of ["web", "store"]) {
      const { yaml } = await flow.call("definition", { params: { type: "kpi", id } });
      const fields = {
        contributes_to: ["revenue"],
        ...(id === "store" ? { target: null, thresholds: { green: ">= 1", red: "< 1" } } : {}),
      };
      edits.push({ type: "kpi", id, base: yaml, fields });
    }
    await flow.call("applyEdit", { body: { edits } });
    const { links, reconciliations } = await flow.call("organisation");
    expect(links).toContainEqual({ from: "store", to: "revenue", kind: "contributes" });
    expect(reconciliations.find(({ kpi: id }) => id === "revenue")).toMatchObject({
      fromParts: null,
      missing: ["store"],
    });
  });
});
