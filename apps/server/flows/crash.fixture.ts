import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { someTrips } from "./trips.fixture.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** A server in a process of its own. */
export interface Server {
  url: string;
  kill(): Promise<void>;
}

/** Starts the server as its own process; resolves at the first sentence that matches. */
export const startProcess = (folder: string, until: RegExp): Promise<Server> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, "--workspace", folder, "--port", "0"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const end = (): void => void child.kill("SIGKILL");
    process.once("exit", end);
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
        process.off("exit", end);
      };
      resolve({ url, kill });
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${text}${complaint}`)));
  });

/** Resolves when the data of the workspace has been read. */
const settled = async (server: Server): Promise<void> => {
  for (;;) {
    if ((await fetch(`${server.url}/readyz`)).status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Rows, and different rows, that count. */
export const counted = async (server: Server): Promise<[number, number]> => {
  await settled(server);
  const body = JSON.stringify({ metrics: ["trip_count", "trip_ids"], grain: "year", from: "2024-01-01" });
  const headers = { "content-type": "application/json", origin: server.url };
  const reply = await fetch(`${server.url}/v1/ask`, { method: "POST", headers, body });
  const { series } = (await reply.json()) as { series: { observations: { value: number | null }[] }[] };
  return [series[0]?.observations[0]?.value ?? 0, series[1]?.observations[0]?.value ?? 0];
};

/** Rows of one batch, each with an id of its own. */
export const batchSize = 200;

/** Sends a batch by its number, always the same rows under the same key. */
export const send = (server: Server, batch: number): Promise<Response> => {
  const body = someTrips(batchSize, batch * batchSize)
    .map((row) => JSON.stringify(row))
    .join("\n");
  const headers = { "content-type": "application/x-ndjson", origin: server.url, "idempotency-key": `batch-${batch}` };
  return fetch(`${server.url}/v1/ingest/trips`, { method: "POST", headers, body });
};

/** What became of batches sent by many senders to a server that was killed again and again. */
export interface Ordeal {
  /** Batches that were acknowledged, those under way at a kill included, as they were sent again afterwards. */
  acknowledged: number;
  /** Rows, and different rows, at the end. */
  rows: number;
  different: number;
}

/**
 * Kills a server on the folder at a random moment while `senders` send at once, for so many rounds. A batch that was under way is
 * sent again in the next round, under its key: it counts once, whether it had landed or not.
 */
export const killAgainAndAgain = async (
  folder: string,
  { rounds, senders, chance }: { rounds: number; senders: number; chance: () => number },
): Promise<Ordeal> => {
  let [next, acknowledged] = [0, 0];
  const underWay = new Set<number>();
  const sendOn = async (server: Server, dead: () => boolean): Promise<void> => {
    while (!dead()) {
      const [left] = underWay;
      const batch = left ?? next++;
      underWay.delete(batch);
      const reply = await send(server, batch).catch(() => null);
      if (reply?.status === 202) acknowledged += 1;
      else underWay.add(batch);
      if (reply === null) return;
      if (reply.status !== 202) throw new Error(await reply.text());
    }
  };
  for (let round = 0; round < rounds; round += 1) {
    const server = await startProcess(folder, /http/);
    await settled(server);
    let isDead = false;
    const sending = Array.from({ length: senders }, () => sendOn(server, () => isDead));
    await new Promise((resolve) => setTimeout(resolve, 40 + chance() * 400));
    isDead = true;
    await server.kill();
    await Promise.all(sending);
  }
  const server = await startProcess(folder, /http/);
  for (const batch of underWay) {
    if ((await send(server, batch)).status !== 202) throw new Error(`Batch ${batch} cannot land.`);
    acknowledged += 1;
  }
  const [rows, different] = await counted(server);
  await server.kill();
  return { acknowledged, rows, different };
};
