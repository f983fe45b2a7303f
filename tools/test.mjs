import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { handOver, root } from "./node24.mjs";
import { buildWeb, installMissing } from "./prepare.mjs";

// `npm test [-- checks unit flows browser]`: everything, or the named stages; ends with one line of totals.

/** @typedef {{ passed: number; failed: number; skipped: number }} Totals */

const stages = ["checks", "unit", "flows", "browser"];

/**
 * The quality checks as names and arguments to Node.
 * @returns {[name: string, args: string[]][]}
 */
function checks() {
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

/**
 * @param {string} name
 * @param {string} path
 * @param {...string} args
 * @returns {[string, string[]]}
 */
function tool(name, path, ...args) {
  return [name, [join("node_modules", path), ...args]];
}

/** @param {Totals} totals */
async function runChecks(totals) {
  for (const [name, args] of checks()) {
    if (args[0] === "tools/generate.ts" && !existsSync(join(root, "tools/generate.ts"))) continue;
    const started = performance.now();
    const { code, output } = await run(args, "pipe");
    const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
    console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds})`);
    if (code !== 0) console.log(output.trim().replace(/^/gm, "    "));
    totals[code === 0 ? "passed" : "failed"] += 1;
  }
}

/**
 * Runs one vitest project and adds what it reports; a crash, a broken file or no test at all counts as a failure.
 * @param {string} project
 * @param {Totals} totals
 */
async function runTests(project, totals) {
  const folder = mkdtempSync(join(tmpdir(), "sextant-test-"));
  const file = join(folder, "report.json");
  const vitest = join("node_modules", "vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await run([vitest, "run", "--project", project, ...reporters], "inherit");
  const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { numTotalTests: 0, testResults: [] };
  rmSync(folder, { recursive: true });
  const brokenFiles = report.testResults.filter(
    (/** @type {{ status: string; assertionResults: { status: string }[] }} */ result) =>
      result.status === "failed" && !result.assertionResults.some(({ status }) => status === "failed"),
  ).length;
  const failed = (report.numFailedTests ?? 0) + brokenFiles;
  const unexplained = failed === 0 && (code !== 0 || report.numTotalTests === 0) ? 1 : 0;
  if (unexplained) console.log(`✗ ${project}: ${code === 0 ? "no test ran" : `vitest ended with ${code}`}`);
  totals.passed += report.numPassedTests ?? 0;
  totals.failed += failed + unexplained;
  totals.skipped += (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
}

/**
 * Runs Node with the given arguments in the root.
 * @param {readonly string[]} args
 * @param {"pipe" | "inherit"} output
 * @returns {Promise<{ code: number; output: string }>}
 */
function run(args, output) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", output, output] });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (text += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output: text }));
  });
}

/** @param {string[]} chosen */
async function main(chosen) {
  const unknown = chosen.filter((stage) => !stages.includes(stage));
  if (unknown.length > 0) throw new Error(`No stage ${unknown.join(", ")}; there are ${stages.join(", ")}.`);
  const has = (/** @type {string} */ stage) => chosen.length === 0 || chosen.includes(stage);
  const totals = { passed: 0, failed: 0, skipped: 0 };
  if (has("browser")) {
    const { findChromium } = await import("./chromium.ts");
    const { executablePath } = await findChromium();
    process.env.CHROMIUM_PATH = executablePath;
    console.log(`Chromium: ${executablePath}`);
  }
  if (has("browser") || has("flows")) await buildWeb();
  if (has("checks")) await runChecks(totals);
  for (const project of ["unit", "flows", "browser"]) if (has(project)) await runTests(project, totals);
  console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
}

try {
  await installMissing();
  if (Number.parseInt(process.versions.node, 10) < 24) handOver("tools/test.mjs", process.argv.slice(2));
  else await main(process.argv.slice(2));
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  console.log("0 passed, 1 failed, 0 skipped");
  process.exitCode = 1;
}
