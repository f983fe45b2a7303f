import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { folderOf, shop } from "./server.fixture.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const started: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const folderFor = (files: Record<string, string>): string => {
  const folder = folderOf(files);
  folders.push(folder);
  return folder;
};

/** A server in a process of its own, as people start it. */
const run = (folder: string, ...args: string[]) => {
  const child = spawn(process.execPath, [main, "--workspace", folder, "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_NO_WARNINGS: "1", SEXTANT_LOG_LEVEL: "warn" },
  });
  started.push(child);
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (said.out += String(chunk)));
  child.stderr.on("data", (chunk) => (said.err += String(chunk)));
  const exit = once(child, "exit").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }));
  return { child, said, exit };
};

const untilReady = async (
  folder: string,
  { exit, said }: ReturnType<typeof run>,
): Promise<{ url: string; token: string }> => {
  const file = join(folder, ".sextant", "server.json");
  let over = false;
  void exit.then(() => (over = true));
  for (;;) {
    if (over) throw new Error(`the server ended: ${said.err}`);
    if (existsSync(file)) {
      const presence = JSON.parse(readFileSync(file, "utf8") || "null") as { url: string; token: string } | null;
      if (presence && (await fetch(`${presence.url}/readyz`).catch(() => null))?.ok) return presence;
    }
    await new Promise((done) => setTimeout(done, 25));
  }
};

const land = async (url: string, key: string) => {
  const reply = await fetch(`${url}/v1/ingest/orders`, {
    method: "POST",
    headers: { "content-type": "text/csv", "idempotency-key": key },
    body: "ordered_at,amount\n2026-02-10T10:00:00,1\n",
  });
  return reply.status;
};

const rowsOf = async (url: string): Promise<number | undefined> => {
  const { datasets } = (await (await fetch(`${url}/v1/datasets`)).json()) as {
    datasets: { id: string; rows: number }[];
  };
  return datasets.find(({ id }) => id === "orders")?.rows;
};

describe("the server process", () => {
  it("says where it is and how to have accounts, and ends cleanly when told to, with open streams", async () => {
    const folder = folderFor(shop);
    const server = run(folder);
    const { url } = await untilReady(folder, server);
    expect(server.said.out).toContain(url);
    expect(server.said.out).toMatch(/without a password/);
    expect(server.said.out).toMatch(/\/setup\?token=[\w-]{43}/);
    const streams = await Promise.all(Array.from({ length: 50 }, () => fetch(`${url}/v1/feed`)));
    const ends = streams.map((stream) => stream.text());
    server.child.kill("SIGTERM");
    expect(await server.exit).toEqual({ code: 0, signal: null });
    expect((await Promise.all(ends)).every((text) => text.startsWith("retry: "))).toBe(true);
    expect(existsSync(join(folder, ".sextant", "server.json"))).toBe(false);
    expect(server.said.err).toBe("");
  });

  it("killed in the middle loses nothing it acknowledged, and starts again by itself", async () => {
    const folder = folderFor(shop);
    const server = run(folder);
    const { url } = await untilReady(folder, server);
    let acknowledged = 0;
    const writer = (async () => {
      for (let i = 0; ; i += 1) {
        const status = await land(url, `batch-${i}`).catch(() => null);
        if (status !== 202) return;
        acknowledged += 1;
        if (acknowledged === 12) server.child.kill("SIGKILL");
      }
    })();
    await server.exit;
    await writer;
    const again = run(folder);
    const { url: next } = await untilReady(folder, again);
    const rows = (await rowsOf(next)) ?? 0;
    expect(rows).toBeGreaterThanOrEqual(acknowledged);
    for (let i = 0; i < acknowledged; i += 1) expect(await land(next, `batch-${i}`)).toBe(202);
    expect(await rowsOf(next)).toBe(rows);
  });

  it("refuses a port in use, naming it, with the exit code of the catalogue", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const server = run(folderFor(shop), "--port", String(port));
    expect(await server.exit).toEqual({ code: 8, signal: null });
    expect(server.said.err).toContain(`Port ${port}`);
    expect(server.said.err).toContain("--port");
    other.close();
  });

  it("refuses a data directory that another one holds, naming the process", async () => {
    const folder = folderFor(shop);
    const first = run(folder);
    await untilReady(folder, first);
    const second = run(folder);
    expect(await second.exit).toEqual({ code: 8, signal: null });
    expect(second.said.err).toContain(`process ${first.child.pid}`);
    expect((await fetch(`${(await untilReady(folder, first)).url}/healthz`)).status).toBe(200);
  });

  it("refuses an address others reach while there is no account", async () => {
    const server = run(folderFor(shop), "--host", "0.0.0.0");
    expect(await server.exit).toEqual({ code: 8, signal: null });
    expect(server.said.err).toMatch(/0\.0\.0\.0.*setup link/s);
  });

  it("shows wrong definitions with file and line, and wrong settings with what to write", async () => {
    const folder = folderFor(shop);
    writeFileSync(join(folder, "bad.yaml"), "metrics:\n  - id: x\n    kind: nonsense\n");
    const server = run(folder);
    expect(await server.exit).toEqual({ code: 1, signal: null });
    expect(server.said.err).toMatch(/bad\.yaml:\d+:\d+: /);
    const wrong = run(folder, "--host", "a b");
    expect(await wrong.exit).toEqual({ code: 2, signal: null });
    expect(wrong.said.err).toContain("--host");
  });
});
