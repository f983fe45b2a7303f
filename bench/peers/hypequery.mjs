import { join } from "node:path";
import { createClient } from "@clickhouse/client";
import { createQueryBuilder, logger, rawAs } from "@hypequery/clickhouse";
// biome-ignore lint/correctness/noUndeclaredDependencies: chDB is the one in the root, so that both run on the same engine.
import { createChdbConnection } from "chdb/connection";
import { joinRows, panels, serve } from "./serve.mjs";

// hypequery's query builder over chDB, the engine Sextant embeds (found in the root's packages), through the same client.

logger.configure({ level: "error" });

const connect = (folder) => createClient({ connection: createChdbConnection({ path: join(folder, "peer-chdb") }) });

/** Written out: its own sum() and the like group by every other selected expression, and its quantile() is approximate. */
const measures = {
  events: {
    active_users: "count(DISTINCT user_id)",
    p90_duration: "quantileExactInclusive(0.9)(duration_ms)",
    visits: "countIf(kind = 'visit')",
    signup_rate: "countIf(kind = 'signup') / countIf(kind = 'visit')",
    revenue: "sum(revenue)",
  },
  orders: { orders: "count()", average_order: "avg(amount)", refund_rate: "countIf(refunded) / count()" },
};

const buckets = { month: "toStartOfMonth(at, 'UTC')", week: "toStartOfWeek(at, 1, 'UTC')" };

await serve({
  load: async (folder) => {
    const client = connect(folder);
    for (const table of Object.keys(measures))
      await client.command({
        query: `CREATE TABLE default.${table} ENGINE = MergeTree ORDER BY at SETTINGS allow_nullable_key = 1 AS SELECT * FROM file('${join(folder, table)}.parquet') SETTINGS schema_inference_make_columns_nullable = 0`,
      });
    await client.close();
  },
  open: async (folder) => {
    const client = connect(folder);
    const database = createQueryBuilder({ client, url: "http://embedded", database: "default" });
    const ask = (table, { grain, byChannel }) => {
      const period = rawAs(`toUnixTimestamp(toDateTime(${buckets[grain]}, 'UTC')) * 1000`, "period");
      const by = byChannel ? ["channel"] : [];
      const columns = Object.entries(measures[table]).map(([name, sql]) => rawAs(sql, name));
      return database
        .table(table)
        .select([period, ...by, ...columns])
        .groupBy(["period", ...by])
        .execute();
    };
    return async () => {
      const answer = [];
      for (const panel of panels) answer.push(joinRows(await ask("events", panel), await ask("orders", panel)));
      return answer;
    };
  },
});
