import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Problem } from "@sextant/model/problem/problem";
import { storeProblem } from "./fault.ts";

/** What programs on the same machine find in the data directory while the server runs. */
export interface Presence {
  url: string;
  pid: number;
  /** Bearer token of this run, an admin's. */
  token: string;
  startedAt: number;
}

/** A data directory that belongs to this process alone. */
export interface DataDirectory {
  path: string;
  /** Writes `server.json`, readable by this user only. */
  announce(presence: Presence): void;
  /** Takes `server.json` away and gives the directory free. */
  release(): void;
}

const holderOf = (path: string): string => {
  try {
    return `process ${readFileSync(join(path, "lock.pid"), "utf8").trim()}`;
  } catch {
    // The other process may be between taking the lock and writing its number down.
    return "another process";
  }
};

const makeFolder = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem("source_unreadable", `The data directory ${path} cannot be made: ${reason}`, {
      hint: "Name another one with --data, or make it writable.",
      cause: error,
    });
  }
};

/**
 * Takes a data directory for this process; throws `data_directory_locked` when another one has it. The lock is an open
 * exclusive SQLite transaction: the operating system drops it with the process, however it ends, so none goes stale.
 */
export const takeDataDirectory = (path: string, pid: number): DataDirectory => {
  makeFolder(path);
  const lock = new DatabaseSync(join(path, "lock.db"), { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (storeProblem(error)?.code !== "data_directory_locked") throw error;
    throw new Problem("data_directory_locked", `${holderOf(path)} holds the data directory ${path}.`, {
      hint: "Stop that process, or name another directory with --data.",
      cause: error,
    });
  }
  const presence = join(path, "server.json");
  const pidFile = join(path, "lock.pid");
  rmSync(presence, { force: true });
  writeFileSync(pidFile, `${pid}\n`);
  return {
    path,
    announce: (known) => {
      // Whoever looks finds all of it or nothing, also when this process is ended in between.
      const draft = `${presence}.${pid}`;
      rmSync(draft, { force: true });
      writeFileSync(draft, `${JSON.stringify(known)}\n`, { mode: 0o600, flag: "wx" });
      renameSync(draft, presence);
    },
    release: () => {
      rmSync(presence, { force: true });
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
};
