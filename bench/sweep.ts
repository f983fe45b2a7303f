import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPool } from "../apps/server/src/evaluate/sweep/pool.ts";
import { type SweepResult, sweepSeries } from "../apps/server/src/evaluate/sweep/sweep.ts";
import { openWarehouse, type Warehouse } from "../apps/server/src/warehouse/warehouse.ts";
import { atMost, type Benchmark, type Row, reported } from "./benchmark.ts";

// Made-up series of days: a weekday pattern, noise, and in one of a hundred a shift on the last day.

const day = 86_400_000;
const days = 730;
const first = Date.UTC(2023, 0, 5);
const through = first + (days - 1) * day;
const threads = 2;
const minute = 60;
const twoGigabytes = 2 * 1024 ** 3;
const shifted = 100;

/** Series are written this many at a time. */
const portion = 5000;

/** Box and Muller's normal values from two hashes of series and day. */
const fill = `INSERT INTO observation (series, grain, slice, period_key, period_start, period_end, value, sample_size, presence,
  settled, definition_hash, definition_version, known_at, receipt)
SELECT concat('kpi:s', leftPad(toString(intDiv(number, ${days}) + {from:UInt32}), 7, '0')) AS series, 'day', [], '',
  fromUnixTimestamp64Milli(toInt64(${first}) + (number % ${days}) * ${day}, 'UTC') AS start, start + INTERVAL 1 DAY,
  1000 + 50 * (number % ${days} % 7) + 20 * sqrt(-2 * log((cityHash64(series, number, 1) % 1000000 + 1) / 1000001))
    * cos(2 * pi() * (cityHash64(series, number, 2) % 1000000) / 1000000)
    + if(number % ${days} = ${days - 1} AND (intDiv(number, ${days}) + {from:UInt32}) % ${shifted} = 0, 200, 0),
  10, 'value', true, 'h', 1, start + INTERVAL 1 DAY, ''
FROM numbers({count:UInt64})`;

const write = async (warehouse: Warehouse, series: number): Promise<void> => {
  for (let from = 0; from < series; from += portion) {
    const count = Math.min(portion, series - from) * days;
    await warehouse.command({ sql: fill, parameters: { from, count } }, { lane: "background", timeoutMs: 600_000 });
  }
};

/** The most memory this process has ever had, bytes (Linux). */
const peak = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) * 1024;

interface Swept extends SweepResult {
  seconds: number;
}

const sweepOnce = async (warehouse: Warehouse): Promise<Swept> => {
  const pool = startPool(threads);
  const started = performance.now();
  const sweep = {
    grain: "day" as const,
    since: first,
    through,
    season: 7 as const,
    studySince: through - 182 * day,
    step: day,
  };
  const result = await sweepSeries(warehouse, pool, sweep);
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return { ...result, seconds };
};

const withSeries = async <T>(count: number, use: (warehouse: Warehouse) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), "sextant-sweep-"));
  const warehouse = await openWarehouse(`chdb:${folder}/facts`);
  try {
    await write(warehouse, count);
    return await use(warehouse);
  } finally {
    await warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const seconds = (value: number): string => `${value.toFixed(1)} s`;
const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(2)} GB`;

/** Series × 2 years of days judged by both sieves; then how it scales. */
export const benchmark: Benchmark = async ({ quick }) => {
  const sizes = quick ? [1000] : [25_000, 100_000];
  const rows: Row[] = [];
  const taken: { count: number; seconds: number }[] = [];
  for (const count of sizes) {
    const swept = await withSeries(count, sweepOnce);
    const missed = Array.from(
      { length: count / shifted },
      (_, at) => `kpi:s${String(at * shifted).padStart(7, "0")}`,
    ).filter((name) => !swept.signalling.some(({ series }) => series === name));
    if (swept.series !== count || missed.length > 0)
      throw new Error(
        `${swept.series} of ${count} series were swept; ${missed.length} shifts were missed: ${missed.slice(0, 4).join(", ")}.`,
      );
    taken.push({ count, seconds: swept.seconds });
    const work = `sweep of ${count.toLocaleString("en")} series × ${days} days`;
    rows.push(
      count === 100_000 ? atMost(work, minute, swept.seconds, seconds) : reported(work, seconds(swept.seconds)),
    );
    rows.push(reported("  kept by the SQL sieve · signalling", `${swept.sieved} · ${swept.signalling.length}`));
  }
  rows.push(atMost("  memory of the process at its peak, filling included", twoGigabytes, peak(), gigabytes));
  const [small, large] = taken;
  if (small !== undefined && large !== undefined) {
    const each = (large.seconds - small.seconds) / (large.count - small.count);
    rows.push(
      reported("  1,000,000 series, by the slope of both", seconds(large.seconds + each * (1_000_000 - large.count))),
    );
  }
  return rows;
};
