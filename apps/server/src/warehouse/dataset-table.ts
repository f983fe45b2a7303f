import type { Dataset } from "@sextant/model/dataset/dataset";
import { columnType, instantColumn, quoteIdentifier, sequenceColumn } from "@sextant/semantic/sql/name";
import { problemOf } from "./fault.ts";
import { durable } from "./migrations.ts";
import type { Warehouse } from "./warehouse.ts";

/** Column types of a dataset's table by name, in order; the time column is never missing. */
export const tableColumns = (dataset: Dataset): Map<string, string> => {
  const declared = Object.entries(dataset.columns).map(
    ([name, column]) =>
      [name, columnType(name === dataset.time ? { ...column, nullable: false } : column)] as [string, string],
  );
  return new Map([...declared, [instantColumn, "DateTime64(3, 'UTC')"], [sequenceColumn, "UInt64"]]);
};

/** The table a load fills before it takes the place of the dataset's own; the sequence number tells what a crash left. */
export const stagingName = (dataset: Dataset): string => `staging_${dataset.id}`;

/** Creates a table for rows of the dataset. */
export const createTable = (warehouse: Warehouse, dataset: Dataset, name: string): Promise<void> => {
  const columns = [...tableColumns(dataset)].map(([column, type]) => `${quoteIdentifier(column)} ${type}`).join(", ");
  const landings = `INDEX landings ${sequenceColumn} TYPE minmax GRANULARITY 1`;
  const sql = `CREATE TABLE IF NOT EXISTS ${name} (${columns}, ${landings}) ENGINE = MergeTree ORDER BY ${instantColumn} SETTINGS ${durable}`;
  return warehouse.command({ sql, parameters: {} });
};

/** Drops a table and its files. */
export const dropTable = (warehouse: Warehouse, name: string): Promise<void> =>
  warehouse.command({ sql: `DROP TABLE IF EXISTS ${name} SYNC`, parameters: {} });

/** Two tables change names at once: whoever asks sees the one or the other, whole. */
export const exchangeTables = (warehouse: Warehouse, one: string, other: string): Promise<void> =>
  warehouse.command({ sql: `EXCHANGE TABLES ${one} AND ${other}`, parameters: {} });

/** Column types of a table by name, in order; empty when there is no such table. */
export const existingColumns = async (warehouse: Warehouse, table: string): Promise<Map<string, string>> => {
  const sql =
    "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String} ORDER BY position";
  const { rows } = await warehouse.query({ sql, parameters: { table } }, { lane: "background" });
  return new Map(rows.map(([name, type]) => [String(name), String(type)]));
};

/** Sequence numbers asked for at a time; an answer is bounded, and a dataset may have millions. */
const sequenceBlock = 100_000;

/** Sequence numbers, above `after` when that is given, of the rows that are in a dataset's table. */
export const presentSequences = async (warehouse: Warehouse, table: string, after = -1): Promise<number[]> => {
  const sql = `SELECT DISTINCT ${sequenceColumn} FROM ${table} WHERE toInt64(${sequenceColumn}) > {after:Int64} ORDER BY ${sequenceColumn} LIMIT ${sequenceBlock}`;
  const present: number[] = [];
  for (let last = after; ; ) {
    const { rows } = await warehouse.query({ sql, parameters: { after: last } }, { lane: "background" });
    for (const [sequence] of rows) present.push(Number(sequence));
    if (rows.length < sequenceBlock) return present;
    last = present.at(-1) ?? last;
  }
};

/** How many rows a dataset's table has. */
export const countRows = async (warehouse: Warehouse, table: string): Promise<number> => {
  const { rows } = await warehouse.query(
    { sql: `SELECT count() FROM ${table}`, parameters: {} },
    { lane: "background" },
  );
  return Number(rows[0]?.[0] ?? 0);
};

/** Milliseconds a deletion may take, and between two looks at it. */
const longestDeletion = 120_000;
const lookEvery = 20;

interface Deletion {
  done: boolean;
  /** Why the engine could not do it so far; it would try again for ever. */
  failure: string;
}

const lookAtDeletions = async (warehouse: Warehouse, table: string): Promise<Deletion> => {
  const sql = `SELECT countIf(NOT is_done), anyIf(latest_fail_reason, NOT is_done AND latest_fail_reason != '')
FROM system.mutations WHERE database = currentDatabase() AND table = {table:String}`;
  const { rows } = await warehouse.query({ sql, parameters: { table } }, { lane: "background" });
  const [waiting, failure] = rows[0] ?? [];
  return { done: Number(waiting) === 0, failure: typeof failure === "string" ? failure : "" };
};

/**
 * Deletes the rows that came with these landings, for good; nothing happens when there are none. Throws what keeps the engine
 * from it, such as a full disk, and takes the order back, since the engine would otherwise retry it behind everyone's back.
 */
export const deleteSequences = async (
  warehouse: Warehouse,
  table: string,
  sequences: readonly number[],
): Promise<void> => {
  const least = Math.min(...sequences);
  const there = new Set(sequences.length === 0 ? [] : await presentSequences(warehouse, table, least - 1));
  const gone = sequences.filter((sequence) => there.has(sequence));
  if (gone.length === 0) return;
  const sql = `ALTER TABLE ${table} DELETE WHERE has({sequences:Array(UInt64)}, ${sequenceColumn}) SETTINGS mutations_sync = 0`;
  await warehouse.command({ sql, parameters: { sequences: gone } });
  for (let waited = 0; waited < longestDeletion; waited += lookEvery) {
    const { done, failure } = await lookAtDeletions(warehouse, table);
    if (done) return;
    if (failure !== "") {
      const kill = "KILL MUTATION WHERE database = currentDatabase() AND table = {table:String} SYNC";
      await warehouse.command({ sql: kill, parameters: { table } });
      throw problemOf(new Error(failure));
    }
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
  throw new Error(`Deleting rows of ${table} takes too long.`);
};

/** Earliest row, and latest one not after `until` (epoch ms), of a table. */
export const extentOf = async (
  warehouse: Warehouse,
  table: string,
  until: number,
): Promise<{ first: number | null; watermark: number | null; rows: number }> => {
  const at = instantColumn;
  const sql = `SELECT count(), toUnixTimestamp64Milli(min(${at})), countIf(${at} <= fromUnixTimestamp64Milli({until:Int64}, 'UTC')),
toUnixTimestamp64Milli(maxIf(${at}, ${at} <= fromUnixTimestamp64Milli({until:Int64}, 'UTC'))) FROM ${table}`;
  const answer = await warehouse.query({ sql, parameters: { until } }, { lane: "background" });
  const [rows, first, before, last] = (answer.rows[0] ?? []).map(Number);
  return {
    rows: rows ?? 0,
    first: rows === 0 ? null : (first ?? null),
    watermark: before === 0 ? null : (last ?? null),
  };
};
