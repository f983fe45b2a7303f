import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { problemSchema } from "@sextant/model/api/answers/finding";
import { problems } from "@sextant/model/problem/problem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => discard(flow));

const json = { "content-type": "application/json" };

/** Sends a path as it is; `fetch` would tidy it first. */
const raw = async (path: string, headers: Record<string, string> = {}) => {
  const sent = request({ port: new URL(flow.url).port, host: "127.0.0.1", path, headers });
  sent.end();
  const [reply] = (await once(sent, "response")) as [import("node:http").IncomingMessage];
  const chunks = await reply.toArray();
  return { status: reply.statusCode ?? 0, text: Buffer.concat(chunks as Buffer[]).toString(), headers: reply.headers };
};

const problemOf = async (reply: Response) => {
  expect(reply.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  const problem = problemSchema.parse(await reply.json());
  expect(problem.status).toBe(reply.status);
  expect(problems).toHaveProperty(problem.code);
  expect(problem.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(reply.headers.get("x-trace-id")).toBe(problem.traceId);
  return problem;
};

const post = (path: string, body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = json) =>
  flow.fetch(path, { method: "POST", body, headers });

describe("a hostile body", () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  it.each([
    ["ten megabytes", "/v1/ask", `{"where":"${"x".repeat(10_000_000)}"}`, json, "too_large"],
    ["a deep nest", "/v1/ask", deep, json, "invalid_request"],
    ["half a JSON", "/v1/ask", '{"metrics":[', json, "invalid_request"],
    ["no UTF-8", "/v1/ask", Buffer.from([0x7b, 0xff, 0x7d]), json, "invalid_request"],
    ["a prototype", "/v1/ask", '{"__proto__":{"role":"admin"},"metrics":[]}', json, "invalid_request"],
    ["an unknown key", "/v1/ask", '{"metrics":[],"role":"admin"}', json, "invalid_request"],
    ["a number for a list", "/v1/ask", '{"metrics":7}', json, "invalid_request"],
    ["nothing", "/v1/ask", "", json, "invalid_request"],
    ["null", "/v1/ask", "null", json, "invalid_request"],
    ["another type", "/v1/ask", "a=b", { "content-type": "application/x-www-form-urlencoded" }, "unsupported_format"],
    ["a type that is none", "/v1/ask", "{}", { "content-type": ";;;" }, "unsupported_format"],
  ] as const)("of %s to %s is a problem", async (_, path, body, headers, code) => {
    expect(await problemOf(await post(path, body, headers))).toMatchObject({ code });
  });

  it("gets every issue of its fields at once", async () => {
    const body = JSON.stringify({ metrics: 1, kpis: 2, limit: 0, by: ["a", "b", "c"], more: true });
    const problem = await problemOf(await post("/v1/ask", body));
    expect(problem.findings?.map((finding) => finding.subject)).toEqual(
      expect.arrayContaining(["body.metrics", "body.kpis", "body.limit", "body.by", "body"]),
    );
  });
});

describe("a question", () => {
  it("whose answer would fill the memory is refused: every slice has a value for every period", async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `2026-02-01T00:00:00,1,channel ${i}`).join("\n");
    const landed = await post("/v1/ingest/orders", `ordered_at,amount,channel\n${rows}`, {
      "content-type": "text/csv",
    });
    expect(landed.status).toBe(202);
    const wide = { metrics: ["revenue"], by: ["channel"], grain: "day", from: "2021-06-01", limit: 1000 };
    expect(await problemOf(await post("/v1/ask", JSON.stringify(wide)))).toMatchObject({ code: "too_large" });
    const narrow = await post("/v1/ask", JSON.stringify({ ...wide, from: "2026-01-01", limit: 50 }));
    expect(narrow.status).toBe(200);
  });
});

describe("a batch made to fill the memory", () => {
  const rows = (text: string) => post("/v1/ingest/orders", text, json);
  it.each([
    ["ten million empty rows", `[${"{},".repeat(10_000_000)}{}]`],
    ["numbers for rows", `[${"1,".repeat(10_000_000)}1]`],
    ["a row of a million fields", `[{${Array.from({ length: 1_000_000 }, (_, i) => `"k${i}":1`).join(",")}}]`],
    ["a nest", `[{"amount":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}]`],
  ])("with %s is refused before it is read", async (_, text) => {
    expect(await problemOf(await rows(text))).toMatchObject({ code: "too_large" });
  });

  it("with a hundred thousand columns is refused, and so are rows of as many", async () => {
    const wide = `${Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(",")}\n`;
    const csv = { "content-type": "text/csv" };
    expect(await problemOf(await post("/v1/ingest/orders", wide, csv))).toMatchObject({ code: "too_large" });
    const ragged = `ordered_at,amount\n${`${",".repeat(500_000)}\n`.repeat(40)}`;
    expect(await problemOf(await post("/v1/ingest/orders", ragged, csv))).toMatchObject({ code: "too_large" });
  });

  it("is answered although its header is wrong and most of it was not read yet", async () => {
    const body = `nothing,known\n${"1,2\n".repeat(1_000_000)}`;
    expect(await problemOf(await post("/v1/ingest/orders", body, { "content-type": "text/csv" }))).toMatchObject({
      code: "invalid_request",
    });
  });

  it("may hold brackets and commas in its texts", async () => {
    const channel = '[{,"\\'.repeat(50_000);
    const reply = await rows(JSON.stringify([{ ordered_at: "2026-02-02T00:00:00", amount: 1, channel }]));
    expect(reply.status).toBe(202);
  });
});

describe("a hostile address", () => {
  it.each([
    "/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/../../../../etc/passwd",
    "/assets/..%2f..%2f..%2fserver%2fpackage.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/..\\..\\package.json",
    "/.sextant/server.json",
    "/%00",
    "/assets/%c0%ae%c0%ae/package.json",
    "/%E0%A4%A",
    "//evil.example/%2f..",
    `/${"a".repeat(10_000)}`,
  ])("%j leads to no file", async (path) => {
    const { status, text } = await raw(path, { accept: "*/*" });
    expect([400, 403, 404]).toContain(status);
    expect(text).not.toMatch(/root:|"version"|sxt_/);
  });

  it("whose parts are too long or odd is a problem", async () => {
    for (const path of [
      `/v1/kpis/${"k".repeat(101)}`,
      `/v1/kpis/${"k".repeat(2000)}`,
      "/v1/kpis/%00",
      "/v1/kpis/'%3B%20DROP%20TABLE",
    ]) {
      const problem = await problemOf(await flow.fetch(path));
      expect(["not_found", "invalid_request"]).toContain(problem.code);
    }
  });

  it("with an option twice or unknown is an invalid request", async () => {
    for (const query of ["?grain=day&grain=week", "?grian=day", "?grain=decade", "?__proto__=x"])
      expect(await problemOf(await flow.fetch(`/v1/dashboards/shop${query}`))).toMatchObject({
        code: "invalid_request",
      });
  });
});

describe("an answer", () => {
  it("carries no header that was smuggled in", async () => {
    const { headers, status } = await raw("/v1/kpis/a%0d%0aset-cookie:%20x=y", {
      "x-trace-id": "evil",
      traceparent: "00-zz-zz-00",
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers["x-trace-id"]).toMatch(/^[0-9a-f]{32}$/);
  });

  it("takes the trace of its caller when it is a real one", async () => {
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const reply = await flow.fetch("/healthz", { headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` } });
    expect(reply.headers.get("x-trace-id")).toBe(trace);
  });

  it("carries a strict content policy, and nothing that only works over HTTPS", async () => {
    const reply = await flow.fetch("/healthz");
    const policy = reply.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|upgrade-insecure-requests|\*/);
    expect(reply.headers.get("strict-transport-security")).toBeNull();
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("that has not changed is not sent again, and is packed when asked", async () => {
    const first = await flow.fetch("/v1/kpis/revenue", { headers: { "accept-encoding": "gzip" } });
    expect(first.headers.get("content-encoding")).toBe("gzip");
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[^"]+"$/);
    const plain = await flow.fetch("/v1/kpis/revenue", { headers: { "accept-encoding": "identity" } });
    expect(await plain.text()).toBe(await first.text());
    const again = await flow.fetch("/v1/kpis/revenue", { headers: { "if-none-match": `W/"x", ${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("to garbage on the socket is a refusal, and the server goes on", async () => {
    const socket = connect(Number(new URL(flow.url).port), "127.0.0.1");
    socket.on("error", () => undefined).resume();
    socket.write("NONSENSE\r\n\r\n\u0000\u0001");
    await once(socket, "close");
    expect(await flow.call("health")).toEqual({ status: "ok" });
  });
});

describe("signing in", () => {
  it("again and again is stopped after ten attempts", async () => {
    const body = JSON.stringify({ email: "ada@example.org", password: "guess" });
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) statuses.push((await post("/v1/session", body)).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    const last = await post("/v1/session", body);
    expect(await problemOf(last)).toMatchObject({ code: "too_many_requests" });
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await flow.fetch("/v1/dashboards")).status).toBe(200);
  });
});

describe("metrics", () => {
  it("count requests by route id, and landed rows by dataset", async () => {
    await flow.fetch("/v1/ingest/orders", {
      method: "POST",
      headers: { "content-type": "text/csv" },
      body: "ordered_at,amount\n2026-02-01T00:00:00,1\n",
    });
    const text = await (await flow.fetch("/metrics")).text();
    expect(text).toMatch(/sextant_http_request_seconds_count\{route="ingest",status="202"\} [1-9]/);
    expect(text).toMatch(/sextant_landed_rows_total\{dataset="orders"\} [1-9]/);
    expect(text).toMatch(/sextant_feed_subscribers \d+/);
    expect(text).toMatch(/nodejs_eventloop_lag_seconds \d/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
    expect(text).not.toContain("/v1/");
  });
});
