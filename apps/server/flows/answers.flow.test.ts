import { paths, type RouteId } from "@sextant/model/api/paths";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

let flow: Flow;
let document: {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
};

beforeAll(async () => {
  flow = await startFlow();
  document = (await (await flow.fetch("/v1/openapi.json")).json()) as typeof document;
  const csv = "ordered_at,amount,channel\n2026-01-10T10:00:00,60,web\n2026-02-10T10:00:00,120,shop\n";
  const reply = await flow.fetch("/v1/ingest/orders", {
    method: "POST",
    headers: { "content-type": "text/csv" },
    body: csv,
  });
  expect(reply.status).toBe(202);
});
afterAll(() => discard(flow));

/** The schema the OpenAPI document publishes for an answer, as a validator. */
const published = (id: RouteId): z.ZodType => {
  const { method, path } = paths[id];
  const { responses } = document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()] ?? { responses: {} };
  const success = Object.entries(responses).find(([status]) => status.startsWith("2"))?.[1];
  return z.fromJSONSchema((success?.content?.["application/json"]?.schema ?? false) as z.core.JSONSchema.JSONSchema);
};

const files = Object.entries(shop)
  .filter(([path]) => path.endsWith(".yaml"))
  .map(([path, text]) => ({ path, text }));

describe("every answer", () => {
  it.each([
    ["health", {}],
    ["ready", {}],
    ["session", {}],
    ["workspace", {}],
    ["dashboards", {}],
    ["dashboard", { params: { id: "shop" } }],
    ["dashboard", { params: { id: "shop" }, query: "?grain=week" }],
    ["kpi", { params: { id: "revenue" } }],
    [
      "kpi",
      {
        params: { id: "revenue" },
        query: "?grain=month&by=channel&compare=previous_period&from=2026-01-01&to=2026-03-01",
      },
    ],
    ["dictionary", {}],
    ["findings", {}],
    ["datasets", {}],
    ["exportDefinitions", {}],
    ["accounts", {}],
    ["tokens", {}],
    ["ask", { body: { metrics: ["revenue"], grain: "month", by: ["channel"], from: "2026-01-01", to: "2026-03-01" } }],
    ["planDefinitions", { body: { files } }],
    ["applyDefinitions", { body: { files } }],
  ] as [RouteId, Parameters<Flow["call"]>[1]][])(
    "of %s %o fits its schema, in the table and in OpenAPI",
    async (id, input) => {
      const answer: unknown = await flow.call(id, input);
      expect(published(id).safeParse(answer).error).toBeUndefined();
    },
  );

  it("with a number has a receipt that can be read and run again", async () => {
    const { receipt } = await flow.call("ask", {
      body: { metrics: ["revenue"], grain: "month", from: "2026-01-01", to: "2026-03-01" },
    });
    expect(await flow.call("receipt", { params: { id: receipt.id } })).toMatchObject({
      id: receipt.id,
      sql: receipt.sql,
      parameters: receipt.parameters,
      definitions: receipt.definitions,
      resultHash: receipt.resultHash,
    });
    expect(await flow.call("verifyReceipt", { params: { id: receipt.id } })).toMatchObject({ same: true });
  });

  it("is the same number on tile, page and question (N6)", async () => {
    const tile = (await flow.call("dashboard", { params: { id: "shop" } })).tiles[0];
    const page = await flow.call("kpi", { params: { id: "revenue" } });
    const asked = await flow.call("ask", {
      body: { kpis: ["revenue"], grain: "month", from: "2026-02-01", to: "2026-03-01" },
    });
    expect(asked.series[0]?.observations.map((one) => one.value)).toEqual([120]);
    expect(JSON.stringify(tile)).toContain("120");
    expect(JSON.stringify(page.tile)).toContain("120");
  });
});

describe("definitions over the API", () => {
  const put = (target: string) =>
    files.map((file) => ({ ...file, text: file.text.replace("target: { value: 100,", `target: { value: ${target},`) }));

  it("are planned without effect, applied with one, and applied again without any", async () => {
    const plan = await flow.call("planDefinitions", { body: { files: put("110") } });
    expect(plan.changes).toMatchObject([{ type: "kpi", id: "revenue", change: "semantic", version: 2 }]);
    expect((await flow.call("kpi", { params: { id: "revenue" } })).definition.version).toBe(1);
    const applied = await flow.call("applyDefinitions", { body: { files: put("110") } });
    expect(applied).toMatchObject({ applied: true, changes: plan.changes });
    expect((await flow.call("kpi", { params: { id: "revenue" } })).definition.version).toBe(2);
    expect(await flow.call("applyDefinitions", { body: { files: put("110") } })).toMatchObject({
      changes: [],
      loaded: [],
    });
    expect((await flow.call("exportDefinitions")).files).toEqual(
      [...put("110")].sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
  });

  it("with errors are refused with every finding and leave everything as it was", async () => {
    const before = await flow.call("exportDefinitions");
    const body = JSON.stringify({ files: [...files, { path: "bad.yaml", text: "metrics: [{ id: x }]\nkpis: 7\n" }] });
    const reply = await flow.fetch("/v1/definitions/apply", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(reply.status).toBe(422);
    const problem = (await reply.json()) as { code: string; findings: { place?: { file: string } }[] };
    expect(problem.code).toBe("invalid_definitions");
    expect(problem.findings.filter(({ place }) => place?.file === "bad.yaml").length).toBeGreaterThan(1);
    expect(await flow.call("exportDefinitions")).toEqual(before);
  });

  it("that change a dataset load its rows again", async () => {
    const changed = files.map((file) => ({
      ...file,
      text: file.text.replace("      visitors: { type: integer }", "      visitors: { type: number }"),
    }));
    const { loaded } = await flow.call("applyDefinitions", { body: { files: changed } });
    expect(loaded).toEqual([{ dataset: "visits", rows: 2 }]);
    expect(loaded).toHaveLength(1);
  });
});

describe("a monitor that only asks for the head", () => {
  it.each(["/", "/healthz", "/readyz", "/v1/dashboards/shop"])(
    "of %s hears what a reader would, without the body",
    async (path) => {
      const head = await flow.fetch(path, { method: "HEAD" });
      expect(head.status).toBe((await flow.fetch(path)).status);
      expect(head.status).toBe(200);
      expect(await head.text()).toBe("");
    },
  );
});
