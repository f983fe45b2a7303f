import { instantColumn, tableName } from "@sextant/semantic/sql/name";
import type { Warehouse } from "@sextant/server/warehouse/warehouse";
import { joinTables, type TableRow } from "./join-tables.ts";
import { allKpis, columnsOf, type KpiId, type Table, tables } from "./kpis.ts";
import { type Line, type Panel, panels, span, type Way } from "./panels.ts";

const buckets = {
  week: `toStartOfWeek(${instantColumn}, 1, 'UTC')`,
  month: `toStartOfMonth(${instantColumn}, 'UTC')`,
};

const within = `WHERE ${instantColumn} >= fromUnixTimestamp64Milli({from:Int64}) AND ${instantColumn} < fromUnixTimestamp64Milli({until:Int64})`;

/** One pass over a table for one panel. */
const panelSql = (table: Table, { grain, byChannel }: Panel, kpis: readonly KpiId[]): string => `SELECT
  toUnixTimestamp(toDateTime(${buckets[grain]}, 'UTC')) * 1000 AS period,
  ${byChannel ? "channel" : "''"} AS slice,
  ${columnsOf(table, "raw", kpis)}
FROM ${tableName(table)}
${within}
GROUP BY period, slice`;

/**
 * One pass over a table for all three panels; which one a row belongs to is said by the columns that are grouped away. It holds
 * the values of every panel at once, and so needs more memory than the server gives to one question.
 */
const fusedSql = (table: Table, kpis: readonly KpiId[]): string => `SELECT
  multiIf(grouping(week) = 0, 1, grouping(channel) = 0, 2, 0) AS panel,
  toUnixTimestamp(toDateTime(if(panel = 1, week, month), 'UTC')) * 1000 AS period,
  if(panel = 2, channel, '') AS slice,
  ${columnsOf(table, "raw", kpis)}
FROM (SELECT *, ${buckets.month} AS month, ${buckets.week} AS week FROM ${tableName(table)} ${within})
GROUP BY GROUPING SETS ((month), (week), (month, channel))
SETTINGS max_memory_usage = 0`;

/** Milliseconds a statement may take on a busy machine: what is measured is how long it does take. */
const longest = 300_000;

const rowsOf = async (warehouse: Warehouse, sql: string): Promise<TableRow[]> =>
  (await warehouse.query({ sql, parameters: span }, { timeoutMs: longest })).rows;

/** A statement per panel and table. */
export const plainByHand = (warehouse: Warehouse, kpis: readonly KpiId[] = allKpis): Way => ({
  name: "by hand, a statement per panel",
  answer: async () => {
    const answer: Line[][] = [];
    for (const panel of panels) {
      const events = await rowsOf(warehouse, panelSql("events", panel, kpis));
      const orders = await rowsOf(warehouse, panelSql("orders", panel, kpis));
      answer.push(joinTables(events, orders));
    }
    return answer;
  },
});

/** A statement per table that fills all three panels. */
export const fusedByHand = (warehouse: Warehouse, kpis: readonly KpiId[] = allKpis): Way => ({
  name: "by hand, one fused scan",
  answer: async () => {
    const fused: TableRow[][] = [];
    for (const table of tables) fused.push(await rowsOf(warehouse, fusedSql(table, kpis)));
    const [events = [], orders = []] = fused;
    const ofPanel = (rows: readonly TableRow[], index: number): TableRow[] =>
      rows.filter(([panel]) => Number(panel) === index).map(([, ...row]) => row);
    return panels.map((_, index) => joinTables(ofPanel(events, index), ofPanel(orders, index)));
  },
});
