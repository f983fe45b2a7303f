import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChdb } from "./chdb.ts";
import type { Warehouse } from "./warehouse.ts";

/**
 * Lends an engine that can read files of this machine: the warehouse itself when it is embedded, else an embedded one with
 * nothing in it, for as long as the task takes.
 */
export const withFileReader = async <T>(warehouse: Warehouse, task: (reader: Warehouse) => Promise<T>): Promise<T> => {
  if (warehouse.readsFiles) return task(warehouse);
  const directory = mkdtempSync(join(tmpdir(), "sextant-reader-"));
  try {
    const reader = await openChdb(directory);
    try {
      return await task(reader);
    } finally {
      await reader.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
