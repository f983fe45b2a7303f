import type { Grain } from "@sextant/model/time/grain";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { Study, StudyJob, StudyPool } from "./pool.ts";
import { type Chunk, type Season, seriesStatement, sieveStatement } from "./sieve.ts";

/** What is swept: every series of a grain, up to the period that starts at `through`. Instants in epoch ms. */
export interface Sweep {
  grain: Grain;
  since: number;
  through: number;
  season: Season;
  /** Start of the first period of what is studied whole: the recent past decides. */
  studySince: number;
  /** Length of a period, for placing values (ms). */
  step: number;
  /** Series per statement. */
  chunk?: number;
}

/** A series that the first sieve kept, and what its whole study says. */
export interface Swept {
  series: string;
  slice: readonly (string | null)[];
  study: Study;
}

/** What came of a sweep: how many series there were, how many the first sieve kept, and those with a signal after the second. */
export interface SweepResult {
  series: number;
  sieved: number;
  signalling: Swept[];
}

/** Enough series that a statement pays, few enough that its arrays stay below a few hundred megabytes. */
const usualChunk = 2500;

/** Series read at once for the second sieve. */
const readAtOnce = 500;

const namesOf = async (warehouse: Warehouse, { grain, through }: Sweep): Promise<string[]> => {
  const { rows } = await warehouse.query(
    {
      sql: `SELECT DISTINCT series FROM observation WHERE grain = {grain:String}
AND period_start = fromUnixTimestamp64Milli({through:Int64}, 'UTC') ORDER BY series`,
      parameters: { grain, through },
    },
    { lane: "background" },
  );
  return rows.map(([name]) => String(name));
};

/** Values by their place since the first, NaN where a period has none. */
const placed = (ats: readonly number[], raw: readonly number[], step: number): Float64Array => {
  const first = ats[0] ?? 0;
  const place = (at: number): number => Math.round((at - first) / step);
  const values = new Float64Array(place(ats.at(-1) ?? first) + 1).fill(Number.NaN);
  for (const [index, at] of ats.entries()) values[place(at)] = raw[index] ?? Number.NaN;
  return values;
};

type Read = Omit<Swept, "study"> & { job: StudyJob };

const readSeries = async (
  warehouse: Warehouse,
  sweep: Sweep,
  chunk: Chunk,
  names: readonly string[],
): Promise<Read[]> => {
  const { rows } = await warehouse.query(seriesStatement(chunk, sweep.studySince, names), { lane: "background" });
  return rows.map(([series, slice, ats, raw]) => ({
    series: String(series),
    slice: slice as (string | null)[],
    job: {
      values: placed((ats as unknown[]).map(Number), (raw as unknown[]).map(Number), sweep.step),
      periods: sweep.season > 1 ? [sweep.season] : [],
    },
  }));
};

/** Sweeps all series of a grain through both sieves, a chunk at a time; memory is that of one chunk, however many there are. */
export const sweepSeries = async (warehouse: Warehouse, pool: StudyPool, sweep: Sweep): Promise<SweepResult> => {
  const names = await namesOf(warehouse, sweep);
  const { grain, since, through, season, chunk: size = usualChunk } = sweep;
  const result: SweepResult = { series: names.length, sieved: 0, signalling: [] };
  const studyAll = async (chunk: Chunk, kept: readonly string[]): Promise<void> => {
    for (let at = 0; at < kept.length; at += readAtOnce) {
      const read = await readSeries(warehouse, sweep, chunk, kept.slice(at, at + readAtOnce));
      const studies = await pool.study(read.map(({ job }) => job));
      for (const [index, { series, slice }] of read.entries()) {
        const study = studies[index];
        if (study !== undefined && study.signals.length > 0) result.signalling.push({ series, slice, study });
      }
    }
  };
  // While threads study what one chunk kept, the engine sieves the next.
  let studying: Promise<void> = Promise.resolve();
  for (let at = 0; at < names.length; at += size) {
    const [from = "", to = ""] = [names[at], names[Math.min(at + size, names.length) - 1]];
    const chunk: Chunk = { grain, from, to, since, through, season };
    const { rows } = await warehouse.query(sieveStatement(chunk), { lane: "background" });
    result.sieved += rows.length;
    const kept = [...new Set(rows.map(([series]) => String(series)))];
    await studying;
    studying = studyAll(chunk, kept);
    studying.catch(() => undefined);
  }
  await studying;
  return result;
};
