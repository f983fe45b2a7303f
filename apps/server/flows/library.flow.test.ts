import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

let flow: Flow;

/** February: 80 and 30, so 55 on average; January 100 and 50. */
const orders = `ordered_at,amount,channel
2026-01-05T10:00:00,100,web
2026-01-20T10:00:00,50,store
2026-02-03T10:00:00,80,web
2026-02-10T10:00:00,30,store
`;

beforeAll(async () => {
  flow = await startFlow({ files: { ...shop } });
  const body = { method: "POST", headers: { "content-type": "text/csv" }, body: orders };
  expect((await flow.fetch("/v1/ingest/orders", body)).status).toBe(202);
});
afterAll(() => discard(flow));

const preview = (id: string, body: object) => flow.call("previewLibraryEntry", { params: { id }, body });

describe("the library over HTTP (K9)", () => {
  it("is searched by words and department, and says how well the workspace's columns fit", async () => {
    const all = await flow.call("library");
    expect(all.total).toBeGreaterThanOrEqual(80);
    expect(all.entries).toHaveLength(all.total);
    const found = await flow.call("library", { query: "?search=basket" });
    expect(found.entries.map(({ id }) => id)).toEqual(["average_order_value"]);
    expect(found.entries[0]?.fit).toBeGreaterThan(0.5);
    const none = await flow.call("library", { query: "?department=engineering&search=DORA" });
    expect(none.entries.map(({ id }) => id)).toContain("deployment_frequency");
    expect((await flow.fetch("/v1/library?department=poetry")).status).toBe(400);
    expect((await flow.fetch("/v1/library/nonesuch")).status).toBe(404);
  });

  it("suggests a mapping for an entry from the workspace's own columns", async () => {
    const entry = await flow.call("libraryEntry", { params: { id: "average_order_value" } });
    expect(entry.suggestion).toEqual({ datasets: { orders: "orders" }, columns: { value: "amount" }, missing: [] });
    expect(entry.tables[0]?.columns[0]).toMatchObject({ name: "value", role: "amount", needs: "a number" });
    expect(entry.guardrail).toEqual({ id: "refund_rate", name: "Refund rate" });
  });

  it("computes what an entry would give before anything is installed, with the definitions in force untouched", async () => {
    const before = await flow.call("exportDefinitions");
    const answer = await preview("average_order_value", {
      columns: { value: "amount" },
      currency: "eur",
      owner: "ada",
      as: "aov",
    });
    expect(answer.problem).toBeNull();
    // The entry is judged by the week, and no order lies in the last whole week of February.
    expect(answer.tile?.grain).toBe("week");
    const weeks = answer.tile?.series.filter(({ value }) => value !== null).map(({ value }) => value);
    expect(weeks).toEqual([100, 50, 80, 30]);
    expect(answer.file?.path).toBe("library/aov.yaml");
    expect(await flow.call("exportDefinitions")).toEqual(before);
  });

  it("says of columns that do not fit what is needed, with no file and no value", async () => {
    const answer = await preview("average_order_value", { columns: { value: "channel" }, owner: "nobody" });
    expect(answer.file).toBeNull();
    expect(answer.tile).toBeNull();
    expect(answer.findings.map(({ rule }) => rule)).toEqual([
      "library/does-not-fit",
      "library/owner",
      "library/guardrail",
    ]);
    const unknown = await preview("average_order_value", {
      columns: { value: "amount", valeu: "x" },
      as: "y".repeat(500),
    });
    expect(unknown.findings.map(({ rule }) => rule)).toEqual([
      "library/unknown-slot",
      "library/handle",
      "library/guardrail",
    ]);
  });

  it("is installed by applying the file of the preview, and then gives that value", async () => {
    const { file } = await preview("win_rate", {
      datasets: { deals: "orders" },
      columns: { won: "channel = 'web'" },
      owner: "ada",
    });
    if (file === null) throw new Error("no file");
    await flow.call("applyDefinitions", { body: { files: [file], prune: false } });
    const { series } = await flow.call("ask", { body: { metrics: ["win_rate"], grain: "month" } });
    expect(series[0]?.observations.map(({ value }) => value)).toContain(0.5);
    const list = await flow.call("library", { query: "?search=win%20rate" });
    expect(list.entries[0]).toMatchObject({ id: "win_rate", installed: true });
    const again = await preview("win_rate", { datasets: { deals: "orders" }, columns: { won: "channel = 'web'" } });
    expect(again.findings.map(({ rule }) => rule)).toContain("library/handle");
  });
});

describe("lint with numbers and the vanity audit over HTTP (K6, K7)", () => {
  it("adds to what check found what the values say, at the place of the definition", async () => {
    const { findings, counts } = await flow.call("lint");
    const told = findings.filter(({ rule }) => rule === "lint/no-value");
    // The draft installed above has values; visits are no KPI; nothing else is unmeasured.
    expect(told).toEqual([]);
    expect(counts.error).toBe(0);
    expect(findings.map(({ rule }) => rule)).toContain("lint/no-leading");
  });

  it("counts decisions and changed definitions as behaviour, and reports in Markdown", async () => {
    const before = await flow.call("vanity");
    expect(before.verdicts.map(({ id, proposal }) => [id, proposal])).toEqual([["revenue", "too_early"]]);
    await flow.call("decide", { body: { kpis: ["revenue"], text: "Open on Sundays.", owner: "ada" } });
    const after = await flow.call("vanity");
    expect(after.verdicts[0]).toMatchObject({
      proposal: "keep",
      count: 1,
      last: { kind: "decision", sentence: "Open on Sundays.", by: "Ada" },
    });
    const report = await flow.fetch("/v1/vanity/report");
    expect(report.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(await report.text()).toContain("Open on Sundays. (Ada)");
  });
});
