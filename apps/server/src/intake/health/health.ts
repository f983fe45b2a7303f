import type { Dataset } from "@sextant/model/dataset/dataset";
import { watermarkFrom } from "@sextant/model/dataset/watermark";
import type { SourceHealth } from "@sextant/model/source/health";
import type { SourceRun } from "@sextant/model/source/run";
import { periodsBetween } from "@sextant/model/time/arithmetic";
import type { Calendar } from "@sextant/model/time/calendar";
import { durationOf } from "@sextant/semantic/duration";
import { instantColumn, quoteIdentifier, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import type { Landings } from "../../store/landing.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { keyOf } from "../pull/compare.ts";
import { type DayShare, learnCompleteness } from "./completeness.ts";
import { schemaChanges } from "./schema-changes.ts";
import { judgeVolume } from "./volume.ts";

/** What health is computed from. */
export interface HealthInput {
  warehouse: Warehouse;
  landings: Landings;
  calendar: Calendar;
  /** Milliseconds the source promised its newest row to be younger than. */
  promised: number;
  /** Runs of the dataset that ended well, newest first. */
  runs: readonly SourceRun[];
  /** The workspace's now, epoch ms. */
  now: number;
}

const day = 86_400_000;
/** Days of rows that are looked at: nine of each weekday. */
const lookBack = 63;
/** Days that count as recent for shares of missing values. */
const recentDays = 7;

const since = (instant: string): string => `fromUnixTimestamp64Milli({${instant}:Int64}, 'UTC')`;

/** Rows by local day and landing. */
const dayShares = async (dataset: Dataset, input: HealthInput): Promise<DayShare[]> => {
  const { warehouse, landings, calendar, now } = input;
  const days = periodsBetween(now - lookBack * day, now, "day", calendar);
  const starts = days.map(({ start }) => start);
  const sql = `SELECT roundDown(toUnixTimestamp64Milli(${instantColumn}), {starts:Array(Int64)}) AS start, ${sequenceColumn}, count()
FROM ${tableName(dataset.id)} WHERE ${instantColumn} >= ${since("from")} AND ${instantColumn} < ${since("to")} GROUP BY ALL`;
  const parameters = { starts, from: starts[0] ?? now, to: days.at(-1)?.end ?? now };
  const { rows } = await warehouse.query({ sql, parameters }, { lane: "background" });
  const landedAt = new Map((await landings.list(dataset.id)).map((landing) => [landing.sequence, landing.landedAt]));
  const ends = new Map(days.map(({ start, end }) => [start, end]));
  return rows.flatMap(([start, sequence, count]) => {
    const [end, at] = [ends.get(Number(start)), landedAt.get(Number(sequence))];
    return end === undefined || at === undefined
      ? []
      : [{ start: Number(start), end, landedAt: at, rows: Number(count) }];
  });
};

const volumeOf = (
  shares: readonly DayShare[],
  covered: number | null,
  { calendar, now }: HealthInput,
): SourceHealth["volume"] => {
  const days = periodsBetween(now - lookBack * day, now, "day", calendar).filter(({ end }) => end <= (covered ?? 0));
  const rowsOn = new Map<number, number>();
  for (const { start, rows } of shares) rowsOn.set(start, (rowsOn.get(start) ?? 0) + rows);
  const first = Math.min(...rowsOn.keys());
  const newestFirst = days.toReversed().filter(({ start }) => start >= first);
  const [last] = newestFirst;
  if (last === undefined) return judgeVolume(0, []);
  const sameWeekday = newestFirst.filter((_, index) => index > 0 && index % 7 === 0);
  return judgeVolume(
    rowsOn.get(last.start) ?? 0,
    sameWeekday.map(({ start }) => rowsOn.get(start) ?? 0),
  );
};

/** Shares differ when they are five points and three standard errors apart. */
const isUnusual = (recent: number, earlier: number | null, rows: number): boolean => {
  if (earlier === null) return false;
  const error = Math.sqrt(Math.max(earlier * (1 - earlier), 0.0025) / Math.max(1, rows));
  return Math.abs(recent - earlier) > Math.max(0.05, 3 * error);
};

const nullsOf = async (dataset: Dataset, { warehouse, now }: HealthInput): Promise<SourceHealth["nulls"]> => {
  const names = Object.keys(dataset.columns).filter(
    (name) => dataset.columns[name]?.nullable === true && name !== dataset.time,
  );
  if (names.length === 0) return [];
  const recent = `${instantColumn} >= ${since("recent")}`;
  const counts = names.map((name) => {
    const value = quoteIdentifier(name);
    return `countIf(isNull(${value}) AND ${recent}), countIf(isNull(${value}) AND NOT (${recent}))`;
  });
  const sql = `SELECT countIf(${recent}), countIf(NOT (${recent})), ${counts.join(", ")} FROM ${tableName(dataset.id)}
WHERE ${instantColumn} >= ${since("from")} AND ${instantColumn} <= ${since("to")}`;
  const parameters = { recent: now - recentDays * day, from: now - lookBack * day, to: now };
  const { rows } = await warehouse.query({ sql, parameters }, { lane: "background" });
  const [newer = 0, older = 0, ...found] = (rows[0] ?? []).map(Number);
  return names.map((column, index) => {
    const share = newer === 0 ? 0 : (found[index * 2] ?? 0) / newer;
    const earlier = older === 0 ? null : (found[index * 2 + 1] ?? 0) / older;
    return { column, recent: share, earlier, isUnusual: newer > 0 && isUnusual(share, earlier, newer) };
  });
};

const duplicatesOf = async (dataset: Dataset, { warehouse, now }: HealthInput): Promise<number | null> => {
  const key = keyOf(dataset);
  if (key === null) return null;
  const sql = `SELECT sum(c), sumIf(c, c > 1) FROM (SELECT count() AS c FROM ${tableName(dataset.id)}
WHERE ${instantColumn} >= ${since("from")} GROUP BY ${key})`;
  const { rows } = await warehouse.query({ sql, parameters: { from: now - lookBack * day } }, { lane: "background" });
  const [all = 0, twice = 0] = (rows[0] ?? []).map(Number);
  return all === 0 ? 0 : twice / all;
};

/** Computes the health of one dataset. */
export const healthOf = async (dataset: Dataset, input: HealthInput): Promise<SourceHealth> => {
  const { landings, calendar, promised, runs, now } = input;
  const state = landings.state(dataset.id);
  const watermark = watermarkFrom(state.watermark, dataset, calendar, now);
  const age = watermark === null ? null : Math.max(0, now - watermark);
  const shares = await dayShares(dataset, input);
  const covered = watermark === null ? null : watermark - durationOf(dataset.lag);
  const [last, before] = runs.filter(({ columns }) => columns.length > 0);
  return {
    dataset: dataset.id,
    rows: state.rows,
    freshness: { watermark, age, promised, isLate: age === null || age > promised },
    volume: volumeOf(shares, covered, input),
    schema: schemaChanges(before?.columns ?? [], last?.columns ?? []),
    nulls: await nullsOf(dataset, input),
    duplicates: await duplicatesOf(dataset, input),
    completeness: learnCompleteness(shares, now),
  };
};
