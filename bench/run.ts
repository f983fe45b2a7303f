import { fork } from "node:child_process";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Benchmark, Row } from "./benchmark.ts";
import { environment } from "./environment.ts";
import { markdown, text } from "./table.ts";

// `npm run bench [-- name … --quick --large --markdown]`: every benchmark in a process of its own, one after another.

const benchmarks: Record<string, () => Promise<{ benchmark: Benchmark }>> = {
  alerts: () => import("./alerts.ts"),
  compile: () => import("./compile.ts"),
  crash: () => import("./crash.ts"),
  "dashboard-cold": () => import("./dashboard-cold.ts"),
  "dashboard-http": () => import("./dashboard-http.ts"),
  forecast: () => import("./forecast.ts"),
  "forecast-reach": () => import("./forecast-reach.ts"),
  "first-screen": () => import("./first-screen.ts"),
  judgement: () => import("./judgement.ts"),
  live: () => import("./live.ts"),
  memory: () => import("./memory.ts"),
  "meaning-kept": () => import("./meaning-kept.ts"),
  "meaning-raw": () => import("./meaning-raw.ts"),
  "meaning-refresh": () => import("./meaning-refresh.ts"),
  "meaning-rollup": () => import("./meaning-rollup.ts"),
  peers: () => import("./peers.ts"),
  push: () => import("./push.ts"),
  scale: () => import("./scale.ts"),
  "second-start": () => import("./second-start.ts"),
  sweep: () => import("./sweep.ts"),
  sources: () => import("./sources.ts"),
  cascade: () => import("./cascade.ts"),
  "ten-thousand": () => import("./ten-thousand.ts"),
};

/** Run only when they are named: they fetch packages nothing else needs. */
const onRequest = ["peers"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    large: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
  },
});

/** The flags a benchmark knows. */
const flags = (["quick", "large"] as const).filter((flag) => values[flag]).map((flag) => `--${flag}`);

const runAlone = (name: string): Promise<Row[]> =>
  new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [name, ...flags], {
      execArgv: ["--disable-warning=ExperimentalWarning"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    let rows: Row[] | undefined;
    child.on("message", (message) => {
      rows = message as Row[];
    });
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 && rows ? resolve(rows) : reject(new Error(`${name} ended with ${code}`))));
  });

const runAll = async (names: readonly string[]): Promise<void> => {
  const unknown = names.filter((name) => !(name in benchmarks));
  if (unknown.length > 0)
    throw new Error(`No benchmark ${unknown.join(", ")}; there are ${Object.keys(benchmarks).join(", ")}.`);
  const load = () => loadavg()[0]?.toFixed(2);
  const before = load();
  const rows: Row[] = [];
  for (const name of names) {
    process.stderr.write(`${name} …\n`);
    try {
      rows.push(...(await runAlone(name)));
    } catch (error) {
      rows.push({ work: name, goal: "", measured: error instanceof Error ? error.message : String(error), met: false });
      process.exitCode = 1;
    }
  }
  const write = values.markdown ? markdown : text;
  process.stdout.write(`${environment()}; load ${before} before, ${load()} after\n\n${write(rows)}\n`);
};

if (process.send) {
  const load = benchmarks[positionals[0] ?? ""];
  if (load === undefined) throw new Error("A benchmark process needs the name of its benchmark.");
  const { benchmark } = await load();
  const rows = await benchmark({ quick: values.quick, large: values.large });
  process.send(rows, () => process.exit(0));
} else {
  await runAll(
    positionals.length > 0 ? positionals : Object.keys(benchmarks).filter((name) => !onRequest.includes(name)),
  );
}
