import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@clickhouse/client";
import { Problem } from "@sextant/model/problem/problem";
import { openSession, type Session } from "./chdb-session.ts";
import { type EngineClient, type EngineOptions, engineWarehouse } from "./engine.ts";
import { isDiskFull, isLocked } from "./fault.ts";
import type { Warehouse } from "./warehouse.ts";

/** What the embedded engine needs on an empty directory before it may be asked to start. */
const leastFreeBytes = 16 * 1024 * 1024;

const diskFull = (path: string, cause?: unknown): Problem =>
  new Problem("disk_full", `There is no room left on the disk that holds ${path}.`, {
    hint: "Free some space, or point SEXTANT_DATA_FOLDER at another disk.",
    cause,
  });

const locked = (path: string, cause: unknown): Problem =>
  new Problem("data_directory_locked", `Another process already uses the data directory ${path}.`, {
    hint: "Stop the other Sextant, or start this one with another data directory.",
    cause,
  });

/** The engine writes why it cannot start to the terminal and throws something mute, so the directory is tried first. */
const checkDirectory = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true });
    const probe = join(path, ".sextant-probe");
    writeFileSync(probe, Buffer.alloc(4096));
    rmSync(probe);
  } catch (error) {
    if (isDiskFull(error)) throw diskFull(path, error);
    throw new Problem("invalid_request", `The data directory ${path} cannot be written to.`, {
      hint: "Check its owner and permissions, or choose another data directory.",
      cause: error,
    });
  }
  const disk = statfsSync(path);
  if (disk.bavail * disk.bsize < leastFreeBytes) throw diskFull(path);
};

/** The hook that plugs the embedded engine into the official client is experimental: this is the only place it is used. */
const connect = (path: string): { client: EngineClient; session: Session } => {
  try {
    const session = openSession(path);
    return { client: createClient({ connection: session as never }), session };
  } catch (error) {
    if (isDiskFull(error)) throw diskFull(path, error);
    if (isLocked(error)) throw locked(path, error);
    throw error;
  }
};

/** Column names the binding takes as they are; it quotes none. */
const plainName = /^[A-Za-z_]\w*$/;

const settingValue = (value: unknown): string | number | boolean | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;

/** Hands lines to the engine beside the statement: within it, the engine would read them several times, which costs three times as much. */
const rawInsert =
  (session: Session): EngineOptions["insertRaw"] =>
  (table, lines, columns, settings) => {
    if (!columns.every((name) => plainName.test(name))) return null;
    const given = Object.entries(settings).flatMap(([name, value]) => {
      const one = settingValue(value);
      return one === undefined ? [] : [[name, one] as const];
    });
    const values = Buffer.from(lines);
    const insert = {
      table,
      columns: [...columns],
      values,
      format: "TabSeparated",
      settings: Object.fromEntries(given),
    } as const;
    return session.rawInsert(insert);
  };

/**
 * Opens the engine in this process on a directory; a connection runs one statement at a time. People have two: nobody waits for one slow
 * question, and what has to be asked with two small statements is planned on two cores.
 */
export const openChdb = async (path: string): Promise<Warehouse> => {
  checkDirectory(path);
  const background = connect(path);
  return engineWarehouse({
    clients: {
      background: [background.client],
      interactive: [connect(path).client, connect(path).client],
      upkeep: [connect(path).client],
    },
    database: "sextant",
    embedded: true,
    insertRaw: rawInsert(background.session),
  });
};
