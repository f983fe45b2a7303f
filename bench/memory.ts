import { setTimeout as sleep } from "node:timers/promises";
import { type Benchmark, reported } from "./benchmark.ts";
import { answerOf, dashboardPath, gauges, withServer } from "./server.ts";

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;

/** Resident memory after the first load of the example and some dashboards, and when the server has been left alone. */
export const benchmark: Benchmark = ({ quick }) =>
  withServer(async (server) => {
    for (const grain of ["day", "week", "month"]) await answerOf(server, `${dashboardPath}?grain=${grain}`);
    const busy = await gauges(server);
    await sleep(quick ? 100 : 60_000);
    const rest = await gauges(server);
    const parts = ["nodejs_heap_size_used_bytes", "nodejs_external_memory_bytes"].map(rest).map(megabytes).join(" · ");
    return [
      reported("server memory, example loaded, at rest", megabytes(rest("process_resident_memory_bytes"))),
      reported("  JavaScript heap · external", parts),
      reported("  right after the load", megabytes(busy("process_resident_memory_bytes"))),
    ];
  });
