import { afterAll, beforeAll, expect, it } from "vitest";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

const kpi = (id: string, metric: string, more: string): string =>
  `  - { id: ${id}, metric: ${metric}, label: ${id}, objective: The shop lives from it., grain: month, cadence: monthly, timing: lagging, action_when_red: Meet., cannot_be_gamed_because: The bank counts., ${more} }\n`;

const files = {
  ...shop,
  "workspace.yaml": `workspace: { id: shop, label: Shop, as_of: "2026-03-01T12:00" }
people: [{ id: ada, label: Ada }]
org_units:
  - { id: company, label: Company, level: company }
  - { id: web, label: Web, level: department, parent: company }
  - { id: till, label: Till, level: department, parent: company }
`,
  "metrics.yaml": `metrics:
  - { id: revenue, kind: simple, label: Revenue, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount }
  - { id: web_revenue, kind: simple, label: Web revenue, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount, where: channel = 'web' }
  - { id: till_revenue, kind: simple, label: Till revenue, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount, where: channel = 'till' }
  - { id: visitors, kind: simple, label: Visitors, unit: count, direction: up_is_good, dataset: visits, aggregation: sum, expression: visitors }
  - { id: spend, kind: ratio, label: Spend, unit: count, direction: up_is_good, numerator: revenue, denominator: visitors }
  - { id: large, kind: simple, label: Large orders, unit: count, direction: up_is_good, dataset: orders, aggregation: count, where: amount > 50 }
  - { id: orders, kind: simple, label: Orders, unit: count, direction: up_is_good, dataset: orders, aggregation: count }
  - { id: web_orders, kind: simple, label: Web orders, unit: count, direction: up_is_good, dataset: orders, aggregation: count, where: channel = 'web' }
  - { id: till_orders, kind: simple, label: Till orders, unit: count, direction: up_is_good, dataset: orders, aggregation: count, where: channel = 'till' }
  - { id: large_share, kind: ratio, label: Large share, unit: percent, direction: up_is_good, numerator: large, denominator: orders }
  - { id: web_share, kind: ratio, label: Web share, unit: percent, direction: up_is_good, numerator: { metric: large, where: channel = 'web' }, denominator: web_orders }
  - { id: till_share, kind: ratio, label: Till share, unit: percent, direction: up_is_good, numerator: { metric: large, where: channel = 'till' }, denominator: till_orders }
`,
  "kpis.yaml": `kpis:
${kpi("revenue", "revenue", "owner: ada, org_unit: company, target: { value: 100 }")}${kpi("web", "web_revenue", "owner: ada, org_unit: web, level: department, target: { value: 60 }, contributes_to: [revenue]")}${kpi("till", "till_revenue", "state: draft, org_unit: till, level: department, target: { value: 30 }, contributes_to: [revenue]")}${kpi("spend", "spend", "owner: ada, target: { value: 5 }")}${kpi("large_share", "large_share", "owner: ada, target: { value: 60% }")}${kpi("web_share", "web_share", "owner: ada, level: department, target: { value: 90% }, contributes_to: [large_share]")}${kpi("till_share", "till_share", "owner: ada, level: department, target: { value: 50% }, contributes_to: [large_share]")}`,
};

/** A web order every month, three at the till, of amounts that swing a little. */
const rows = Array.from({ length: 14 }, (_, month) =>
  ["web", "till", "till", "till"].map((channel, order) => ({
    ordered_at: `${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-0${order + 2}T10:00:00`,
    amount: (channel === "web" ? 55 : 10) + ((month * 3) % 5),
    channel,
  })),
).flat();

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ files });
  const headers = { "idempotency-key": "a" };
  const marker = { ordered_at: "2026-03-01T09:00:00", amount: 1, channel: "web" };
  await flow.call("ingest", { params: { dataset: "orders" }, body: [...rows, marker], headers });
  await flow.running.clock.refresh();
});
afterAll(() => discard(flow));

it("targets reconcile by sum, by weighted mean and by formula, and drivers nobody carries are named", async () => {
  const answer = await flow.call("cascade");
  const of = (id: string) => answer.wholes.find(({ kpi: whole }) => whole === id);
  expect(of("revenue")).toMatchObject({ algebra: "sum", wanted: 100, fromParts: 90, gap: -10, outcome: "gap" });
  // One order in four comes from the web: (90 % + 3 × 50 %) ÷ 4 = 60 %.
  const weighted = answer.wholes.find(({ algebra }) => algebra === "weighted");
  expect(weighted).toMatchObject({ kpi: "large_share", outcome: "reconciled" });
  expect(weighted?.fromParts).toBeCloseTo(0.6, 12);
  expect(of("spend")).toMatchObject({ algebra: "formula", formula: "revenue / visitors", outcome: "cannot_tell" });
  const uncarried = answer.uncarried.map(({ whole, part, why }) => `${whole}: ${part} ${why}`);
  expect(uncarried).toContain("spend: visitors no_kpi");
  expect(uncarried).toContain("revenue: till no_owner");
  expect(answer.units).toHaveLength(3);
});

it("one leaf changed moves every KPI above by its algebra, with a range; nothing is written", async () => {
  const { kpis } = await flow.call("cascade");
  const web = kpis.find(({ id }) => id === "web")?.expected;
  const revenue = kpis.find(({ id }) => id === "revenue")?.expected;
  expect(web).not.toBeNull();
  const supposed = (web?.value ?? 0) + 20;
  const { moved, unmoved } = await flow.call("whatIf", { body: { changes: [{ kpi: "web", value: supposed }] } });
  expect(unmoved).toEqual([]);
  expect(moved).toHaveLength(1);
  expect(moved[0]?.kpi).toBe("revenue");
  expect(moved[0]?.after.value).toBeCloseTo((revenue?.value ?? 0) + 20, 9);
  expect(moved[0]?.after.low).toBeLessThanOrEqual(moved[0]?.after.value ?? 0);
  const unknown = { method: "POST", headers: { "content-type": "application/json" } };
  const body = JSON.stringify({ changes: [{ kpi: "ghost", value: 1 }] });
  expect((await flow.fetch("/v1/cascade/what-if", { ...unknown, body })).status).toBe(404);
});
