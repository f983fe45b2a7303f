import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

const week = 7 * 86_400_000;
const first = Date.UTC(2025, 3, 7, 10);
/** Monday of the week the act falls into. */
const acted = Date.UTC(2025, 11, 29);

const gate = `grain: week, owner: ada, objective: The shop lives from it., cadence: weekly, timing: lagging, action_when_red: Meet.,`;
const files = {
  ...shop,
  "metrics.yaml": `metrics:
  - { id: revenue, kind: simple, label: Revenue, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount }
  - { id: visitors, kind: simple, label: Visitors, unit: count, direction: up_is_good, dataset: visits, aggregation: sum, expression: visitors }
  - { id: ticket, kind: simple, label: Ticket, unit: count, direction: up_is_good, dataset: orders, aggregation: average, expression: amount }
`,
  "kpis.yaml": `kpis:
  - { id: revenue, metric: revenue, ${gate} target: { value: 100 }, thresholds: { green: ">= 100", red: "< 100" }, guardrails: [ticket] }
  - { id: ticket, metric: ticket, ${gate} target: { value: 50 }, thresholds: { green: ">= 50", red: "< 50" }, cannot_be_gamed_because: The till counts. }
dashboards:
  - { id: shop, label: Shop, grain: week, kpis: [revenue, ticket] }
`,
};

/** 47 weeks of orders: revenue near 100 a week and near 140 from the act on, the ticket near 50 and then 30. */
const rows = (): string =>
  Array.from({ length: 47 }, (_, index) => {
    const at = first + index * week;
    const noise = 5 * Math.sin(index * index * 7.3);
    const orders = at >= acted ? 5 : 2;
    const amount = ((at >= acted ? 150 : 100) + noise) / orders;
    return Array.from({ length: orders }, () =>
      JSON.stringify({ ordered_at: new Date(at).toISOString(), amount }),
    ).join("\n");
  }).join("\n");

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ files });
  const headers = { "content-type": "application/x-ndjson" };
  const last = JSON.stringify({ ordered_at: "2026-03-01T00:00:00+01:00", amount: 1 });
  const reply = await flow.fetch("/v1/ingest/orders", { method: "POST", headers, body: `${rows()}\n${last}` });
  if (reply.status !== 202) throw new Error(await reply.text());
  await flow.running.clock.idle();
});
afterAll(() => discard(flow));

const bet = async (body: object): Promise<string> => {
  const given = {
    kpi: "revenue",
    title: "Second till",
    owner: "ada",
    due: "2026-01-01",
    expected: { direction: "up" },
    ...body,
  };
  return (await flow.call("intervene", { body: given })).id;
};
const done = async (id: string): Promise<void> => {
  const body = { state: "done", starts: "2025-12-31", revision: 1 };
  await flow.call("changeIntervention", { params: { id }, body });
};

describe("a verdict", () => {
  it("says what the act moved, by how much and how surely, and that a guardrail got worse", async () => {
    const id = await bet({ watch: 8 });
    await done(id);
    const verdict = await flow.call("interventionVerdict", { params: { id } });
    expect(verdict).toMatchObject({ outcome: "worked", final: true, definitionChanged: false });
    expect(verdict.effect).toMatchObject({ method: "interrupted_series", periods: { before: 38, after: 8 } });
    expect(verdict.effect?.estimate).toBeGreaterThan(40);
    expect(verdict.effect?.estimate).toBeLessThan(60);
    expect(verdict.sentence).toMatch(/^It worked: \+\d+, between \+\d+ and \+\d+ \(95%\)\.$/);
    expect(verdict.guardrails).toMatchObject([{ kpi: "ticket", outcome: "worse" }]);
  });

  it("falls short of a bet that was too high, and backfires on one the other way", async () => {
    const high = await bet({ expected: { direction: "up", by: 500 } });
    const down = await bet({ expected: { direction: "down" } });
    await done(high);
    await done(down);
    expect((await flow.call("interventionVerdict", { params: { id: high } })).outcome).toBe("fell_short");
    expect((await flow.call("interventionVerdict", { params: { id: down } })).outcome).toBe("backfired");
  });

  it("is kept once its time is up, and looks preliminary until then", async () => {
    const due = await bet({ watch: 8 });
    const early = await bet({ watch: 30 });
    await done(due);
    await done(early);
    await flow.running.clock.refresh();
    const { interventions } = await flow.call("interventions", { query: "?kpi=revenue" });
    expect(interventions.find(({ id }) => id === due)).toMatchObject({
      state: "judged",
      verdict: { outcome: "worked" },
    });
    expect(interventions.find(({ id }) => id === early)).toMatchObject({ state: "done", verdict: null });
    expect(await flow.call("interventionVerdict", { params: { id: early } })).toMatchObject({
      final: false,
      outcome: "worked",
    });
  });

  it("cannot be told from one period, and is refused before it is done", async () => {
    const id = await bet({ watch: 1 });
    expect((await flow.fetch(`/v1/interventions/${id}/verdict`)).status).toBe(409);
    await done(id);
    const verdict = await flow.call("interventionVerdict", { params: { id } });
    expect(verdict).toMatchObject({
      outcome: "cannot_tell",
      sentence: "Cannot tell: 1 of at least 3 periods are there.",
    });
  });

  it("is not promised for an amount that is none", async () => {
    const post = (by: unknown) =>
      flow.fetch("/v1/interventions", {
        ...{ method: "POST", headers: { "content-type": "application/json" } },
        body: JSON.stringify({
          kpi: "revenue",
          title: "x",
          owner: "ada",
          due: "2026-01-01",
          expected: { direction: "up", by },
        }),
      });
    expect((await post("a lot")).status).toBe(400);
    expect((await post(-5)).status).toBe(400);
  });
});
