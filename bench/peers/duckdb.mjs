import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { loadTables } from "./load-duckdb.mjs";
import { joinRows, panels, serve } from "./serve.mjs";

// DuckDB with the SQL someone writes by hand, over its own tables.

const file = "peer.duckdb";

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
  load: (folder) => loadTables(folder, file),
  open: async (folder) => {
    const connection = await (await DuckDBInstance.create(join(folder, file))).connect();
    const rows = async (text) => (await connection.runAndReadAll(text)).getRowObjectsJS();
    return async () => {
      const answer = [];
      for (const panel of panels)
        answer.push(joinRows(await rows(sql("events", panel)), await rows(sql("orders", panel))));
      return answer;
    };
  },
});
