import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { openClient } from "@sextant/client/client";
import { type TextStorage, webStore } from "@sextant/client/queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => discard(flow));

const rowsOf = async (): Promise<number> =>
  (await flow.call("datasets")).datasets.find(({ id }) => id === "orders")?.rows ?? Number.NaN;
const order = (amount: number) => ({ ordered_at: "2026-02-10T10:00:00", amount, channel: "web" });
const retry = { firstMs: 5, longestMs: 20 };

const textStorage = (): TextStorage => {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
};

/** A server that stands before the real one: it answers as `answers` says, in order, and then passes everything on. */
const inFrontOf = async (answers: ("drop" | "lost" | number)[]): Promise<{ url: string; close(): void }> => {
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await request.toArray());
    const answer = answers.shift();
    if (answer === "drop") return void request.socket.destroy();
    if (typeof answer === "number") return void response.writeHead(answer, { "retry-after": "0" }).end("{}");
    const headers = Object.entries(request.headers).filter(([name]) =>
      /^(content-(type|encoding)|idempotency-key)$/.test(name),
    );
    const sent = {
      method: "POST",
      headers: headers.map(([name, value]) => [name, String(value)] as [string, string]),
      body,
    };
    const reply = await fetch(flow.url + request.url, sent);
    // It landed, and the sender never hears of it.
    if (answer === "lost") return void request.socket.destroy();
    response.writeHead(reply.status, { "content-type": "application/json" }).end(await reply.text());
  };
  const server = createServer((request, response) => void pass(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
};

describe("the client", () => {
  it("lands every row once through lost connections, lost answers and a busy server", async () => {
    const before = await rowsOf();
    const front = await inFrontOf(["drop", "lost", 429, "lost", 503]);
    const retries: string[] = [];
    const client = openClient({
      url: front.url,
      dataset: "orders",
      batchRows: 100,
      retry,
      onRetry: (why) => retries.push(why),
    });
    for (let n = 0; n < 250; n += 1) expect(client.push(order(n))).toBe(true);
    await client.flush();
    expect(client.waiting()).toBe(0);
    expect(retries).toHaveLength(5);
    expect(await rowsOf()).toBe(before + 250);
    await client.stop();
    front.close();
  });

  it("keeps rows while offline, and the next client sends them", async () => {
    const before = await rowsOf();
    const storage = textStorage();
    const offline = openClient({ url: "http://127.0.0.1:9", dataset: "orders", retry, store: webStore(storage) });
    for (let n = 0; n < 3; n += 1) offline.push(order(1000 + n));
    await offline.stop();
    expect(storage.length).toBe(1);
    const online = openClient({ url: flow.url, dataset: "orders", retry, store: webStore(storage) });
    await online.flush();
    expect([await rowsOf(), storage.length]).toEqual([before + 3, 0]);
    await online.stop();
  });

  it("hands back what the server refuses, and takes no more than may wait", async () => {
    const refused: unknown[] = [];
    const client = openClient({
      url: flow.url,
      dataset: "orders",
      mostRows: 2,
      onRefused: (_, reason) => refused.push(reason),
    });
    expect([client.push(order(5)), client.push({ ordered_at: "never" }), client.push(order(6))]).toEqual([
      true,
      true,
      false,
    ]);
    await client.flush();
    expect(refused).toMatchObject([[{ rule: "intake/bad-row", place: { line: 2 } }]]);
    await client.stop();
    const lost = openClient({ url: flow.url, dataset: "nothing", onRefused: (_, reason) => refused.push(reason) });
    lost.push(order(7));
    await lost.flush();
    expect(refused[1]).toMatchObject({ kind: "refused", status: 404, body: { code: "not_found" } });
    await lost.stop();
  });
});
