import { atMost, type Benchmark, type Row } from "./benchmark.ts";
import { median, ms } from "./measure.ts";
import { answerOf, dashboardPath, plainServer, spawnServer, untilReady, withData } from "./server.ts";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

const commands = {
  "the server alone": plainServer,
  "npm start": [npm, "start", "--silent", "--"],
} as const;

/** From the command to the first dashboard over HTTP, when the data has been loaded before. */
export const benchmark: Benchmark = ({ quick }) =>
  withData(async (data) => {
    const first = await spawnServer(plainServer, data);
    await untilReady(first);
    await first.stop();
    const rows: Row[] = [];
    for (const [name, command] of Object.entries(commands)) {
      const times: number[] = [];
      for (let round = 0; round < (quick ? 1 : 5); round += 1) {
        const started = performance.now();
        const server = await spawnServer(command, data);
        const body = await answerOf(server, dashboardPath);
        times.push(performance.now() - started);
        if (!body.includes('"presence":"value"')) throw new Error("The first dashboard has no values.");
        await server.stop();
      }
      rows.push(atMost(`second start to first dashboard, ${name}`, 3000, median(times), ms));
    }
    return rows;
  });
