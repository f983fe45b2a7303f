import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { findNode, root } from "./node24.mjs";

const webSources = ["apps/web", "packages/model/src", "package-lock.json"];

/** Installs what the lockfile asks for unless it is there already. Throws an Error when npm fails. */
export async function installMissing() {
  if (isInstalled()) return;
  const wanted = Object.entries(readLock("package-lock.json") ?? {}).flatMap(([path, entry]) =>
    path.includes("node_modules/") && !entry.link && isForHere(entry) ? [join(root, path, "package.json")] : [],
  );
  const count = () => wanted.filter((path) => existsSync(path)).length;
  const [program, first] = npm();
  console.error("Installing packages (once, about a minute) …");
  await narrate(
    () => `  ${count()} of ${wanted.length} packages`,
    run(program, [...first, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"]),
  );
}

/** Builds the web app unless its build is newer than everything it is made of. Throws an Error when the build fails. */
export async function buildWeb() {
  const built = modified("apps/web/dist/index.html");
  if (built > 0 && built >= Math.max(...webSources.map(newest))) return;
  console.error("Building the web app …");
  const vite = join(root, "node_modules/vite/bin/vite.js");
  await run(findNode(), [vite, "build", "--logLevel", "warn"], join(root, "apps/web"));
}

/** Whether node_modules holds exactly what the lockfile names for this platform. */
function isInstalled() {
  const installed = readLock("node_modules/.package-lock.json");
  const wanted = readLock("package-lock.json");
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    if (!path.startsWith("node_modules/") || link) return true; // npm's own record has only these
    const there = installed[path];
    return there ? there.version === version && there.integrity === integrity : optional;
  });
}

/**
 * @typedef {{ version?: string; integrity?: string; optional?: boolean; link?: boolean; os?: string[]; cpu?: string[] }} Locked
 * @param {Locked} entry
 */
function isForHere({ os, cpu }) {
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

/**
 * @param {string} path
 * @returns {Record<string, Locked> | undefined}
 */
function readLock(path) {
  return existsSync(join(root, path)) ? JSON.parse(readFileSync(join(root, path), "utf8")).packages : undefined;
}

/** npm as a program and its first arguments; inside an npm script, the very npm that runs it. */
function npm() {
  const { npm_execpath: cli, npm_node_execpath: node = process.execPath } = process.env;
  if (cli) return /** @type {const} */ ([node, [cli]]);
  return /** @type {const} */ ([process.platform === "win32" ? "npm.cmd" : "npm", []]);
}

/**
 * Runs a program to its end with its output on stderr.
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args, cwd = root) {
  const shell = program.endsWith(".cmd");
  const child = spawn(program, args, { cwd, shell, stdio: ["ignore", 2, 2] });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`${[program, ...args].join(" ")} ended with ${code}`)),
    );
  });
}

/**
 * Prints a line of progress every five seconds until the work ends.
 * @param {() => string} progress
 * @param {Promise<unknown>} work
 */
async function narrate(progress, work) {
  const timer = setInterval(() => console.error(progress()), 5000);
  try {
    await work;
  } finally {
    clearInterval(timer);
  }
}

/**
 * The newest modification time in a file or folder, in epoch milliseconds; 0 when there is none.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const full = join(root, path);
  if (!existsSync(full) || !statSync(full).isDirectory()) return modified(path);
  const names = readdirSync(full).filter((name) => !/^(dist|node_modules|test|\..*)$|\.test\.tsx?$|\.md$/.test(name));
  return Math.max(0, ...names.map((name) => newest(join(path, name))));
}

/** @param {string} path */
function modified(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
