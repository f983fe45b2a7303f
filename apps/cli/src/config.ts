import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "@sextant/model/problem/problem";

/** What every verb is told besides its own options. */
export interface Settings {
  /** Absolute path of the workspace folder. */
  workspace: string;
  /** Address of a server to talk to; null means: the one of this workspace, or one started for the occasion. */
  server: string | null;
  token: string | null;
}

/** The global options as the command line gives them. */
export interface GlobalOptions {
  workspace?: string;
  server?: string;
  json?: boolean;
}

const repository = fileURLToPath(new URL("../../../", import.meta.url));

const isWorkspace = (folder: string): boolean =>
  existsSync(folder) &&
  readdirSync(folder).some(
    (name) => /\.ya?ml$/.test(name) && /^workspace:/m.test(readFileSync(join(folder, name), "utf8")),
  );

const nearestWorkspace = (from: string): string | null => {
  if (isWorkspace(from)) return from;
  const parent = dirname(from);
  return parent === from ? null : nearestWorkspace(parent);
};

/** The workspace meant: `--workspace`, SEXTANT_WORKSPACE, the nearest folder upwards, else the example inside this repository. */
const findWorkspace = (given: string | undefined): string => {
  const named = given ?? process.env.SEXTANT_WORKSPACE;
  if (named !== undefined) return resolve(named);
  const nearest = nearestWorkspace(process.cwd());
  if (nearest !== null) return nearest;
  if (resolve(process.cwd()).startsWith(resolve(repository))) return join(repository, "examples", "flights");
  throw new Problem("not_found", `No workspace in ${process.cwd()} or above it.`, {
    hint: "Run `sextant init <file.csv>` to make one, or name one with --workspace.",
  });
};

/** Settings from options and environment. */
export const readSettings = (options: GlobalOptions): Settings => ({
  workspace: findWorkspace(options.workspace),
  server: options.server ?? process.env.SEXTANT_URL ?? null,
  token: process.env.SEXTANT_TOKEN ?? null,
});

/** The server's entry point and the Node that runs it. */
export const serverCommand = (): { node: string; main: string } => ({
  node: process.execPath,
  main: join(repository, "apps", "server", "src", "main.ts"),
});

/** Whether standard output may carry colour: a terminal, and NO_COLOR is not set (no-color.org). */
export const mayUseColor = (): boolean => process.stdout.isTTY && process.env.NO_COLOR === undefined;
