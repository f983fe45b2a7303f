import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { gzipSync } from "node:zlib";
import { problemSchema } from "@sextant/model/api/answers/finding";
import { ingestAnswerSchema } from "@sextant/model/api/answers/ingest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => discard(flow));

type Body = NonNullable<RequestInit["body"]>;

const ndjson = "application/x-ndjson";
const order = (amount: number, day = "2026-02-10") =>
  `{"ordered_at":"${day}T10:00:00","amount":${amount},"channel":"web"}\n`;

const send = async (body: Body, headers: Record<string, string> = {}, query = "") => {
  const init = { method: "POST", body, headers: { "content-type": ndjson, ...headers }, duplex: "half" as const };
  const reply = await flow.fetch(`/v1/ingest/orders${query}`, init);
  const answer: unknown = await reply.json();
  if (reply.status === 202) return { status: 202, answer: ingestAnswerSchema.parse(answer), problem: null };
  return { status: reply.status, answer: null, problem: problemSchema.parse(answer) };
};

const rowsOf = async (dataset: string) =>
  (await flow.call("datasets")).datasets.find((one) => one.id === dataset)?.rows ?? Number.NaN;

describe("a batch of rows", () => {
  it("is counted when the answer says so, and the dataset's list shows it", async () => {
    const before = await rowsOf("orders");
    expect((await send(order(1) + order(2))).answer).toMatchObject({
      dataset: "orders",
      landed: 2,
      refused: 0,
      duplicate: false,
    });
    expect(await rowsOf("orders")).toBe(before + 2);
  });

  it("is taken as NDJSON, JSON and CSV, packed or not", async () => {
    const before = await rowsOf("orders");
    const csv = (amount: number) =>
      `ordered_at,amount,channel\n2026-02-10T10:00:00,${amount},web\n2026-02-10T11:00:00,6,\n`;
    const forms: [string, (amount: number) => string][] = [
      [ndjson, (amount) => order(amount) + order(2)],
      ["application/json", (amount) => `[${order(amount)},${order(4)}]`],
      ["text/csv; charset=utf-8", csv],
    ];
    for (const [type, text] of forms) {
      expect(await send(text(11), { "content-type": type })).toMatchObject({ status: 202, answer: { landed: 2 } });
      const packed = { "content-type": type, "content-encoding": "gzip" };
      expect(await send(gzipSync(text(12)), packed)).toMatchObject({ status: 202, answer: { landed: 2 } });
    }
    expect(await rowsOf("orders")).toBe(before + 12);
  });

  it("sent twice under one key counts once", async () => {
    const before = await rowsOf("orders");
    const key = { "idempotency-key": "batch-1" };
    expect((await send(order(7), key)).answer).toMatchObject({ landed: 1, duplicate: false });
    expect((await send(order(7), key)).answer).toMatchObject({ duplicate: true });
    expect(await rowsOf("orders")).toBe(before + 1);
  });

  it("that is another one under a key that was used is a conflict, and not taken for landed", async () => {
    const before = await rowsOf("orders");
    const key = { "idempotency-key": "batch-2" };
    expect((await send(order(8), key)).status).toBe(202);
    expect(await send(order(9), key)).toMatchObject({ status: 409, problem: { code: "conflict" } });
    expect((await send(order(9), { "idempotency-key": "batch-3" })).status).toBe(202);
    expect(await rowsOf("orders")).toBe(before + 2);
  });

  it("with bad rows lands the good ones and names the bad ones by line, or none when it is atomic", async () => {
    const before = await rowsOf("orders");
    const mixed = (amount: number) => `${order(amount)}{"ordered_at":"never","amount":1}\n${order(amount + 1)}`;
    const { answer } = await send(mixed(21));
    expect(answer).toMatchObject({ landed: 2, refused: 1 });
    expect(answer?.findings[0]?.place?.line).toBe(2);
    expect(await send(mixed(31), {}, "?atomic=true")).toMatchObject({ status: 422, problem: { code: "bad_rows" } });
    expect(await rowsOf("orders")).toBe(before + 2);
  });
});

describe("a hostile batch", () => {
  it.each([
    ["for a dataset that is not there", "/v1/ingest/nothing", {}, 404, "not_found"],
    ["for a dataset with a hostile name", "/v1/ingest/..%2f..%2fetc", {}, 404, "not_found"],
    ["of another media type", "/v1/ingest/orders", { "content-type": "text/html" }, 415, "unsupported_format"],
    ["packed in an unknown way", "/v1/ingest/orders", { "content-encoding": "br" }, 415, "unsupported_format"],
    ["that says gzip and is not", "/v1/ingest/orders", { "content-encoding": "gzip" }, 400, "invalid_request"],
    [
      "with a key that is too long",
      "/v1/ingest/orders",
      { "idempotency-key": "k".repeat(201) },
      400,
      "invalid_request",
    ],
    ["with an unknown option", "/v1/ingest/orders?atomc=true", {}, 400, "invalid_request"],
    ["with an option given twice", "/v1/ingest/orders?atomic=true&atomic=false", {}, 400, "invalid_request"],
  ] as const)("%s is refused with %s", async (_, path, headers, status, code) => {
    const before = await rowsOf("orders");
    const reply = await flow.fetch(path, {
      method: "POST",
      body: order(1),
      headers: { "content-type": ndjson, ...headers },
    });
    expect(reply.status).toBe(status);
    expect(problemSchema.parse(await reply.json())).toMatchObject({ code, status });
    expect(await rowsOf("orders")).toBe(before);
  });

  it("that unpacks to more than a batch may hold is cut off", async () => {
    const before = await rowsOf("orders");
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, " "));
    expect(bomb.byteLength).toBeLessThan(1024 * 1024);
    expect(await send(bomb, { "content-encoding": "gzip" })).toMatchObject({
      status: 413,
      problem: { code: "too_large" },
    });
    expect(await rowsOf("orders")).toBe(before);
  });

  it("that is refused early does not hold up the next one on its connection", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const answers: (number | undefined)[] = [];
    const path = "/v1/ingest/orders";
    const long = `[${order(40)},${"x".repeat(5_000_000)}`;
    for (const body of [long, long, `[${order(41)}]`]) {
      const headers = { "content-type": "application/json" };
      const sent = request(flow.url + path, { method: "POST", agent, headers });
      sent.end(body);
      const [reply] = (await once(sent, "response")) as [IncomingMessage];
      answers.push(reply.statusCode);
      await reply.toArray();
    }
    agent.destroy();
    expect(answers).toEqual([400, 400, 202]);
  });

  it("cut off by its sender lands nothing", async () => {
    const before = await rowsOf("orders");
    const abort = new AbortController();
    async function* half() {
      yield Buffer.from(order(1));
      abort.abort();
      await new Promise((done) => setTimeout(done, 20));
      yield Buffer.from(order(2));
    }
    const init = { method: "POST", body: half(), duplex: "half" as const, signal: abort.signal };
    await expect(flow.fetch("/v1/ingest/orders", { ...init, headers: { "content-type": ndjson } })).rejects.toThrow();
    expect((await send(order(3))).status).toBe(202);
    expect(await rowsOf("orders")).toBe(before + 1);
  });
});

describe("the feed", () => {
  it("tells what landed, and resumes after the last event its reader saw", async () => {
    const first = await flow.fetch("/v1/feed");
    expect(first.headers.get("content-type")).toContain("text/event-stream");
    await send(order(1));
    const seen = await nextOf(first, "landed");
    await send(order(2));
    await send(order(3));
    const again = await flow.fetch("/v1/feed", { headers: { "last-event-id": String(seen.seq) } });
    const missed = await nextOf(again, "landed");
    expect(missed).toMatchObject({ dataset: "orders", rows: 1 });
    expect(missed.seq).toBeGreaterThan(seen.seq);
  });
});

/** The first event of a type a stream tells. */
const nextOf = async (reply: Response, type: string): Promise<{ seq: number; type: string }> => {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of reply.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (const [, data = ""] of text.matchAll(/^data: (.*)\n\n/gm)) {
      const event = JSON.parse(data) as { seq: number; type: string };
      if (event.type === type) return event;
    }
  }
  throw new Error(`the stream ended: ${text}`);
};
