import { atMost, type Benchmark, type Row, reported } from "./benchmark.ts";
import { ms, quantile } from "./measure.ts";
import { headersOf, type LoadResult, openLoop } from "./open-loop.ts";
import { answerOf, dashboardPath, withServer } from "./server.ts";

const rate = 200;

const rowsOf = (name: string, { latencies, statuses, bytes }: LoadResult, expected: number): Row[] => {
  const wrong = latencies.length - (statuses[expected] ?? 0);
  if (wrong > 0) throw new Error(`${name}: ${wrong} answers were not ${expected}: ${JSON.stringify(statuses)}`);
  return [
    atMost(`cached dashboard over HTTP, ${rate}/s, ${name}: p99`, 15, quantile(latencies, 0.99), ms),
    reported("  p50 · slowest · bytes", `${ms(quantile(latencies, 0.5))} · ${ms(quantile(latencies, 1))} · ${bytes}`),
  ];
};

/** A cached dashboard from a server process of its own, at a steady rate, as browsers and as programs ask for it. */
export const benchmark: Benchmark = ({ quick }) =>
  withServer(async (server) => {
    const url = server.url + dashboardPath;
    await answerOf(server, dashboardPath);
    const browser = { "accept-encoding": "br, gzip" };
    const { etag } = await headersOf(url, browser);
    if (etag === undefined) throw new Error("The dashboard has no entity tag.");
    const load = { rate, seconds: quick ? 1 : 30 };
    await openLoop(url, { rate, seconds: quick ? 1 : 5, headers: browser });
    return [
      ...rowsOf("plain", await openLoop(url, { ...load, headers: {} }), 200),
      ...rowsOf("compressed", await openLoop(url, { ...load, headers: browser }), 200),
      ...rowsOf("not modified", await openLoop(url, { ...load, headers: { ...browser, "if-none-match": etag } }), 304),
    ];
  });
