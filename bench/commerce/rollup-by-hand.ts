import { instantColumn, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import type { Warehouse } from "@sextant/server/warehouse/warehouse";
import { joinTables, type TableRow } from "./join-tables.ts";
import { allKpis, columnsOf, type KpiId, type Table, tables } from "./kpis.ts";
import { type Line, type Panel, panels, span, type Way } from "./panels.ts";

/**
 * A daily rollup as someone writes it who knows the data: ids and durations fit in 32 bits, which halves the states of the
 * distinct count (a bitmap) and of the exact quantile (all values), and with them the time to merge them.
 */
const rollups: Record<Table, { columns: string; select: string }> = {
  events: {
    columns: `users AggregateFunction(groupBitmap, UInt32),
  durations AggregateFunction(quantileExactInclusive(0.9), Int32),
  visits SimpleAggregateFunction(sum, UInt64),
  signups SimpleAggregateFunction(sum, UInt64),
  revenue SimpleAggregateFunction(sum, Float64)`,
    select: `groupBitmapState(toUInt32(user_id)), quantileExactInclusiveState(0.9)(toInt32(duration_ms)),
  countIf(kind = 'visit'), countIf(kind = 'signup'), sum(revenue)`,
  },
  orders: {
    columns: `orders SimpleAggregateFunction(sum, UInt64),
  amount SimpleAggregateFunction(sum, Float64),
  refunds SimpleAggregateFunction(sum, UInt64)`,
    select: "count(), sum(amount), countIf(refunded)",
  },
};

const rollupName = (table: Table): string => `by_hand_${table}`;

const fillSql = (table: Table, condition: string): string => `INSERT INTO ${rollupName(table)}
SELECT toDate(${instantColumn}, 'UTC') AS day, channel AS channel, ${rollups[table].select}
FROM ${tableName(table)} WHERE ${condition}
GROUP BY day, channel`;

/** Builds the rollups of both tables from all rows, in place of what is there. */
export const buildRollups = async (warehouse: Warehouse): Promise<void> => {
  for (const table of tables) {
    const name = rollupName(table);
    await warehouse.command({ sql: `DROP TABLE IF EXISTS ${name} SYNC`, parameters: {} });
    const columns = `day Date, channel LowCardinality(String), ${rollups[table].columns}`;
    const create = `CREATE TABLE ${name} (${columns}) ENGINE = AggregatingMergeTree ORDER BY (day, channel)`;
    await warehouse.command({ sql: create, parameters: {} });
    await warehouse.command({ sql: fillSql(table, "true"), parameters: {} });
  }
};

/** Adds the states of the rows that came with a landing. */
export const addToRollup = (warehouse: Warehouse, table: Table, sequence: number): Promise<void> =>
  warehouse.command({ sql: fillSql(table, `${sequenceColumn} = {sequence:UInt64}`), parameters: { sequence } });

const buckets = { week: "toStartOfWeek(day, 1)", month: "toStartOfMonth(day)" };

const panelSql = (table: Table, { grain, byChannel }: Panel, kpis: readonly KpiId[], periods: string): string => `SELECT
  toUnixTimestamp(toDateTime(${buckets[grain]}, 'UTC')) * 1000 AS period,
  ${byChannel ? "channel" : "''"} AS slice,
  ${columnsOf(table, "rollup", kpis)}
FROM ${rollupName(table)}
WHERE day >= toDate(fromUnixTimestamp64Milli({from:Int64}, 'UTC')) AND day < toDate(fromUnixTimestamp64Milli({until:Int64}, 'UTC'))${periods}
GROUP BY period, slice`;

/** One panel from the rollups; only the periods that hold one of the given days (as `2025-12-01`), when given. */
export const rollupPanel = async (
  warehouse: Warehouse,
  panel: Panel,
  kpis: readonly KpiId[] = allKpis,
  days?: readonly string[],
): Promise<Line[]> => {
  const bucket = buckets[panel.grain];
  const touched = `\n  AND ${bucket} IN (SELECT ${bucket} FROM (SELECT arrayJoin({days:Array(Date)}) AS day))`;
  const rows: TableRow[][] = [];
  for (const table of tables) {
    const sql = panelSql(table, panel, kpis, days === undefined ? "" : touched);
    rows.push((await warehouse.query({ sql, parameters: days === undefined ? span : { ...span, days } })).rows);
  }
  return joinTables(rows[0] ?? [], rows[1] ?? []);
};

/** A statement per panel and rollup. */
export const rollupByHand = (warehouse: Warehouse, kpis: readonly KpiId[] = allKpis): Way => ({
  name: "by hand, from a daily rollup",
  answer: async () => {
    const answer: Line[][] = [];
    for (const panel of panels) answer.push(await rollupPanel(warehouse, panel, kpis));
    return answer;
  },
});
