import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./node24.mjs";

/** A Chromium that runs here, and the flags it needs; the shape playwright's `launch` takes. */
export interface Chromium {
  executablePath: string;
  args: string[];
}

const installed = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
/** No sandbox and no /dev/shm: containers and CI machines seldom allow them, and the pages are our own. */
const flags = ["--no-sandbox", "--disable-dev-shm-usage"];

const runScript = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
`;
const fontConfig = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><dir>/usr/share/fonts</dir><cachedir prefix="relative">cache</cachedir></fontconfig>
`;

/**
 * Finds a Chromium that starts: `CHROMIUM_PATH`, the system's, else the one from npm (Linux x64), unpacked into
 * node_modules/.cache on first use. Throws an Error with what was tried when none runs.
 */
export async function findChromium(): Promise<Chromium> {
  const tried: string[] = [];
  for (const executablePath of candidates()) {
    const fault = await faultOf(executablePath);
    if (!fault) return { executablePath, args: flags };
    tried.push(`${executablePath}: ${fault}`);
  }
  if (process.platform === "linux" && process.arch === "x64" && !process.env.CHROMIUM_PATH) {
    const executablePath = await unpack();
    const fault = await faultOf(executablePath);
    if (!fault) return { executablePath, args: flags };
    tried.push(`@sparticuz/chromium: ${fault}`);
  }
  throw new Error(`No Chromium runs here. Install one, or set CHROMIUM_PATH.\n${tried.join("\n")}`);
}

function candidates(): string[] {
  if (process.env.CHROMIUM_PATH) return [process.env.CHROMIUM_PATH];
  const folders = (process.env.PATH ?? "").split(process.platform === "win32" ? ";" : ":");
  return [...installed.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].filter(existsSync);
}

/** Why a Chromium does not run, or undefined when it prints its version. */
async function faultOf(executablePath: string): Promise<string | undefined> {
  try {
    await promisify(execFile)(executablePath, ["--version"], { timeout: 30_000 });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Unpacks the Chromium of `@sparticuz/chromium` with the libraries it brings, behind a script that points to them. */
async function unpack(): Promise<string> {
  const folder = join(root, "node_modules/.cache/chromium");
  const script = join(folder, "run.sh");
  if (existsSync(script)) return script;
  await mkdir(join(folder, ".."), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  const { inflate } = await import("@sparticuz/chromium");
  const packed = join(root, "node_modules/@sparticuz/chromium/bin");
  const before = process.env.TMPDIR;
  process.env.TMPDIR = fresh; // where the package unpacks to
  try {
    const names = ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];
    await Promise.all(names.map((name) => inflate(join(packed, name))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(fresh, "fonts/fonts.conf"), fontConfig);
  await writeFile(join(fresh, "run.sh"), runScript, { mode: 0o755 });
  try {
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true });
    if (!existsSync(script)) throw error; // otherwise another process was faster
  }
  return script;
}
