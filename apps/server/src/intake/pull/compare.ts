import type { Dataset } from "@sextant/model/dataset/dataset";
import { instantColumn, quoteIdentifier, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import { createTable, dropTable } from "../../warehouse/dataset-table.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";

/** The table rows of a pull are read into. */
export const pulledName = (dataset: Dataset): string => `pulled_${dataset.id}`;
/** The table that holds what is new of the rows of a pull. */
export const freshName = (dataset: Dataset): string => `fresh_${dataset.id}`;

const columnsOf = (dataset: Dataset): string[] => Object.keys(dataset.columns).map(quoteIdentifier);

/** A number for the whole content of a row, missing values included. */
const contentHash = (dataset: Dataset): string => `sipHash128(toString(tuple(${columnsOf(dataset).join(", ")})))`;

/** The key of a row as one value; null where the dataset has none. */
export const keyOf = (dataset: Dataset): string | null =>
  dataset.key === undefined ? null : `(${dataset.key.map(quoteIdentifier).join(", ")})`;

const all = (dataset: Dataset): string => [...columnsOf(dataset), instantColumn, sequenceColumn].join(", ");

/** With a key: of each the row with the highest cursor, where it differs from what is there. */
const newByKey = (dataset: Dataset, key: string): string => {
  const [table, pulled] = [tableName(dataset.id), pulledName(dataset)];
  const { cursor } = dataset.source ?? {};
  const hash = contentHash(dataset);
  const last = cursor === undefined ? hash : `${quoteIdentifier(cursor)} DESC, ${hash}`;
  return `SELECT ${all(dataset)} FROM (SELECT * FROM ${pulled} ORDER BY ${last} LIMIT 1 BY ${key})
WHERE ${hash} NOT IN (SELECT ${hash} FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${pulled}))`;
};

/** Without one: rows that are here more often than there, among those the cursor reached. */
const newByContent = (dataset: Dataset): string => {
  const [table, pulled] = [tableName(dataset.id), pulledName(dataset)];
  const cursor = quoteIdentifier(dataset.source?.cursor ?? dataset.time);
  const counted = (from: string): string =>
    `SELECT *, ${contentHash(dataset)} AS _hash, row_number() OVER (PARTITION BY _hash) AS _copy FROM ${from}`;
  const reached = `${table} WHERE ${cursor} >= (SELECT min(${cursor}) FROM ${pulled}) AND ${cursor} <= (SELECT max(${cursor}) FROM ${pulled})`;
  return `SELECT ${all(dataset)} FROM (${counted(pulled)})
WHERE (_hash, _copy) NOT IN (SELECT _hash, _copy FROM (${counted(reached)}))`;
};

/** Fills the table of fresh rows with those of the pull that are not in the dataset as they are. */
export const sift = async (warehouse: Warehouse, dataset: Dataset): Promise<void> => {
  const fresh = freshName(dataset);
  await dropTable(warehouse, fresh);
  await createTable(warehouse, dataset, fresh);
  const key = keyOf(dataset);
  const rows = key === null ? newByContent(dataset) : newByKey(dataset, key);
  await warehouse.command({ sql: `INSERT INTO ${fresh} (${all(dataset)}) ${rows}`, parameters: {} });
};

/** The condition that a row of the dataset has an earlier state of a fresh row's key; pushed rows stay. */
export const supersededBy = (dataset: Dataset): string | null => {
  const key = keyOf(dataset);
  if (key === null) return null;
  return `${key} IN (SELECT ${key} FROM ${freshName(dataset)}) AND has({pulled:Array(UInt64)}, ${sequenceColumn})`;
};

/** Whether two tables hold the same rows, whatever their order and landings. */
export const sameContent = async (
  warehouse: Warehouse,
  dataset: Dataset,
  one: string,
  other: string,
): Promise<boolean> => {
  const of = async (table: string): Promise<string> => {
    const sql = `SELECT count(), toString(sum(cityHash64(${contentHash(dataset)}))) FROM ${table}`;
    const { rows } = await warehouse.query({ sql, parameters: {} }, { lane: "background" });
    return JSON.stringify(rows[0]);
  };
  return (await of(one)) === (await of(other));
};
