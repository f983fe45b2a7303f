import { readWorkspace } from "@sextant/semantic/read/read";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterEach, expect, it } from "vitest";
import { openAccess } from "../access/access.ts";
import type { Ask } from "../ask/ask.ts";
import { openFeed } from "../feed/feed.ts";
import { openStore, type Store } from "../store/store.ts";
import type { Rooms } from "./handler.ts";
import { buildServer, type ServerOptions } from "./server.ts";

const holdUp = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

let store: Store;
let app: FastifyInstance;

const build = async (limits: Pick<ServerOptions, "longestLagMs" | "requestsPerMinute">): Promise<void> => {
  store = await openStore("sqlite::memory:");
  const feed = await openFeed(store, () => 1);
  const access = await openAccess(store, () => 1);
  // Only rooms that the routes of this test reach; the others belong to the flows.
  const { catalog } = readWorkspace([{ path: "w.yaml", text: "workspace: { id: w, label: W }" }]);
  const definitions = { state: () => ({ catalog }) } as unknown as Rooms["definitions"];
  const rooms = { access, feed, definitions, ready: () => true } as Rooms;
  const place = { host: "127.0.0.1", port: 0, allowedHosts: [], secure: false, trustProxy: false };
  const logger = pino({ level: "silent" });
  const askTo = (): Ask => rooms.ask;
  app = await buildServer({ rooms, askTo, logger, ...place, webFolder: "/nowhere", version: "0", ...limits });
};
const get = (url: string, remoteAddress = "127.0.0.1") =>
  app.inject({ url, headers: { host: "localhost" }, remoteAddress });

afterEach(async () => {
  await app.close();
  await store.close();
});

it("a server that lags refuses questions with a problem, and still tells probes that it lives", async () => {
  await build({ longestLagMs: 5 });
  expect((await get("/v1/session")).statusCode).toBe(200);
  for (let turn = 0; turn < 60; turn += 1) {
    holdUp(50);
    await new Promise((done) => setImmediate(done));
  }
  const { statusCode, headers, json } = await get("/v1/session");
  expect([statusCode, headers["retry-after"]]).toEqual([503, "5"]);
  expect(json()).toMatchObject({ code: "overloaded" });
  expect((await get("/healthz")).statusCode).toBe(200);
  expect((await get("/metrics")).statusCode).toBe(200);
});

it("a flood from one address is stopped, and others are not", async () => {
  await build({ requestsPerMinute: 20 });
  for (let i = 0; i < 20; i += 1) expect((await get("/v1/session")).statusCode).toBe(200);
  const stopped = await get("/v1/session");
  expect(stopped.statusCode).toBe(429);
  expect(stopped.json()).toMatchObject({ code: "too_many_requests" });
  expect((await get("/v1/session", "192.0.2.7")).statusCode).toBe(200);
});
