import { atMost, type Benchmark, type Row, reported } from "./benchmark.ts";
import { ms, quantile } from "./measure.ts";
import { headersOf, type LoadResult, openLoop } from "./open-loop.ts";
import { answerOf, dashboardPath, gauges, type ServerProcess, withServer } from "./server.ts";

const rate = 200;

const rowsOf = (name: string, result: LoadResult, expected: number, cpu: number): Row[] => {
  const { latencies, statuses, bytes, lateness } = result;
  const wrong = latencies.length - (statuses[expected] ?? 0);
  if (wrong > 0) throw new Error(`${name}: ${wrong} answers were not ${expected}: ${JSON.stringify(statuses)}`);
  return [
    atMost(`cached dashboard over HTTP, ${rate}/s, ${name}: p99`, 15, quantile(latencies, 0.99), ms),
    reported("  p50 · slowest · bytes", `${ms(quantile(latencies, 0.5))} · ${ms(quantile(latencies, 1))} · ${bytes}`),
    reported("  sent late, p99 · server's processor time each", `${ms(quantile(lateness, 0.99))} · ${ms(cpu)}`),
  ];
};

/** Processor time of the server so far, in milliseconds. */
const processorTime = async (server: ServerProcess): Promise<number> =>
  1000 * (await gauges(server))("process_cpu_seconds_total");

/** A cached dashboard from a server process of its own, at a steady rate, as browsers and as programs ask for it. */
export const benchmark: Benchmark = ({ quick }) =>
  withServer(async (server) => {
    const url = server.url + dashboardPath;
    await answerOf(server, dashboardPath);
    const browser = { "accept-encoding": "br, gzip" };
    const load = async (seconds: number, headers: Record<string, string>): Promise<[LoadResult, cpu: number]> => {
      const before = await processorTime(server);
      const result = await openLoop(url, { rate, seconds, headers });
      return [result, ((await processorTime(server)) - before) / result.latencies.length];
    };
    const seconds = quick ? 1 : 30;
    await load(quick ? 1 : 5, browser);
    // After the warm-up: what is learned of KPIs after a start changes the answer.
    const { etag } = await headersOf(url, browser);
    if (etag === undefined) throw new Error("The dashboard has no entity tag.");
    const rows: Row[] = [];
    for (const [name, headers, expected] of [
      ["plain", {}, 200],
      ["compressed", browser, 200],
      ["not modified", { ...browser, "if-none-match": etag }, 304],
    ] as const) {
      const [result, cpu] = await load(seconds, headers);
      rows.push(...rowsOf(name, result, expected, cpu));
    }
    return rows;
  });
