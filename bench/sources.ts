import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { readConfig } from "../apps/server/src/config.ts";
import { type Running, start } from "../apps/server/src/main.ts";
import { startPostgres } from "../apps/server/src/store/postgres.fixture.ts";
import { openChdb } from "../apps/server/src/warehouse/chdb.ts";
import { atLeast, atMost, type Benchmark, type Row, reported } from "./benchmark.ts";
import { median, ms } from "./measure.ts";

/** Rows of the table and of the files: what the goals are for, and a smoke run. */
const sizes = { full: 10_000_000, quick: 50_000 } as const;
/** Rows that are new at a later pull. */
const fresh = 10_000;

const timed = async (task: () => Promise<unknown>): Promise<number> => {
  const before = performance.now();
  await task();
  return performance.now() - before;
};

const perSecond = (rows: number, milliseconds: number): string =>
  `${Math.round((rows / milliseconds) * 1000).toLocaleString("en")} rows/s`;

const workspace = (source: string, dataset: string): string => `workspace: { id: bench, label: Bench }
calendar: { time_zone: UTC }
${source}datasets:
  - id: events
    label: Events
${dataset}    time: at
    columns:
      id: { type: integer, nullable: false }
      at: { type: datetime, nullable: false }
      amount: { type: number }
      channel: { type: string }
`;

/** Starts a server on a workspace of one dataset; resolves when its data has been read. */
const serve = async (folder: string, name: string, yaml: string): Promise<Running> => {
  writeFileSync(join(folder, "all.yaml"), yaml);
  const data = join(folder, `${name}-data`);
  const config = readConfig(["--workspace", folder, "--data", data, "--port", "0"], { SEXTANT_LOG_LEVEL: "silent" });
  if (config === null) throw new Error("no configuration");
  const running = await start(config, { now: Date.now, say: () => undefined });
  await running.loaded;
  return running;
};

const structure = "id Int64, at DateTime64(3, 'UTC'), amount Nullable(Float64), channel Nullable(String)";

const kinds = [
  { name: "events.parquet", format: "Parquet" },
  { name: "events.csv", format: "CSVWithNames" },
] as const;

/** Writes the files, and loads each by one statement of the engine; milliseconds by name. One process opens one engine at a time. */
const loadByHand = async (folder: string, rows: number): Promise<Map<string, number>> => {
  const engine = await openChdb(join(folder, "engine"));
  const generated = `SELECT toInt64(number) AS id, toDateTime64('2024-01-01', 3, 'UTC') + number AS at, number / 7 AS amount,
concat('channel ', toString(number % 5)) AS channel FROM numbers(${rows})`;
  const times = new Map<string, number>();
  for (const { name, format } of kinds) {
    const parameters = { path: join(folder, name), structure };
    await engine.command({ sql: `INSERT INTO FUNCTION file({path:String}, '${format}') ${generated}`, parameters });
    await engine.command({
      sql: `CREATE OR REPLACE TABLE raw (${structure}) ENGINE = MergeTree ORDER BY at`,
      parameters,
    });
    const sql = `INSERT INTO raw SELECT * FROM file({path:String}, '${format}', {structure:String})`;
    times.set(name, await timed(() => engine.command({ sql, parameters })));
  }
  await engine.close();
  return times;
};

/** A file through Sextant, from the start of the server on, against the same file through one statement of the engine. */
const files = async (folder: string, rows: number): Promise<Row[]> => {
  const byHand = await loadByHand(folder, rows);
  const measured: Row[] = [];
  for (const { name, format } of kinds) {
    const yaml = workspace("", `    source: { file: ${name} }\n`);
    const ours = await timed(async () => (await serve(folder, name, yaml)).close());
    const what = `${rows.toLocaleString("en")} rows of ${format === "Parquet" ? "Parquet" : "CSV"}`;
    const ratio = (byHand.get(name) ?? 0) / ours;
    measured.push(
      atLeast(`${what} against INSERT … SELECT FROM file()`, 0.8, ratio, (value) => value.toFixed(2)),
      reported(`${what} as a source`, perSecond(rows, ours)),
    );
  }
  return measured;
};

/** Later pulls of a table that gained a few rows. */
const incremental = async (folder: string, rows: number): Promise<Row[]> => {
  const server = await startPostgres();
  if (typeof server === "string") return [reported("pull from PostgreSQL", `skipped: ${server}`)];
  const url = new URL(await server.fresh());
  const database = new pg.Client({ connectionString: url.href });
  await database.connect();
  await database.query(
    "create table events (id bigint primary key, at timestamptz not null, amount float8, channel text)",
  );
  const add = (from: number, count: number) =>
    database.query(
      `insert into events select i, timestamptz '2024-01-01 00:00Z' + i * interval '1 second', i / 7.0, 'channel ' || i % 5
       from generate_series(${from}::bigint, ${from + count - 1}::bigint) i`,
    );
  await add(1, rows);
  await database.query("create index on events (at)");
  const where = `host: 127.0.0.1, port: ${url.port}, database: ${url.pathname.slice(1)}, user: sextant`;
  const source = `sources:\n  - { id: crm, kind: postgres, label: CRM, ${where} }\n`;
  const yaml = workspace(source, "    source: { from: crm, table: events, cursor: at, lookback: 1h }\n    key: [id]\n");
  const running = await serve(folder, "postgres", yaml);
  const first = await timed(() => running.sources.idle());
  const times: number[] = [];
  let read = 0;
  for (const round of [0, 1, 2]) {
    await add(rows + 1 + round * fresh, fresh);
    await running.clock.idle();
    times.push(
      await timed(async () => {
        await running.sources.start("crm", { cause: "person" });
        await running.sources.idle();
      }),
    );
    const [run] = await running.sources.runs("crm", 1);
    if (run?.landed !== fresh) throw new Error(`${run?.landed} rows landed of ${fresh}: ${run?.problem}`);
    read = Math.max(read, run.read);
  }
  await running.close();
  await database.end();
  await server.stop();
  const what = `pull of ${fresh.toLocaleString("en")} new rows from a PostgreSQL table of ${rows.toLocaleString("en")}`;
  return [
    atMost(what, 1000, median(times), ms),
    // One row a second: the hour of the lookback holds 3,600, and the row that set the cursor.
    atMost(`${what}, rows read`, fresh + 3601, read, (value) => value.toLocaleString("en")),
    reported("first pull of that table", perSecond(rows, first)),
  ];
};

/** Data in: files against the engine's own loading, and what a later pull of a large table costs. */
export const benchmark: Benchmark = async ({ quick }) => {
  const folder = mkdtempSync(join(tmpdir(), "sextant-bench-sources-"));
  const rows = quick ? sizes.quick : sizes.full;
  try {
    return [...(await files(folder, rows)), ...(await incremental(folder, rows))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
