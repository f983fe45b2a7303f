import { createHash } from "node:crypto";
import type { Learned } from "@sextant/model/series/learned";
import type { Presence } from "@sextant/model/series/observation";
import type { Grain } from "@sextant/model/time/grain";
import type { KeptReceipt } from "../store/receipt.ts";
import type { WarehouseRows, WarehouseStatement } from "../warehouse/warehouse.ts";
import type { Gathering } from "./gather.ts";
import { hashResults } from "./receipts.ts";

/** What was learned of a KPI, at one of the grains it was judged at. */
export interface LearnedOf {
  kpi: string;
  grain: Grain;
  learned: Learned;
}

const told = `period_key, period_start, period_end, value, numerator, denominator, sample_size, presence, settled,
definition_version, definition_hash, receipt`;

const shown = `last.1, toUnixTimestamp64Milli(last.2), toUnixTimestamp64Milli(last.3), last.4, last.5, last.6, last.7, last.8, last.9,
last.10, last.11, last.12, toUnixTimestamp64Milli(at)`;

const whose =
  "series IN {series:Array(String)} AND empty(slice) AND known_at <= fromUnixTimestamp64Milli({at:Int64}, 'UTC')";

/** Per period the last observation learned by an instant. */
const asKnown = `SELECT series, grain, ${shown} FROM (
SELECT series, grain, argMax(tuple(${told}), known_at) AS last, max(known_at) AS at
FROM observation WHERE ${whose} GROUP BY series, grain, period_key
) ORDER BY series, grain, last.2`;

/** Every observation of the periods of a span learned by an instant. */
const everyTime = `SELECT series, grain, ${shown} FROM (
SELECT series, grain, tuple(${told}) AS last, known_at AS at
FROM observation WHERE ${whose} AND grain = {grain:String}
AND period_start >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND period_start < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
) ORDER BY last.2, at`;

/** Later than anything is learned, epoch ms: what a clock that went back learned lies after its now. */
const always = Date.UTC(2200, 0);

const series = (kpi: string): string => `kpi:${kpi}`;
const numberOrNull = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell));

const readRow = (row: readonly unknown[]): LearnedOf => {
  const [name, grain, periodKey, start, end, value, numerator, denominator, sampleSize, presence, settled, ...rest] =
    row;
  const [version, hash, receipt, knownAt] = rest;
  return {
    kpi: String(name).slice(series("").length),
    grain: String(grain) as Grain,
    learned: {
      periodKey: String(periodKey),
      start: Number(start),
      end: Number(end),
      value: numberOrNull(value),
      numerator: numberOrNull(numerator),
      denominator: numberOrNull(denominator),
      sampleSize: Number(sampleSize),
      presence: String(presence) as Presence,
      settled: settled === true,
      knownAt: Number(knownAt),
      definition: { version: Number(version), hash: String(hash) },
      receipt: String(receipt),
    },
  };
};

/** A receipt of stored observations: they are never changed, so that it runs to the same rows while it is kept. */
const receiptOfLearned = (
  { moment, at, warehouse }: Gathering,
  statement: WarehouseStatement,
  result: WarehouseRows,
  learned: readonly LearnedOf[],
): KeptReceipt => {
  const definitions = new Map(
    learned.flatMap(({ kpi, learned: { definition } }) => {
      const id = moment.catalog.kpis.get(kpi)?.metric;
      return id === undefined ? [] : [[`${id} ${definition.hash}`, { type: "metric", id, ...definition }] as const];
    }),
  );
  const facts = {
    now: moment.now,
    definitions: [...definitions.values()],
    sql: statement.sql,
    parameters: statement.parameters,
    datasets: [],
    resultHash: hashResults([result.rows]),
  };
  const id = createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 24);
  const { rowsRead, bytesRead, elapsedMs } = result;
  return {
    receipt: { id, at, ...facts, rowsRead, bytesRead, elapsedMs, engine: warehouse.engine() },
    question: null,
    again: [statement],
  };
};

/** Per period of each KPI and grain what was last learned by an instant (epoch ms; null for ever), in one statement. */
export const readAsKnown = async (
  gathering: Gathering,
  kpis: readonly string[],
  until: number | null,
): Promise<{ learned: LearnedOf[]; kept: KeptReceipt }> => {
  const { warehouse, lane } = gathering;
  const statement = (at: number): WarehouseStatement => ({
    sql: asKnown,
    parameters: { series: [...new Set(kpis)].sort().map(series), at },
  });
  const result = await warehouse.query(statement(until ?? always), { lane });
  const learned = result.rows.map(readRow);
  // What is learned later comes after all of this, so that the receipt of "for ever" ends here.
  const last = learned.reduce((most, one) => Math.max(most, one.learned.knownAt), 0);
  const kept = receiptOfLearned(gathering, statement(until ?? last), result, learned);
  return { learned, kept };
};

/** Everything learned of the periods of a KPI that start in a span, by an instant (epoch ms; null for ever). */
export const readEveryTime = async (
  { warehouse, lane }: Gathering,
  kpi: string,
  grain: Grain,
  span: { from: number; to: number },
  until: number | null,
): Promise<Learned[]> => {
  const parameters = { series: [series(kpi)], grain, ...span, at: until ?? always };
  const { rows } = await warehouse.query({ sql: everyTime, parameters }, { lane });
  return rows.map((row) => readRow(row).learned);
};
