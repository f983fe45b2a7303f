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

/** What was entered for a metric, newest first. */
export const entriesOf = async (warehouse: Warehouse, metric: string, limit: number): Promise<EntryRow[]> => {
  const sql = `SELECT period_key, toFloat64(value), author, evidence, note, toUnixTimestamp64Milli(entered_at)
FROM ${tableName(manualEntries.id)} WHERE metric = {metric:String}
ORDER BY ${sequenceColumn} DESC LIMIT {limit:UInt32}`;
  const { rows } = await warehouse.query({ sql, parameters: { metric, limit } }, { lane: "interactive" });
  return rows.map(([period, value, author, evidence, note, enteredAt]) => ({
    period: String(period),
    value: Number(value),
    author: String(author),
    evidence: textOrNull(evidence),
    note: textOrNull(note),
    enteredAt: Number(enteredAt),
  }));
};
