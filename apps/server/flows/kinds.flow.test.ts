import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, folderOf, setUpOwner, shop, startFlow } from "./server.fixture.ts";

const kpi = (id: string, metric: string): string => `  - id: ${id}
    metric: ${metric}
    objective: The shop lives from it.
    owner: ada
    level: company
    grain: month
    cadence: monthly
    timing: lagging
    target: { value: 5 }
    action_when_red: Call a meeting.
    cannot_be_gamed_because: Seen by the auditor.
`;
const files = {
  ...shop,
  "entered.yaml": `datasets:
  - id: invoices
    label: Invoices
    time: day
    columns:
      day: { type: date, nullable: false }
      customer: { type: string }
metrics:
  - { id: audits, kind: manual, label: Audits passed, grain: month, combine: sum, unit: count, direction: up_is_good }
  - { id: kept, kind: retention, label: Customers kept, dataset: invoices, entity: customer, direction: up_is_good, unit: number }
kpis:
${kpi("audits", "audits")}${kpi("kept", "kept")}`,
};

describe("Manual metrics", () => {
  let flow: Flow;
  let editor: string;
  let viewer: string;
  beforeAll(async () => {
    flow = await startFlow({ files });
    await setUpOwner(flow);
    editor = (await flow.running.access.tokens.issue("Controller's script", "editor")).secret;
    viewer = (await flow.running.access.tokens.issue("reader", "viewer")).secret;
  });
  afterAll(() => discard(flow));
  const enter = (body: object, as = editor, id = "audits") => flow.call("enterValue", { params: { id }, body, as });
  const series = async () => {
    const { series: all } = await flow.call("ask", {
      body: { metrics: ["audits"], grain: "month", from: "2025-12-01" },
      as: viewer,
    });
    return (all[0]?.observations ?? []).map(({ periodKey, value, presence }) => [periodKey, value, presence]);
  };

  it("are unknown until somebody enters a value, then are it, and after a correction the correction", async () => {
    expect((await series()).every(([, , presence]) => presence === "unknown")).toBe(true);
    await enter({ period: "2026-01", value: 4, evidence: "https://example.com/audits/january", note: "Two late." });
    await enter({ period: "2025-12", value: 0 });
    await enter({ period: "2026-01", value: 5.25, evidence: "Recount" });
    expect(await series()).toEqual([
      ["2025-12", 0, "value"],
      ["2026-01", 5.25, "value"],
      ["2026-02", null, "unknown"],
      ["2026-03", null, "unknown"],
    ]);
  });

  it("keep who entered what, when, on which evidence, and what it replaced", async () => {
    const { entries, grain } = await flow.call("entries", { params: { id: "audits" }, as: viewer });
    expect(grain).toBe("month");
    expect(entries.map(({ enteredAt, ...entry }) => entry)).toEqual([
      { period: "2026-01", value: 5.25, evidence: "Recount", note: null, author: "Controller's script", inForce: true },
      { period: "2025-12", value: 0, evidence: null, note: null, author: "Controller's script", inForce: true },
      {
        period: "2026-01",
        value: 4,
        evidence: "https://example.com/audits/january",
        note: "Two late.",
        author: "Controller's script",
        inForce: false,
      },
    ]);
  });

  it("have a page that says who enters them, and a receipt that gives the same value again", async () => {
    const page = await flow.call("kpi", { params: { id: "audits" }, as: viewer });
    expect([page.entered, page.hasCohorts]).toEqual([{ metric: "audits", grain: "month" }, false]);
    expect(page.grains).toEqual(["month", "quarter", "year"]);
    expect(page.tile.series.map(({ value }) => value)).toContain(5.25);
    const verdict = await flow.call("verifyReceipt", { params: { id: page.receipt.id }, as: viewer });
    expect(verdict.same).toBe(true);
  });

  it.each([
    [{ period: "2026-04", value: 1 }, /has not begun/],
    [{ period: "2026-W10", value: 1 }, /is a week; values are entered per month/],
    [{ period: "2026-13", value: 1 }, /is no period/],
    [{ period: "'; DROP TABLE x", value: 1 }, /is no period/],
    [{ period: "2026-01", value: "5" }, /invalid_request/],
    [{ period: "2026-01", value: 1e30 }, /invalid_request/],
    [{ period: "2026-01" }, /invalid_request/],
    [{ period: "2026-01", value: 1, evidence: " " }, /invalid_request/],
    [{ period: "2026-01", value: 1, by: "somebody else" }, /invalid_request/],
  ])("%j is refused with what is wrong, and nothing is entered", async (body, message) => {
    const before = await flow.call("entries", { params: { id: "audits" }, as: viewer });
    await expect(enter(body)).rejects.toThrow(message);
    expect(await flow.call("entries", { params: { id: "audits" }, as: viewer })).toEqual(before);
  });

  it("are the only ones that take entries, and only from who may land rows", async () => {
    await expect(enter({ period: "2026-01", value: 1 }, editor, "revenue")).rejects.toThrow(/come from rows/);
    await expect(enter({ period: "2026-01", value: 1 }, editor, "nothing")).rejects.toThrow(/not_found/);
    await expect(enter({ period: "2026-01", value: 1 }, viewer)).rejects.toThrow(/not_allowed/);
  });

  it("keep texts of evidence whatever they hold", async () => {
    const evidence = "'; DROP TABLE dataset_manual_entries; -- {x:String} \\N “quoted” \u{1f6eb}";
    const entry = await enter({ period: "2026-02", value: -3.5, evidence });
    expect(entry.evidence).toBe(evidence);
    const { entries } = await flow.call("entries", { params: { id: "audits" }, as: viewer });
    expect(entries[0]).toMatchObject({ period: "2026-02", value: -3.5, evidence });
  });
});

describe("Cohorts of a retention KPI", () => {
  let flow: Flow;
  const days: Record<string, string[]> = {
    "2025-11-03": ["a", "b", "c", "d"],
    "2025-12-05": ["a", "b", "e"],
    "2026-01-07": ["a", "c", "e"],
    "2026-02-10": ["a", "f"],
  };
  beforeAll(async () => {
    flow = await startFlow({ files });
    const rows = Object.entries(days).flatMap(([day, customers]) => customers.map((customer) => ({ day, customer })));
    await flow.call("ingest", {
      params: { dataset: "invoices" },
      query: "?atomic=true",
      body: rows,
    });
  });
  afterAll(() => discard(flow));

  it("show for every cohort how much of it is there at every age, by one statement", async () => {
    const answer = await flow.call("cohorts", { params: { id: "kept" }, query: "?ages=3" });
    expect(answer.ages).toEqual([1, 2, 3]);
    const triangle = answer.cohorts.map(({ periodKey, size, cells }) => [
      periodKey,
      size,
      cells.map((cell) => (cell === null ? null : [cell.numerator, cell.current])),
    ]);
    // March has only begun and nothing of it has landed.
    const now = [null, true];
    expect(triangle).toEqual([
      ["2025-12", 3, [[2, false], [1, false], now]],
      ["2026-01", 3, [[1, false], now, null]],
      ["2026-02", null, [now, null, null]],
    ]);
    const receipt = await flow.call("receipt", { params: { id: answer.receipt } });
    expect(receipt.sql.match(/FROM dataset_invoices/g)).toHaveLength(1);
    expect((await flow.call("verifyReceipt", { params: { id: answer.receipt } })).same).toBe(true);
  });

  it("are told apart from KPIs without any", async () => {
    expect((await flow.call("kpi", { params: { id: "kept" } })).hasCohorts).toBe(true);
    await expect(flow.call("cohorts", { params: { id: "audits" } })).rejects.toThrow(/follows no cohorts/);
    await expect(flow.call("cohorts", { params: { id: "nothing" } })).rejects.toThrow(/not_found/);
    await expect(flow.call("cohorts", { params: { id: "kept" }, query: "?ages=37" })).rejects.toThrow(
      /invalid_request/,
    );
  });
});

describe("Entries", () => {
  it("appear when definitions are applied, and their entries outlive a restart", async () => {
    const other = await startFlow({ folder: folderOf(shop) });
    const applied = { path: "entered.yaml", text: files["entered.yaml"] };
    const { changes } = await other.call("applyDefinitions", { body: { files: [applied], prune: false } });
    expect(changes.map(({ id }) => id)).not.toContain("manual_entries");
    const standing = async () => (await other.call("kpi", { params: { id: "audits" } })).tile.standing;
    const enterOne = (period: string, value: number) =>
      other.call("enterValue", { params: { id: "audits" }, body: { period, value } });
    expect(await standing()).toMatchObject({ status: "unknown", reason: "no_data" });
    await enterOne("2025-12", 7);
    expect(await standing()).toMatchObject({ status: "unknown", reason: "stale" });
    await enterOne("2026-02", 7);
    expect(await standing()).toMatchObject({ status: "green", reason: "ok" });
    await other.stop();
    const again = await startFlow({ folder: other.folder });
    const { entries } = await again.call("entries", { params: { id: "audits" } });
    expect(entries.map(({ value, author }) => [value, author])).toEqual([
      [7, expect.any(String)],
      [7, expect.any(String)],
    ]);
    await discard(again);
  });
});
