import { setTimeout as sleep } from "node:timers/promises";
import { atLeast, atMost, type Benchmark, reported } from "./benchmark.ts";
import { follow } from "./feed.ts";
import { ms, quantile } from "./measure.ts";
import { push } from "./push/load.ts";
import { rawInserts } from "./push/raw.ts";
import { withPushServer } from "./push/workspace.ts";
import { gauges, type ServerProcess } from "./server.ts";

const perSecond = (rows: number): string => `${Math.round(rows / 1000)} k rows/s`;
const times = (value: number): string => `${value.toFixed(2)} ×`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;

const connections = 12;

/** Resident memory of the server once a second until it is told to stop. */
const watchMemory = (server: ServerProcess): { stop(): Promise<number[]> } => {
  const seen: number[] = [];
  let going = true;
  const work = (async () => {
    while (going) {
      seen.push((await gauges(server))("process_resident_memory_bytes"));
      await sleep(1000);
    }
  })();
  return {
    stop: async () => {
      going = false;
      await work;
      return seen;
    },
  };
};

const countRows = async (server: ServerProcess): Promise<number> => {
  const response = await fetch(`${server.url}/v1/datasets`);
  const { datasets } = (await response.json()) as { datasets: { id: string; rows: number }[] };
  return datasets.find(({ id }) => id === "events")?.rows ?? Number.NaN;
};

/** Seconds between two computed answers, the longest. */
const longestGap = (instants: readonly number[]): number =>
  Math.max(...instants.slice(1).map((at, index) => at - (instants[index] ?? at))) / 1000;

/** Batches of 1,000 rows over HTTP, each acknowledged when it is on disk, while a KPI of the dataset is computed; and the raw client. */
export const benchmark: Benchmark = async ({ quick }) => {
  const seconds = quick ? 3 : 60;
  const raw = await rawInserts(quick ? 2 : 15, 1000);
  const rawLarge = await rawInserts(quick ? 2 : 15, 10_000);
  return withPushServer(async (server) => {
    const warm = await push(server, quick ? 1 : 5, connections, "warm");
    const ending = new AbortController();
    const events = await follow(server, ending.signal);
    const memory = watchMemory(server);
    const { rows, acks, seconds: took } = await push(server, seconds, connections, "bench");
    const seen = await memory.stop();
    ending.abort();
    const landed = await countRows(server);
    if (landed !== warm.rows + rows)
      throw new Error(`${warm.rows + rows} rows were acknowledged, ${landed} are there.`);
    const third = Math.ceil(seen.length / 3);
    const growth = quantile(seen.slice(-third), 0.5) / quantile(seen.slice(0, third), 0.5);
    const computed = events.filter(({ type }) => type === "computed").map(({ at }) => at);
    const rate = rows / took;
    return [
      atLeast(`push: batches of 1,000, ${connections} connections, ${Math.round(took)} s`, 100_000, rate, perSecond),
      atMost("  sent → acknowledged, p99", 150, quantile(acks, 0.99), ms),
      reported("  p50 · slowest", `${ms(quantile(acks, 0.5))} · ${ms(quantile(acks, 1))}`),
      atLeast("  against the raw client, 1,000 rows an insert", 0.7, rate / raw, times),
      reported("  raw client, 1,000 · 10,000 rows an insert", `${perSecond(raw)} · ${perSecond(rawLarge)}`),
      atMost("  memory, last third against first", 1.2, growth, times),
      reported("  memory, least · most", `${megabytes(quantile(seen, 0))} · ${megabytes(quantile(seen, 1))}`),
      reported(
        "  answers computed meanwhile · longest gap",
        `${computed.length} · ${longestGap(computed).toFixed(1)} s`,
      ),
    ];
  });
};
