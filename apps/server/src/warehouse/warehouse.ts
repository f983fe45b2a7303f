import { Problem } from "@sextant/model/problem/problem";
import { openChdb } from "./chdb.ts";
import { openHttp } from "./http.ts";
import { migrate } from "./migrations.ts";

/** One statement with its bound parameters; values never stand in the text. */
export interface WarehouseStatement {
  sql: string;
  parameters: Record<string, unknown>;
}

/** `interactive` answers people; `background` loads, lands and evaluates; `upkeep` fills caches: none waits for another. */
export type Lane = "interactive" | "background" | "upkeep";

export interface StatementOptions {
  lane?: Lane;
  /** Milliseconds the engine may take; the lane's limit when not given. */
  timeoutMs?: number;
  /** Gives up waiting; a statement that has not begun is never begun. */
  signal?: AbortSignal;
}

/** Rows as arrays in column order; 64-bit integers are numbers, NaN and infinities are null. */
export interface WarehouseRows {
  columns: string[];
  rows: unknown[][];
  rowsRead: number;
  bytesRead: number;
  elapsedMs: number;
}

export interface InsertOptions extends StatementOptions {
  /** Columns of the rows, in order. */
  columns: readonly string[];
}

/** Where facts live: ClickHouse, embedded or by URL. Throws Problems, never engine errors the caller must know. */
export interface Warehouse {
  /** Runs one question read-only; throws query_too_slow, overloaded or an internal error. */
  query(statement: WarehouseStatement, options?: StatementOptions): Promise<WarehouseRows>;
  /** Runs one statement that changes something and answers nothing. */
  command(statement: WarehouseStatement, options?: StatementOptions): Promise<void>;
  /** Inserts rows as one block: when it returns, they survive `kill -9` and power loss (D1). */
  insert(table: string, rows: readonly (readonly unknown[])[], options: InsertOptions): Promise<void>;
  /** Inserts rows written by `lineOf` as one block, as durably as `insert`. */
  insertLines(table: string, lines: string, options: InsertOptions): Promise<void>;
  /** Name and version of the engine, for receipts. */
  engine(): string;
  /** Whether the engine can read files of this machine itself. */
  readsFiles: boolean;
  close(): Promise<void>;
}

/**
 * Opens the warehouse at `chdb:/path/to/directory` (embedded) or `http(s)://user:password@host:8123/database` and brings
 * its own tables up to date. Throws data_directory_locked, disk_full or invalid_request.
 */
export const openWarehouse = async (url: string): Promise<Warehouse> => {
  const warehouse = await open(url);
  try {
    await migrate(warehouse);
  } catch (error) {
    await warehouse.close();
    throw error;
  }
  return warehouse;
};

const open = (url: string): Promise<Warehouse> => {
  if (url.startsWith("chdb:")) return openChdb(url.slice("chdb:".length));
  if (/^https?:\/\//.test(url)) return openHttp(url);
  throw new Problem("invalid_request", "The warehouse URL starts with neither chdb: nor http(s)://.", {
    hint: "Write SEXTANT_WAREHOUSE=http://user:password@host:8123/database, or leave it out for the embedded engine.",
  });
};
