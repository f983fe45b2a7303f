import { manualEntries } from "@sextant/model/dataset/manual-entries";
import { sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import type { Warehouse } from "./warehouse.ts";

/** An entry as it lies in the warehouse; `enteredAt` is epoch milliseconds. */
export interface EntryRow {
  period: string;
  value: number;
  author: string;
  evidence: string | null;
  note: string | null;
  enteredAt: number;
}

const textOrNull = (cell: unknown): string | null => (typeof cell === "string" ? cell : null);

const columns = "period_key, toFloat64(value), author, evidence, note, toUnixTimestamp64Milli(entered_at)";

const entryOf = ([period, value, author, evidence, note, enteredAt]: readonly unknown[]): EntryRow => ({
  period: String(period),
  value: Number(value),
  author: String(author),
  evidence: textOrNull(evidence),
  note: textOrNull(note),
  enteredAt: Number(enteredAt),
});

/** What was entered for a metric, newest first. */
export const entriesOf = async (warehouse: Warehouse, metric: string, limit: number): Promise<EntryRow[]> => {
  const sql = `SELECT ${columns}
FROM ${tableName(manualEntries.id)} WHERE metric = {metric:String}
ORDER BY ${sequenceColumn} DESC LIMIT {limit:UInt32}`;
  const { rows } = await warehouse.query({ sql, parameters: { metric, limit } }, { lane: "interactive" });
  return rows.map(entryOf);
};

/** The entry in force of every period of these metrics, and how many entries the period had. */
export const standingEntries = async (
  warehouse: Warehouse,
  metrics: string[],
): Promise<(EntryRow & { metric: string; count: number })[]> => {
  const sql = `SELECT ${columns}, metric, count() OVER (PARTITION BY metric, period_key)
FROM ${tableName(manualEntries.id)} WHERE has({metrics:Array(String)}, metric)
ORDER BY ${sequenceColumn} DESC LIMIT 1 BY metric, period_key`;
  const { rows } = await warehouse.query({ sql, parameters: { metrics } }, { lane: "interactive" });
  return rows.map((row) => ({ ...entryOf(row), metric: String(row[6]), count: Number(row[7]) }));
};
