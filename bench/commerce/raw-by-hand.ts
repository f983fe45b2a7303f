import { instantColumn, tableName } from "@sextant/semantic/sql/name";
import type { Warehouse } from "@sextant/server/warehouse/warehouse";
import { firstInstant, lastInstant } from "./generate.ts";
import { joinTables, type TableRow } from "./join-tables.ts";
import { type Answer, type Panel, panels, type Way } from "./panels.ts";

/** The measures of each table, as someone who knows the engine writes them. */
const measures = {
  events: `uniqExact(user_id) AS active_users,
  quantileExactInclusive(0.9)(duration_ms) AS p90_duration,
  countIf(kind = 'visit') AS visits,
  countIf(kind = 'signup') / countIf(kind = 'visit') AS signup_rate,
  sum(revenue) AS revenue`,
  orders: `count() AS orders,
  avg(amount) AS average_order,
  countIf(refunded) / count() AS refund_rate`,
};
type Table = keyof typeof measures;
const tables = Object.keys(measures) as Table[];

const buckets = {
  week: `toStartOfWeek(${instantColumn}, 1, 'UTC')`,
  month: `toStartOfMonth(${instantColumn}, 'UTC')`,
};

const within = `WHERE ${instantColumn} >= fromUnixTimestamp64Milli({from:Int64}) AND ${instantColumn} < fromUnixTimestamp64Milli({until:Int64})`;

/** One pass over a table for one panel. */
const panelSql = (table: Table, { grain, byChannel }: Panel): string => `SELECT
  toUnixTimestamp(toDateTime(${buckets[grain]}, 'UTC')) * 1000 AS period,
  ${byChannel ? "channel" : "''"} AS slice,
  ${measures[table]}
FROM ${tableName(table)}
${within}
GROUP BY period, slice`;

/** One pass over a table for all three panels; which one a row belongs to is said by the columns that are grouped away. */
const fusedSql = (table: Table): string => `SELECT
  multiIf(grouping(week) = 0, 1, grouping(channel) = 0, 2, 0) AS panel,
  toUnixTimestamp(toDateTime(if(panel = 1, week, month), 'UTC')) * 1000 AS period,
  if(panel = 2, channel, '') AS slice,
  ${measures[table]}
FROM (SELECT *, ${buckets.month} AS month, ${buckets.week} AS week FROM ${tableName(table)} ${within})
GROUP BY GROUPING SETS ((month), (week), (month, channel))
SETTINGS max_memory_usage = 0`;

const parameters = { from: firstInstant, until: lastInstant };

const rowsOf = async (warehouse: Warehouse, sql: string): Promise<TableRow[]> =>
  (await warehouse.query({ sql, parameters })).rows;

/** A statement per panel and table. */
export const plainByHand = (warehouse: Warehouse): Way => ({
  name: "by hand, a statement per panel",
  answer: async () => {
    const answer: Answer[number][] = [];
    for (const panel of panels) {
      const [events = [], orders = []] = [
        await rowsOf(warehouse, panelSql("events", panel)),
        await rowsOf(warehouse, panelSql("orders", panel)),
      ];
      answer.push(joinTables(events, orders));
    }
    return answer;
  },
});

/** A statement per table that fills all three panels. */
export const fusedByHand = (warehouse: Warehouse): Way => ({
  name: "by hand, one fused scan",
  answer: async () => {
    const fused: TableRow[][] = [];
    for (const table of tables) fused.push(await rowsOf(warehouse, fusedSql(table)));
    const [events = [], orders = []] = fused;
    const ofPanel = (rows: readonly TableRow[], index: number): TableRow[] =>
      rows.filter(([panel]) => Number(panel) === index).map(([, ...row]) => row);
    return panels.map((_, index) => joinTables(ofPanel(events, index), ofPanel(orders, index)));
  },
});
