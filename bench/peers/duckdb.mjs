import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { joinRows, panels, serve } from "./serve.mjs";

// DuckDB with the SQL someone writes by hand, over its own tables.

const connect = async (folder) => (await DuckDBInstance.create(join(folder, "peer.duckdb"))).connect();

const measures = {
  events: `count(DISTINCT user_id) AS active_users, quantile_cont(duration_ms, 0.9) AS p90_duration,
    count(*) FILTER (kind = 'visit') AS visits,
    count(*) FILTER (kind = 'signup') / count(*) FILTER (kind = 'visit') AS signup_rate, sum(revenue) AS revenue`,
  orders: "count(*) AS orders, avg(amount) AS average_order, count(*) FILTER (refunded) / count(*) AS refund_rate",
};

const sql = (table, { grain, byChannel }) => `SELECT epoch_ms(date_trunc('${grain}', happened)::TIMESTAMP) AS period,
  ${byChannel ? "channel" : "'' AS channel"}, ${measures[table]}
  FROM ${table} GROUP BY ALL`;

await serve({
  load: async (folder) => {
    const connection = await connect(folder);
    await connection.run("SET TimeZone = 'UTC'");
    for (const table of ["events", "orders"])
      await connection.run(
        `CREATE TABLE ${table} AS SELECT "at"::TIMESTAMP AS happened, * EXCLUDE ("at") FROM '${join(folder, table)}.parquet'`,
      );
    connection.closeSync();
  },
  open: async (folder) => {
    const connection = await connect(folder);
    const rows = async (text) => (await connection.runAndReadAll(text)).getRowObjectsJS();
    return async () => {
      const answer = [];
      for (const panel of panels)
        answer.push(joinRows(await rows(sql("events", panel)), await rows(sql("orders", panel))));
      return answer;
    };
  },
});
