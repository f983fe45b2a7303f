import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { folderOf } from "./server.fixture.ts";
import { asCsv, someTrips, trips } from "./trips.fixture.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const folders: string[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Server {
  url: string;
  kill(): Promise<void>;
}

/** Starts the server as its own process; resolves at the first sentence that matches. */
const startProcess = (folder: string, until: RegExp): Promise<Server> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, "--workspace", folder, "--port", "0"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    let text = "";
    let complaint = "";
    child.stderr.on("data", (chunk) => {
      complaint += String(chunk);
    });
    child.stdout.on("data", (chunk) => {
      text += String(chunk);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (url === undefined || !until.test(text)) return;
      const kill = async (): Promise<void> => {
        child.kill("SIGKILL");
        await ended;
      };
      resolve({ url, kill });
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${text}${complaint}`)));
  });

const settled = async (server: Server): Promise<void> => {
  for (;;) {
    if ((await fetch(`${server.url}/readyz`)).status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Rows, and different rows, that count. */
const counted = async (server: Server): Promise<[number, number]> => {
  await settled(server);
  const body = JSON.stringify({ metrics: ["trip_count", "trip_ids"], grain: "year", from: "2024-01-01" });
  const headers = { "content-type": "application/json", origin: server.url };
  const reply = await fetch(`${server.url}/v1/ask`, { method: "POST", headers, body });
  const { series } = (await reply.json()) as { series: { observations: { value: number | null }[] }[] };
  return [series[0]?.observations[0]?.value ?? 0, series[1]?.observations[0]?.value ?? 0];
};

const batchSize = 200;
const send = (server: Server, batch: number): Promise<Response> => {
  const body = someTrips(batchSize, batch * batchSize)
    .map((row) => JSON.stringify(row))
    .join("\n");
  const headers = { "content-type": "application/x-ndjson", origin: server.url, "idempotency-key": `batch-${batch}` };
  return fetch(`${server.url}/v1/ingest/trips`, { method: "POST", headers, body });
};

describe("kill -9", () => {
  it("while batches land loses none that was acknowledged and counts none twice", async () => {
    const folder = folderOf(trips(""));
    folders.push(folder);
    let batch = 0;
    for (let round = 0; round < 5; round += 1) {
      const server = await startProcess(folder, /http/);
      await settled(server);
      // The batch under way at the last kill is sent again: landed or not, it counts once.
      const before = batch;
      const killed = Promise.withResolvers<void>();
      const killSoon = (): void => void setTimeout(() => void server.kill().then(killed.resolve), round * 9);
      for (let reply = await send(server, batch); ; ) {
        if (reply.status !== 202) throw new Error(await reply.text());
        batch += 1;
        if (batch === before + 2) killSoon();
        const next = await send(server, batch).catch(() => null);
        if (next === null) break;
        reply = next;
      }
      await killed.promise;
    }
    const server = await startProcess(folder, /http/);
    const [rows, different] = await counted(server);
    expect(batch).toBeGreaterThanOrEqual(10);
    expect([batch * batchSize, (batch + 1) * batchSize]).toContain(rows);
    expect(different).toBe(rows);
    expect((await send(server, batch)).status).toBe(202);
    expect(await counted(server)).toEqual([(batch + 1) * batchSize, (batch + 1) * batchSize]);
    await server.kill();
  });

  it("while a file loads leaves the dataset whole or as it was, and the next start loads it", async () => {
    const count = 120_000;
    const folder = folderOf({ ...trips("trips.csv"), "trips.csv": asCsv(someTrips(count, 1_000_000)) });
    folders.push(folder);
    for (const wait of [0, 400, 900, 1600, 2400]) {
      const server = await startProcess(folder, /http/);
      await new Promise((resolve) => setTimeout(resolve, wait));
      await server.kill();
    }
    const server = await startProcess(folder, /http/);
    expect(await counted(server)).toEqual([count, count]);
    expect((await send(server, 0)).status).toBe(202);
    await server.kill();
    const again = await startProcess(folder, /http/);
    expect(await counted(again)).toEqual([count + batchSize, count + batchSize]);
    await again.kill();
  });
});
