import type { Interval } from "@sextant/model/time/interval";
import { instantColumn } from "@sextant/semantic/sql/name";
import type { Warehouse } from "../../warehouse/warehouse.ts";

const day = 86_400_000;
/** More separate days than this are told as one stretch. */
const mostStretches = 400;

/** The days of UTC that rows of a table lie in, neighbours as one stretch. */
export const stretchesOf = async (warehouse: Warehouse, table: string): Promise<Interval[]> => {
  const sql = `SELECT DISTINCT toInt64(floor(toUnixTimestamp64Milli(${instantColumn}) / ${day})) AS day FROM ${table} ORDER BY day`;
  const { rows } = await warehouse.query({ sql, parameters: {} }, { lane: "background" });
  const stretches: Interval[] = [];
  for (const [one] of rows) {
    const start = Number(one) * day;
    const last = stretches.at(-1);
    if (last?.end === start) last.end += day;
    else stretches.push({ start, end: start + day });
  }
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (stretches.length <= mostStretches || first === undefined || last === undefined) return stretches;
  return [{ start: first.start, end: last.end }];
};
