import type { Observation } from "@sextant/model/series/observation";
import { sameNumber } from "@sextant/model/series/same-number";
import type { Judgement } from "@sextant/model/standing/judgement";
import type { Warehouse } from "../warehouse/warehouse.ts";

interface Known {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  sampleSize: number;
  presence: string;
  settled: boolean;
  hash: string;
  knownAt: number;
}

const columns = [
  "series",
  "grain",
  "slice",
  "period_key",
  "period_start",
  "period_end",
  "value",
  "numerator",
  "denominator",
  "sample_size",
  "presence",
  "settled",
  "definition_hash",
  "definition_version",
  "known_at",
  "receipt",
];

const lastKnown = `SELECT series, grain, period_key, argMax(tuple(value), known_at).1, argMax(presence, known_at),
argMax(settled, known_at), argMax(definition_hash, known_at), argMax(tuple(numerator), known_at).1,
argMax(tuple(denominator), known_at).1, argMax(sample_size, known_at), toUnixTimestamp64Milli(max(known_at))
FROM observation WHERE has({series:Array(String)}, series) AND empty(slice) GROUP BY series, grain, period_key`;

const numberOrNull = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell));

const readKnown = async (warehouse: Warehouse, series: readonly string[]): Promise<Map<string, Known>> => {
  const { rows } = await warehouse.query(
    { sql: lastKnown, parameters: { series: [...series] } },
    { lane: "background" },
  );
  return new Map(
    rows.map(([name, grain, key, value, presence, settled, hash, numerator, denominator, sampleSize, knownAt]) => [
      JSON.stringify([name, grain, key]),
      {
        value: numberOrNull(value),
        numerator: numberOrNull(numerator),
        denominator: numberOrNull(denominator),
        sampleSize: Number(sampleSize),
        presence: String(presence),
        settled: settled === true,
        hash: String(hash),
        knownAt: Number(knownAt),
      },
    ]),
  );
};

/** A period nobody reported on is news only where something was known of it: then that is taken back. */
const isNews = (observation: Observation, hash: string, known: Known | undefined): boolean => {
  if (known === undefined) return observation.presence !== "unknown";
  if (known.presence !== observation.presence) return true;
  if (observation.presence === "unknown") return false;
  return (
    known.hash !== hash ||
    known.settled !== observation.settled ||
    known.sampleSize !== observation.sampleSize ||
    !sameNumber(known.value, observation.value) ||
    !sameNumber(known.numerator, observation.numerator) ||
    !sameNumber(known.denominator, observation.denominator)
  );
};

const instant = (at: number): string => new Date(at).toISOString().slice(0, 23).replace("T", " ");

/**
 * Appends every observation of a period that is over whose numbers, presence, settlement or meaning are not what was last known
 * of it (N2); answers how many, of which KPIs.
 */
export const recordObservations = async (
  warehouse: Warehouse,
  evaluated: readonly Judgement[],
  now: number,
): Promise<{ rows: number; kpis: string[] }> => {
  const known = await readKnown(
    warehouse,
    evaluated.map(({ kpi }) => `kpi:${kpi}`),
  );
  // What is learned later is known later, also within a millisecond and after the clock was put back.
  const latest = [...known.values()].reduce((most, { knownAt }) => Math.max(most, knownAt), Number.NEGATIVE_INFINITY);
  const knownAt = latest >= now ? latest + 1 : now;
  const rows = evaluated.flatMap(({ kpi, grain, observations, definition, receipt }) =>
    observations
      .filter((one) => !one.current)
      .filter((one) => isNews(one, definition.hash, known.get(JSON.stringify([`kpi:${kpi}`, grain, one.periodKey]))))
      .map((one) => [
        `kpi:${kpi}`,
        grain,
        [],
        one.periodKey,
        instant(one.start),
        instant(one.end),
        one.value,
        one.numerator,
        one.denominator,
        one.sampleSize,
        one.presence,
        one.settled,
        definition.hash,
        definition.version,
        instant(knownAt),
        receipt,
      ]),
  );
  await warehouse.insert("observation", rows, { columns });
  return { rows: rows.length, kpis: [...new Set(rows.map(([series]) => String(series).slice("kpi:".length)))] };
};
