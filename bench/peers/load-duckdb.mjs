import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Reads both Parquet files of a folder into tables of a DuckDB database beside them; `at` is a word of its SQL, so it is renamed. */
export const loadTables = async (folder, file) => {
  const connection = await (await DuckDBInstance.create(join(folder, file))).connect();
  await connection.run("SET TimeZone = 'UTC'");
  for (const table of ["events", "orders"])
    await connection.run(
      `CREATE TABLE ${table} AS SELECT "at"::TIMESTAMP AS happened, * EXCLUDE ("at") FROM '${join(folder, table)}.parquet'`,
    );
  connection.closeSync();
};
