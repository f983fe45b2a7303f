import { instantColumn, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import type { Warehouse } from "@sextant/server/warehouse/warehouse";
import { type Table, tables } from "./kpis.ts";
import { type Answer, inOrder, type Line, panels } from "./panels.ts";
import { addToRollup, rollupPanel } from "./rollup-by-hand.ts";

const daysOf = async (warehouse: Warehouse, table: Table, sequence: number): Promise<string[]> => {
  const sql = `SELECT DISTINCT toDate(${instantColumn}, 'UTC') FROM ${tableName(table)} WHERE ${sequenceColumn} = {sequence:UInt64}`;
  return (await warehouse.query({ sql, parameters: { sequence } })).rows.map(([date]) => String(date));
};

const keyOf = ([period, channel]: Line): string => `${period} ${channel}`;

/**
 * Brings an answer up to date after a landing in each table: the new rows' states are added to the rollups, the periods they fall
 * into are asked again, and everything else is kept.
 */
export const refreshByHand = async (
  warehouse: Warehouse,
  before: Answer,
  sequences: Readonly<Record<Table, number>>,
): Promise<Answer> => {
  const days = new Set<string>();
  for (const table of tables) {
    await addToRollup(warehouse, table, sequences[table]);
    for (const date of await daysOf(warehouse, table, sequences[table])) days.add(date);
  }
  const answer: Line[][] = [];
  for (const [index, panel] of panels.entries()) {
    const fresh = await rollupPanel(warehouse, panel, undefined, [...days]);
    const all = new Map([...(before[index] ?? []), ...fresh].map((line) => [keyOf(line), line]));
    answer.push(inOrder([...all.values()]));
  }
  return answer;
};
