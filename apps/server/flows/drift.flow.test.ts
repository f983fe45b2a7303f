import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

const subscriptions = `workspace: { id: saas, label: Saas, as_of: "2026-03-02T12:00" }
calendar: { time_zone: Europe/Berlin }
people: [{ id: ada, label: Ada }]
datasets:
  - id: invoices
    label: Invoices
    source: { file: invoices.csv }
    time: day
    columns: { day: { type: date, nullable: false }, monthly: { type: number }, yearly: { type: number } }
    stale_after: 30d
metrics:
  - { id: mrr, kind: simple, label: MRR, unit: count, direction: up_is_good, dataset: invoices, aggregation: sum, expression: monthly }
  - id: arr
    kind: simple
    label: ARR
    unit: count
    direction: up_is_good
    dataset: invoices
    aggregation: sum
    expression: yearly
    identities: [{ equals: 12 * mrr, tolerance: 0.1% }]
  - { id: arr_share, kind: derived, label: Share, direction: up_is_good, expression: arr / (mrr - mrr) }
kpis:
  - id: arr
    metric: arr
    objective: It pays the rent.
    owner: ada
    grain: month
    cadence: monthly
    timing: lagging
    thresholds: { green: ">= 1", red: "< 1" }
    action_when_red: Call.
    cannot_be_gamed_because: The bank counts.
  - { id: mrr, metric: mrr, objective: It pays., owner: ada, grain: month, cadence: monthly, timing: lagging, thresholds: { green: ">= 1", red: "< 1" }, action_when_red: Call., guardrails: [arr] }
dashboards: [{ id: board, label: Board, grain: month, kpis: [arr, mrr] }]
`;
/** December to March, one row each; in February the year is told as 1,220 where 12 × 100 = 1,200. */
const rows = (february = 1200) =>
  `day,monthly,yearly\n2025-12-01,90,1080\n2026-01-01,100,1200\n2026-02-01,100,${february}\n2026-03-02,1,12\n`;

let flow: Flow;
const at = (path: string) => join(flow.folder, path);
const drift = async (id: string) => (await flow.call("kpi", { params: { id } })).tile.drift;
const entries = async () => {
  const { entries: all } = await flow.call("dictionary");
  const drifted = all.filter((entry) => entry.drift.length > 0);
  return drifted.map(({ type, id }) => `${type} ${id}`).sort();
};
const restart = async () => {
  const { folder } = flow;
  await flow.stop();
  flow = await startFlow({ folder });
};
const apply = (text: string) => {
  writeFileSync(at("all.yaml"), text);
  return flow.call("applyDefinitions", { body: { files: [{ path: "all.yaml", text }] } });
};
/** Applies and waits until what follows from it has been computed. */
const settled = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  await flow.running.clock.idle();
};

beforeEach(async () => {
  flow = await startFlow({ files: { "all.yaml": subscriptions, "invoices.csv": rows() } });
});
afterEach(() => discard(flow));

describe("a source that changed under its metrics (K5)", () => {
  it("is no drift while its columns are there", async () => {
    expect(await entries()).toEqual([]);
    expect(await drift("arr")).toEqual([]);
  });

  it("that lost a column drifts what reads it, and leaves the last good numbers", async () => {
    writeFileSync(at("invoices.csv"), "day,monthly\n2026-01-01,7\n2026-02-01,7\n2026-03-02,7\n");
    await restart();
    expect(await entries()).toEqual(["kpi arr", "metric arr", "metric arr_share"]);
    expect(await drift("arr")).toEqual([
      {
        reason: "column_gone",
        input: "invoices.yearly",
        since: null,
        sentence: 'The column "yearly" is gone from invoices.csv. Its numbers are those of the last good rows.',
      },
    ]);
    expect((await flow.call("kpi", { params: { id: "mrr" } })).tile.latest?.value).toBe(100);
  });

  it("whose column holds another type drifts what reads it", async () => {
    writeFileSync(at("invoices.csv"), "day,monthly,yearly\n2026-01-01,7,much\n2026-02-01,7,more\n2026-03-02,7,9\n");
    await restart();
    expect(await entries()).toEqual(["kpi arr", "metric arr", "metric arr_share"]);
    expect((await drift("arr"))[0]).toMatchObject({
      reason: "column_retyped",
      sentence: expect.stringContaining('The column "yearly" of invoices.csv holds values that are no number.'),
    });
  });

  it("with one bad row is a problem of the dataset, not of a column", async () => {
    writeFileSync(at("invoices.csv"), rows().replace("2026-01-01,100,1200", "2026-01-01,100,oops"));
    await restart();
    expect(await entries()).toEqual([]);
    expect((await flow.call("datasets")).datasets[0]?.problem).toContain("1 lines cannot be read");
  });

  it("that is mended is drifted no longer", async () => {
    writeFileSync(at("invoices.csv"), "day,monthly\n2026-01-01,7\n");
    await restart();
    expect(await entries()).not.toEqual([]);
    writeFileSync(at("invoices.csv"), rows());
    await restart();
    expect(await entries()).toEqual([]);
  });
});

describe("a metric that changed upstream (K5)", () => {
  // Without its identity, which the change would rightly break.
  const plain = subscriptions.replace("    identities: [{ equals: 12 * mrr, tolerance: 0.1% }]\n", "");
  const changed = plain.replace("expression: monthly", "expression: monthly + 1");

  it("drifts what was not changed itself, until that is acknowledged", async () => {
    await apply(changed);
    expect(await entries()).toEqual(["kpi mrr", "metric arr_share"]);
    expect((await drift("mrr"))[0]?.sentence).toBe(
      "It is built on MRR, whose meaning changed from version 1 to 2 after this was approved.",
    );
    expect(await flow.call("acknowledgeDrift", { body: { ids: ["mrr"] } })).toEqual({ acknowledged: 1 });
    expect(await drift("mrr")).toEqual([]);
    expect(await entries()).toEqual(["metric arr_share"]);
    expect(await flow.call("acknowledgeDrift", { body: { ids: ["all"] } })).toEqual({ acknowledged: 1 });
    expect(await entries()).toEqual([]);
  });

  it("is still known after a restart, and not after the change is taken back", async () => {
    await apply(changed);
    await restart();
    expect(await entries()).toEqual(["kpi mrr", "metric arr_share"]);
    await apply(plain);
    expect(await entries()).toEqual([]);
  });

  it("can only be acknowledged for what there is", async () => {
    await expect(flow.call("acknowledgeDrift", { body: { ids: ["nothing"] } })).rejects.toThrow("404");
  });
});

describe("a declared identity (K5)", () => {
  it("that breaks is kept, told in the feed, and shown with period, both values and difference", async () => {
    writeFileSync(at("invoices.csv"), rows(1220));
    await restart();
    await settled();
    const [first] = await drift("arr");
    expect(first).toMatchObject({ reason: "identity", input: "12 * mrr" });
    expect(first?.sentence).toBe(
      "ARR should equal 12 * mrr: in 2026-02 it is 1,220, the formula gives 1,200, 20 apart; 1 is allowed. Broken in 1 of 3 periods.",
    );
    expect(await flow.running.feed.since(0)).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: "drifted", definitions: ["metric:arr"] })]),
    );
    // It cannot be approved away: only numbers that agree end it.
    expect(await flow.call("acknowledgeDrift", { body: { ids: ["all"] } })).toEqual({ acknowledged: 0 });
    writeFileSync(at("invoices.csv"), rows());
    await restart();
    await settled();
    expect(await drift("arr")).toEqual([]);
  });

  it("that divides by zero cannot be tested, and is no break", async () => {
    await apply(subscriptions.replace("equals: 12 * mrr", "equals: mrr / (mrr - mrr)"));
    await settled();
    expect(await drift("arr")).toEqual([]);
  });

  it("that is no longer declared is no longer broken", async () => {
    await apply(subscriptions.replace("equals: 12 * mrr", "equals: 13 * mrr"));
    await settled();
    expect((await drift("arr"))[0]?.input).toBe("13 * mrr");
    const { changes } = await apply(subscriptions);
    expect(changes.map(({ change }) => change)).toEqual(["cosmetic"]);
    expect(await drift("arr")).toEqual([]);
  });
});
