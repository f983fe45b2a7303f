import type { Grain } from "@sextant/model/time/grain";
import type { WarehouseStatement } from "../../warehouse/warehouse.ts";

/** Which series are sieved: those of a grain between two names, up to a period. Instants in epoch ms. */
export interface Chunk {
  grain: Grain;
  /** First and last name of the chunk, both within. */
  from: string;
  to: string;
  /** Start of the first period that is read. */
  since: number;
  /** Start of the last period: a series without a value there has nothing new to say. */
  through: number;
  season: Season;
}

/** Periods in a season, 1 for none; only days have one here. */
export type Season = 1 | 7;

/** Values of the same series lie this far apart, at the least, where periods follow each other; and at the most (ms). */
const steps: Record<Grain, [least: number, most: number]> = {
  day: [82_800_000, 90_000_000],
  week: [600_000_000, 609_000_000],
  month: [2_300_000_000, 2_800_000_000],
  quarter: [7_700_000_000, 8_100_000_000],
  year: [31_000_000_000, 32_100_000_000],
};

const dayMs = 86_400_000;

/**
 * Per series every period with when its value became known, ascending; the last of a period is what is known now. Grouping by
 * series alone is several times cheaper than by series and period.
 */
const read = (which: string): string => `SELECT series, slice,
  arraySort(groupArray((toUnixTimestamp64Milli(period_start), toUnixTimestamp64Milli(known_at), value))) AS versions,
  arrayFilter((one, next) -> tupleElement(one, 1) != next AND isNotNull(tupleElement(one, 3)), versions,
    arrayPushBack(arrayPopFront(tupleElement(versions, 1)), toInt64(-1))) AS cells,
  tupleElement(cells, 1) AS ats, arrayMap(value -> assumeNotNull(value), tupleElement(cells, 3)) AS raw
  FROM observation
  WHERE ${which} AND grain = {grain:String}
    AND period_start >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
    AND period_start <= fromUnixTimestamp64Milli({through:Int64}, 'UTC')
  GROUP BY series, slice`;

const inChunk = "series >= {from:String} AND series <= {to:String}";

const arrays = (season: Season): string => `SELECT series, slice, ats, raw, arrayAvg(raw) AS whole,
  arrayReduce('avgResample(0, ${season}, 1)', raw, arrayMap(at -> intDiv(at, ${dayMs}) % ${season}, ats)) AS means
  FROM (${read(inChunk)}) WHERE notEmpty(raw)`;

const levelled = (season: Season): string => `SELECT series, slice, ats, ${
  season === 1 ? "raw" : `arrayMap((x, at) -> x - means[intDiv(at, ${dayMs}) % ${season} + 1] + whole, raw, ats)`
} AS xs
  FROM (${arrays(season)})`;

/** Neighbours are compared by shifted copies: an array that a lambda indexes would be copied for every element. */
const charted = (season: Season): string => `SELECT series, slice, ats, xs, length(xs) AS n, arrayAvg(xs) AS centre,
  arrayMap(gap -> gap BETWEEN {least:Int64} AND {most:Int64}, arraySlice(arrayDifference(ats), 2)) AS near,
  arrayFilter((r, is) -> is, arrayMap((x, before) -> abs(x - before), arraySlice(xs, 2), arraySlice(xs, 1, n - 1)), near)
    AS ranges,
  if(empty(ranges), 0, arrayAvg(ranges)) AS range, xs[n] AS last,
  1e-12 * greatest(abs(last), abs(centre) + 2.66 * range) AS slack
  FROM (${levelled(season)})`;

/**
 * Names the series of a chunk that end in a signal of their XmR chart, places in the season levelled: outside the limits, or the
 * eighth in a row on one side of the mean. What \`latestSignal\` says of one series, for all of them at once. Places are counted in
 * days since 1970, so only days have a season here.
 */
export const sieveStatement = (chunk: Chunk): WarehouseStatement => {
  const [least, most] = steps[chunk.grain];
  const { season: _, ...parameters } = chunk;
  return {
    sql: `SELECT series, slice,
  multiIf(last > centre + 2.66 * range + slack, 1, last < centre - 2.66 * range - slack, -1, 0) AS outside,
  if(n < 8 OR arrayExists(is -> NOT is, arraySlice(near, n - 7, 7)), 0,
    if(arrayAll(x -> x > centre + 1e-12 * greatest(abs(x), abs(centre)), arraySlice(xs, n - 7, 8)), 1,
      if(arrayAll(x -> x < centre - 1e-12 * greatest(abs(x), abs(centre)), arraySlice(xs, n - 7, 8)), -1, 0))) AS run
FROM (${charted(chunk.season)})
WHERE least(n, length(ranges) + 1) >= 6 AND ats[n] = {through:Int64} AND (outside != 0 OR run != 0)
ORDER BY series, slice`,
    parameters: { ...parameters, least, most },
  };
};

/** The values of some series up to the chunk's last period, ascending: instants and values. */
export const seriesStatement = (
  { grain, through }: Chunk,
  since: number,
  names: readonly string[],
): WarehouseStatement => ({
  sql: `SELECT series, slice, ats, raw FROM (${read("series IN {names:Array(String)}")}) ORDER BY series, slice`,
  parameters: { grain, since, through, names: [...names] },
});
