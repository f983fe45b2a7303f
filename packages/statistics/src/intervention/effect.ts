import { bridgeGaps } from "../describe/gaps.ts";
import type { TooLittleData } from "../describe/too-little-data.ts";
import { at, mean } from "../describe/values.ts";
import { repeats } from "../season/detect.ts";
import type { Design } from "./least-squares.ts";
import { estimateOver } from "./memories.ts";

/** A series and what was done to it; places count periods from 0. */
export interface Intervened {
  /** Oldest first; null where nothing was observed. */
  values: readonly (number | null)[];
  /** Place of the first period the act fell into. */
  acted: number;
  /** Periods until the effect can show; they are left out. */
  lag: number;
  /** Periods looked at from then on. */
  watch: number;
  /** Periods after which the season may repeat; 1 for none. */
  season: number;
}

/** How far the level moved. */
export interface InterventionEffect {
  kind: "effect";
  method: "interrupted_series" | "before_after";
  /** After less before, in the unit of the series. */
  estimate: number;
  /** Holds the true effect with this confidence, as far as the model holds. */
  interval: readonly [number, number];
  confidence: number;
  /** Mean of the observed periods before, and of those watched. */
  before: number;
  after: number;
  /** Observed periods before, and watched. */
  periods: { before: number; after: number };
}

/** Fewest observed periods before and after for before against after. */
const fewestBefore = 8;
const fewestAfter = 3;
/** Observed periods before from which on trend and season are told apart from the act (Bernal, Cummins & Gasparrini 2017). */
const enoughForTrend = 24;
/** Sine and cosine pairs that draw a season. */
const mostPairs = 3;
const confidence = 0.95;

const pairsOf = (season: number, position: number): number[] =>
  Array.from({ length: Math.min(mostPairs, Math.floor((season - 1) / 2)) }, (_, index) => {
    const angle = (2 * Math.PI * (index + 1) * position) / season;
    return [Math.sin(angle), Math.cos(angle)];
  }).flat();

const designOf = ({ values, acted, lag, watch, season }: Intervened, withTrend: boolean): Design => {
  const until = Math.min(values.length, acted + lag + watch);
  const history = bridgeGaps(values.slice(0, acted));
  const isSeasonal = withTrend && repeats(Float64Array.from(history), season);
  const rows = values.slice(0, until).flatMap((value, position) => {
    if (value === null || (position >= acted && position < acted + lag)) return [];
    const after = position >= acted + lag ? 1 : 0;
    const trend = withTrend ? [position / until - 0.5] : [];
    return [{ position, value, regressors: [1, ...trend, ...(isSeasonal ? pairsOf(season, position) : []), after] }];
  });
  const count = rows[0]?.regressors.length ?? 0;
  return {
    positions: rows.map(({ position }) => position),
    values: rows.map(({ value }) => value),
    columns: Array.from({ length: count }, (_, index) => rows.map(({ regressors }) => at(regressors, index))),
  };
};

/**
 * How far the level of a series moved after an act: an interrupted time series with a trend where 24 periods were observed before,
 * and with a season where two were seen and it repeats; else before against after. Errors may have a memory; how uncertain it is goes into the interval.
 */
export const effectOf = (given: Intervened): InterventionEffect | TooLittleData => {
  const { values, acted, lag, watch } = given;
  const observed = (from: number, to: number): number[] => values.slice(from, to).filter((value) => value !== null);
  const before = observed(0, acted);
  const after = observed(acted + lag, acted + lag + watch);
  if (before.length < fewestBefore) return { kind: "too_little_data", have: before.length, need: fewestBefore };
  if (after.length < fewestAfter) return { kind: "too_little_data", have: after.length, need: fewestAfter };
  const hasHistory = before.length >= enoughForTrend;
  const found = estimateOver(designOf(given, hasHistory), confidence);
  if (found === null) return { kind: "too_little_data", have: before.length, need: before.length + 1 };
  const { estimate, interval } = found;
  return {
    ...{ kind: "effect", method: hasHistory ? "interrupted_series" : "before_after", estimate, confidence },
    interval,
    ...{ before: mean(before), after: mean(after) },
    periods: { before: before.length, after: after.length },
  };
};
