import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../", import.meta.url));

const wanted = 24;
const current = Number.parseInt(process.versions.node, 10);

/**
 * The path of a Node that runs TypeScript: the current one if new enough, else the one npm installed.
 * Throws an Error that says what to do when there is neither.
 */
export function findNode() {
  if (current >= wanted) return process.execPath;
  const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const bundled = join(root, `node_modules/node-${platform}/bin/node${process.platform === "win32" ? ".exe" : ""}`);
  if (existsSync(bundled)) return bundled;
  throw new Error(
    existsSync(join(root, "node_modules"))
      ? `Sextant runs on Node ${wanted}; this is ${process.version} and npm has no Node for ${platform}. Install Node ${wanted} or newer.`
      : "Sextant is not installed yet. Run: npm ci --ignore-scripts",
  );
}

/**
 * Hands this process over to a script under Node 24: replaces it where the system can, else waits for the child,
 * passes signals on and ends the way it ended.
 * @param {string} script path from the repository's root
 * @param {string[]} args
 * @returns {void}
 */
export function handOver(script, args) {
  const node = findNode();
  const leash = new URL("./leash.mjs", import.meta.url).href;
  // Compiled modules are kept beside the packages: the next start reads them instead of compiling again.
  process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules/.cache/compiled");
  // The embedded engine's statements wait on threads that files and passwords need too; of Node's usual 4 it can take all.
  process.env.UV_THREADPOOL_SIZE ??= "12";
  const argv = ["--disable-warning=ExperimentalWarning", "--import", leash, join(root, script), ...args];
  if (process.platform !== "win32" && typeof process.execve === "function")
    process.execve(node, [node, ...argv], process.env);
  const child = spawn(node, argv, { stdio: "inherit" });
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  void import(leash);
  // A terminal sends Ctrl-C to the child as well; a second one would read as "do not wait".
  process.on("SIGINT", () => atTerminal || child.kill("SIGINT"));
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"])) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`Cannot run ${node}: ${error.message}. Install Node ${wanted} or newer.`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}
