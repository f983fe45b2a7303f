import { join } from "node:path";
import duckdb from "@malloydata/db-duckdb";
import malloy from "@malloydata/malloy";
import { loadTables } from "./load-duckdb.mjs";
import { joinRows, panels, serve } from "./serve.mjs";

// Malloy with its DuckDB connection, over DuckDB's own tables; a panel is a query of the model below.

/**
 * Malloy knows no exact percentile on DuckDB, and takes an SQL function for an aggregate only when what it is given is one: so the
 * percentile is written in front of a function of the count.
 */
const model = `source: events is duckdb.table('events') extend {
  rename: revenue_eur is revenue
  measure:
    active_users is count(user_id)
    p90_duration is \`quantile_cont(duration_ms, 0.9) + 0 * abs\`!number(count())
    visits is count() { where: kind = 'visit' }
    signup_rate is count() { where: kind = 'signup' } / count() { where: kind = 'visit' }
    revenue is sum(revenue_eur)
}
source: orders is duckdb.table('orders') extend {
  measure:
    orders is count()
    average_order is avg(amount)
    refund_rate is count() { where: refunded } / count()
}`;

const measures = {
  events: "active_users, p90_duration, visits, signup_rate, revenue",
  orders: "orders, average_order, refund_rate",
};

/** Malloy's weeks begin on Sunday: the day is moved before it is cut and moved back after. */
const period = { month: "happened.month", week: "(happened - 1 day).week + 1 day" };

const query = (table, { grain, byChannel }) => `run: ${table} -> {
  group_by: period is ${period[grain]}${byChannel ? ", channel" : ""}
  aggregate: ${measures[table]}
  limit: 1000000
}`;

const file = "peer-malloy.duckdb";

await serve({
  load: (folder) => loadTables(folder, file),
  open: async (folder) => {
    // With access to files outside its database it would first try to fetch an extension from the network.
    const options = { name: "duckdb", databasePath: join(folder, file), enableExternalAccess: false };
    const connection = new duckdb.DuckDBConnection(options);
    const runtime = new malloy.SingleConnectionRuntime({ connection });
    const loaded = runtime.loadModel(model);
    await loaded.getModel();
    const rows = async (text) => {
      const result = await loaded.loadQuery(text).run({ rowLimit: 1_000_000 });
      return result.data.toObject().map((row) => ({ ...row, period: new Date(row.period).getTime() }));
    };
    return async () => {
      const answer = [];
      for (const panel of panels)
        answer.push(joinRows(await rows(query("events", panel)), await rows(query("orders", panel))));
      return answer;
    };
  },
});
