import type { Dataset } from "@sextant/model/dataset/dataset";
import { quoteIdentifier, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import type { Transaction } from "kysely";
import type { Landing } from "../../store/landing.ts";
import type { Tables } from "../../store/tables.ts";
import {
  createTable,
  dropTable,
  exchangeTables,
  extentOf,
  stagingName,
  tableColumns,
} from "../../warehouse/dataset-table.ts";
import type { Warehouse, WarehouseStatement } from "../../warehouse/warehouse.ts";
import type { Ledger } from "../ledger.ts";
import { type Leftovers, undoPush } from "../leftovers.ts";
import { copyPushed } from "../load.ts";
import { stretchesOf } from "./stretches.ts";

/** What landing the rows of a pull needs. */
export interface LandServices {
  warehouse: Warehouse;
  ledger: Ledger;
  leftovers: Leftovers;
  /** The workspace's now, epoch ms. */
  now: number;
  /** Waits its turn among the landings of the dataset. */
  inTurn: <T>(task: () => Promise<T>) => Promise<T>;
}

/** Fresh rows that lie in a table of their own. */
export interface FreshRows {
  table: string;
  fingerprint: string;
  /** What else is written in the transaction that records the landing. */
  alongside?: (transaction: Transaction<Tables>, sequence: number) => Promise<void>;
}

/** Copies rows into another table, as rows of this landing. */
const copy = (warehouse: Warehouse, dataset: Dataset, from: string, to: string, sequence: number): Promise<void> => {
  const columns = [...tableColumns(dataset).keys()].filter((name) => name !== sequenceColumn).map(quoteIdentifier);
  const sql = `INSERT INTO ${to} (${columns.join(", ")}, ${sequenceColumn}) SELECT ${columns.join(", ")}, {sequence:UInt64} FROM ${from}`;
  return warehouse.command({ sql, parameters: { sequence } });
};

const landingOf = async (
  dataset: Dataset,
  { table, fingerprint }: FreshRows,
  sequence: number,
  { warehouse, ledger, now }: LandServices,
): Promise<Landing> => {
  const { first, watermark, rows } = await extentOf(warehouse, table, now);
  const landedAt = ledger.clock();
  return { dataset: dataset.id, sequence, batchKey: null, rows, landedAt, first, watermark, kind: "pull", fingerprint };
};

const record = ({ ledger }: LandServices, landing: Landing, { alongside }: FreshRows): Promise<void> =>
  ledger.record(landing, async (transaction) => alongside?.(transaction, landing.sequence));

/** Adds fresh rows to a dataset: rows that are there stay as they are. */
export const addRows = async (dataset: Dataset, fresh: FreshRows, services: LandServices): Promise<void> => {
  const { warehouse, ledger, leftovers } = services;
  const sequence = ledger.landings.begin(dataset.id);
  try {
    const landing = await landingOf(dataset, fresh, sequence, services);
    const touched = await stretchesOf(warehouse, fresh.table);
    await copy(warehouse, dataset, fresh.table, tableName(dataset.id), sequence);
    await record(services, { ...landing, touched }, fresh);
  } catch (error) {
    await leftovers.discard(dataset, [sequence], undoPush(warehouse, dataset, [sequence]));
    throw error;
  }
};

/** Rows of the earlier landings that are left in a table. */
const leftIn = async (warehouse: Warehouse, table: string): Promise<Map<number, number>> => {
  const sql = `SELECT ${sequenceColumn}, count() FROM ${table} GROUP BY ${sequenceColumn}`;
  const { rows } = await warehouse.query({ sql, parameters: {} }, { lane: "background" });
  return new Map(rows.map(([sequence, count]) => [Number(sequence), Number(count)]));
};

/** Rows left of a landing; one that stands for merged ones counts theirs, too. */
const leftOf = ({ since, sequence }: Landing, still: ReadonlyMap<number, number>): number => {
  if (since === undefined) return still.get(sequence) ?? 0;
  return [...still].reduce((sum, [one, rows]) => (one >= since && one <= sequence ? sum + rows : sum), 0);
};

/** Exchanges the dataset's table with one that was prepared from it and gets the fresh rows; a crash leaves what `recover` can take back. */
const exchange = async (
  dataset: Dataset,
  fresh: FreshRows,
  services: LandServices,
  prepare: (staging: string) => Promise<{ left?: ReadonlyMap<number, number> }>,
): Promise<void> => {
  const { warehouse, ledger, leftovers } = services;
  const [table, staging] = [tableName(dataset.id), stagingName(dataset)];
  const sequence = ledger.landings.begin(dataset.id);
  let exchanged = false;
  try {
    const landing = await landingOf(dataset, fresh, sequence, services);
    await dropTable(warehouse, staging);
    const left = await prepare(staging);
    await copy(warehouse, dataset, fresh.table, staging, sequence);
    await exchangeTables(warehouse, staging, table);
    exchanged = true;
    await record(services, { ...landing, kind: "file", ...left }, fresh);
    exchanged = false;
    await dropTable(warehouse, staging);
  } catch (error) {
    await leftovers.discard(dataset, [sequence], async () => {
      if (exchanged) await exchangeTables(warehouse, staging, table);
      await dropTable(warehouse, staging);
    });
    throw error;
  }
};

/**
 * Puts fresh rows into a dataset in place of those a condition names. The table is cloned (its parts are linked, not copied), the rows go from
 * the clone, the fresh ones come, and both tables change places in one step: whoever asks sees the one or the other.
 */
export const replaceRows = (
  dataset: Dataset,
  fresh: FreshRows,
  superseded: WarehouseStatement,
  services: LandServices,
): Promise<void> => {
  const { warehouse, ledger } = services;
  return exchange(dataset, fresh, services, async (staging) => {
    await warehouse.command({ sql: `CREATE TABLE ${staging} CLONE AS ${tableName(dataset.id)}`, parameters: {} });
    const { sql, parameters } = superseded;
    await warehouse.command({ sql: `DELETE FROM ${staging} WHERE ${sql}`, parameters });
    const still = await leftIn(warehouse, staging);
    const earlier = await ledger.landings.list(dataset.id);
    const counted = earlier.map((landing) => ({ ...landing, left: leftOf(landing, still) }));
    return { left: new Map(counted.flatMap(({ sequence, rows, left }) => (left === rows ? [] : [[sequence, left]]))) };
  });
};

/** Puts fresh rows into a dataset in place of everything that came from its source; pushed rows stay. */
export const replaceAll = (dataset: Dataset, fresh: FreshRows, services: LandServices): Promise<void> =>
  exchange(dataset, fresh, services, async (staging) => {
    await createTable(services.warehouse, dataset, staging);
    const { landings } = services.ledger;
    await copyPushed(services.warehouse, dataset, staging, await landings.sourceSequences(dataset.id));
    return {};
  });

/** Whether rows were pushed into a dataset beside those of its source. */
export const holdsPushes = async (dataset: Dataset, ledger: Ledger): Promise<boolean> =>
  (await ledger.landings.list(dataset.id)).some(({ kind }) => kind === "push");

/** How many rows of the dataset a condition names. */
export const countRows = async (
  warehouse: Warehouse,
  dataset: Dataset,
  { sql, parameters }: WarehouseStatement,
): Promise<number> => {
  const statement = `SELECT count() FROM ${tableName(dataset.id)} WHERE ${sql}`;
  const { rows } = await warehouse.query({ sql: statement, parameters }, { lane: "background" });
  return Number(rows[0]?.[0] ?? 0);
};
