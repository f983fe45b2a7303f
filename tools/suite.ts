import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.ts";
import { root } from "./node24.mjs";
import { buildWeb } from "./prepare.mjs";
import { type Report, type Totals, totalsOf } from "./totals.ts";

// `npm test [-- checks unit flows browser]`: everything, or the named stages; ends with one line of totals.

const stages = ["checks", "unit", "flows", "browser"];
/** Far above what any stage needs; a test in an endless loop cannot be stopped from inside its process. */
const stageLimit = 10 * 60_000;
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };

let current: ChildProcess | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    current?.kill("SIGTERM");
    process.exit(1);
  });
}

/** The quality checks: names, and arguments to Node. */
function checks(): [name: string, args: string[]][] {
  const tool = (name: string, path: string, ...args: string[]): [string, string[]] => [
    name,
    [join("node_modules", path), ...args],
  ];
  const projects = globSync(["{packages,apps}/*/tsconfig*.json", "{bench,tools}/tsconfig.json"], { cwd: root }).sort();
  return [
    ...projects.map((path) => tool(`types of ${path}`, "typescript/lib/tsc.js", "-p", path)),
    tool("format and lint", "@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "--colors=off", "."),
    tool(
      "lint with types",
      "oxlint/bin/oxlint",
      "--type-aware",
      "--deny-warnings",
      "--report-unused-disable-directives",
    ),
    tool("unused code", "knip/bin/knip.js", "--no-progress", "--no-config-hints"),
    ["generated files are current", ["tools/generate.ts", "--check"]],
  ];
}

async function runBuild(): Promise<void> {
  try {
    await buildWeb();
    totals.passed += 1;
  } catch (error) {
    console.log(`✗ build of the web app: ${error instanceof Error ? error.message : String(error)}`);
    totals.failed += 1;
  }
}

async function runChecks(): Promise<void> {
  for (const [name, args] of checks()) {
    if (!existsSync(join(root, args[0] ?? ""))) continue;
    const started = performance.now();
    const { code, output } = await run(args, "pipe");
    console.log(`${code === 0 ? "✓" : "✗"} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    if (code !== 0) console.log(output.trim().replace(/^/gm, "    "));
    totals[code === 0 ? "passed" : "failed"] += 1;
  }
}

async function runTests(project: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sextant-test-"));
  const file = join(folder, "report.json");
  process.env.SEXTANT_TEST_REPORT = file;
  const { code } = await run(["node_modules/vitest/vitest.mjs", "run", "--project", project], "inherit");
  const report: Report | undefined = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  rmSync(folder, { recursive: true });
  const { fault, ...counted } = totalsOf(report, code);
  if (fault) console.log(`✗ ${project}: ${fault}`);
  for (const key of ["passed", "failed", "skipped"] as const) totals[key] += counted[key];
}

/**
 * Runs Node with the given arguments in the root, at most for the stage limit; resolves with its exit code and, when
 * piped, what it printed.
 */
function run(args: readonly string[], output: "pipe" | "inherit"): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", output, output], timeout: stageLimit });
    current = child;
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      if (child.killed) console.log(`✗ stopped after ${stageLimit / 60_000} minutes`);
      resolve({ code: code ?? 1, output: text });
    });
  });
}

async function main(chosen: readonly string[]): Promise<void> {
  const unknown = chosen.filter((stage) => !stages.includes(stage));
  if (unknown.length > 0) throw new Error(`No stage ${unknown.join(", ")}; there are ${stages.join(", ")}.`);
  const has = (stage: string) => chosen.length === 0 || chosen.includes(stage);
  if (has("browser")) {
    process.env.CHROMIUM_PATH = (await findChromium()).executablePath;
    console.log(`Chromium: ${process.env.CHROMIUM_PATH}`);
  }
  if (["unit", "flows", "browser"].some(has)) await runBuild();
  if (has("checks")) await runChecks();
  for (const project of ["unit", "flows", "browser"]) if (has(project)) await runTests(project);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.log(`✗ ${error instanceof Error ? error.message : String(error)}`);
  totals.failed += 1;
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
