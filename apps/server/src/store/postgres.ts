import { type Dialect, PostgresDialect } from "kysely";
import pg from "pg";

/** PostgreSQL's type number of `bigint`. */
const bigint = 20;

/** A kysely dialect over a PostgreSQL pool; `bigint` columns hold instants and counts, all below 2^53, and read as numbers. */
export const postgresDialect = (url: string): Dialect => {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: "sextant",
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === bigint && format !== "binary" ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  return new PostgresDialect({ pool });
};
