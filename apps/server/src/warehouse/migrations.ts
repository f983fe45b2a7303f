import type { Warehouse } from "./warehouse.ts";

/** Settings that make an acknowledged insert, and a merge of such, survive power loss (D1). */
export const durable =
  "fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1";

const versions = `CREATE TABLE IF NOT EXISTS sextant_migration (version UInt32, name String, applied_at DateTime64(3, 'UTC'))
ENGINE = MergeTree ORDER BY version SETTINGS ${durable}`;

const observations = `CREATE TABLE IF NOT EXISTS observation (
  series String,
  grain LowCardinality(String),
  slice Array(Nullable(String)),
  period_key String,
  period_start DateTime64(3, 'UTC'),
  period_end DateTime64(3, 'UTC'),
  value Nullable(Float64),
  numerator Nullable(Float64),
  denominator Nullable(Float64),
  sample_size UInt64,
  presence LowCardinality(String),
  settled Bool,
  definition_hash String,
  definition_version UInt32,
  known_at DateTime64(3, 'UTC'),
  receipt String
) ENGINE = MergeTree ORDER BY (series, grain, period_start, known_at) SETTINGS ${durable}`;

/** In order; a statement that has been released never changes. Each can be run again after a crash half-way. */
const migrations: readonly { name: string; sql: string }[] = [{ name: "observations", sql: observations }];

/** Brings the warehouse's own tables up to date; tables of datasets follow their definitions instead. */
export const migrate = async (warehouse: Warehouse): Promise<void> => {
  await warehouse.command({ sql: versions, parameters: {} });
  const known = await warehouse.query(
    { sql: "SELECT max(version) FROM sextant_migration", parameters: {} },
    { lane: "background" },
  );
  const done = Number(known.rows[0]?.[0] ?? 0);
  for (const [index, { name, sql }] of migrations.entries()) {
    if (index < done) continue;
    await warehouse.command({ sql, parameters: {} });
    await warehouse.command({
      sql: "INSERT INTO sextant_migration SELECT {version:UInt32}, {name:String}, now64(3)",
      parameters: { version: index + 1, name },
    });
  }
};
