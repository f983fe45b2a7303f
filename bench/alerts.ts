import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { atMost, type Benchmark, reported } from "./benchmark.ts";
import { ms, quantile } from "./measure.ts";
import { type ServerProcess, withServer } from "./server.ts";

const post = async (server: ServerProcess, path: string, body: string, type = "application/json", method = "POST") => {
  const response = await fetch(server.url + path, { method, headers: { "content-type": type }, body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
};

/** Flights of the last whole week, all on time or all late; `round` keeps one batch from counting as another sent twice. */
const flights = (count: number, delay: number, round: number): string =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      departure: `2001-06-20T12:${String(index % 60).padStart(2, "0")}`,
      ...{ delay, distance: 500 + round, origin: "JFK", destination: "LAX" },
    }),
  ).join("\n");

/** Half of how far each batch moves the number of flights on time past the limit, in flights. */
const reach = 200;

/** Rows land that push a KPI of the example past its limit and back: from the request's start to the webhook's arrival. */
export const benchmark: Benchmark = ({ quick }) => {
  // The webhook of the bench listens on this machine.
  process.env.SEXTANT_INTERNAL_HOSTS = "127.0.0.1";
  return withServer(async (server) => {
    let arrived = 0;
    const hook = createServer((request, response) => {
      request.resume();
      request.on("end", () => {
        arrived += 1;
        response.end("ok");
      });
    }).listen(0, "127.0.0.1");
    await once(hook, "listening");
    const { port } = hook.address() as AddressInfo;
    const channel = {
      kind: "webhook",
      label: "Bench",
      settings: { url: `http://127.0.0.1:${port}/` },
      secret: "whsec_c2VjcmV0",
    };
    await post(server, "/v1/channels/bench", JSON.stringify(channel), "application/json", "PUT");
    const answer = (await (await fetch(`${server.url}/v1/kpis/on_time?grain=week`)).json()) as KpiAnswer;
    const share = answer.tile.latest?.value ?? Number.NaN;
    const when = { on: "threshold", value: `< ${(share * 100).toFixed(6)}%` };
    const rule = { id: "bench", kpi: "on_time", when, channels: ["bench"], severity: "critical" };
    await post(server, "/v1/alert-rules", JSON.stringify(rule));
    await sleep(2000);
    const land = (round: number): Promise<void> => {
      const late = round % 2 === 1;
      const moves = round === 0 ? reach : 2 * reach;
      const count = Math.round(moves / (late ? share : 1 - share));
      return post(server, "/v1/ingest/flights", flights(count, late ? 300 : 1, round), "application/x-ndjson");
    };
    await land(0);
    await sleep(2500);
    const waits: number[] = [];
    for (let round = 1; round <= (quick ? 3 : 100); round += 1) {
      const [before, started] = [arrived, performance.now()];
      await land(round);
      while (arrived === before) {
        if (performance.now() - started > 30_000) throw new Error(`Round ${round}: nothing was delivered within 30 s.`);
        await sleep(2);
      }
      waits.push(performance.now() - started);
    }
    hook.closeAllConnections();
    hook.close();
    return [
      atMost("alerts: event lands → delivered to a webhook, p99", 2000, quantile(waits, 0.99), ms),
      reported("alerts: event lands → delivered to a webhook, p50", ms(quantile(waits, 0.5))),
    ];
  });
};
