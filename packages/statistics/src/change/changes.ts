import { holdWild, removeSeason } from "../describe/clean.ts";
import { bridgeGaps } from "../describe/gaps.ts";
import type { TooLittleData } from "../describe/too-little-data.ts";
import { type Explanation, explain, leastLength, type Shape } from "./explain.ts";

/** A change, by the first index after it. */
export interface Change {
  index: number;
  /** From 0 to 1: share of all explanations, weighed by how well they fit, that have a change within four periods. */
  confidence: number;
  /** What was expected at the last period before it and at the first after it, in the units of the series. */
  before: number;
  after: number;
}

/** How a series divides; indices point into the series given, values are without its season. */
export interface Changes {
  kind: "changes";
  /** What stays the same between changes. */
  shape: Shape;
  changes: Change[];
  /** The series as it was judged: gaps bridged, season removed, wild values held. */
  cleaned: number[];
  /** What was expected at each index, in the units of the series. */
  fitted: number[];
  /** Correlation of a period's distance from what was expected with the last one's. */
  memory: number;
}

/** Two stretches. */
const neededValues = 2 * leastLength;

/** A value further than this from its neighbours is not let decide where the level changed. */
const wild = { reach: 5, width: 8 } as const;

/** A smaller deviation, as a share of the mean, is the rounding of equal values. */
const rounding = 1e-12;

const varies = (values: readonly number[]): boolean => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high - low > rounding * Math.max(Math.abs(low), Math.abs(high));
};

/** How much each explanation counts beside the best: e^(−half the difference of scores) (Kass & Raftery 1995). */
const confidenceOf = (index: number, all: readonly Explanation[], best: Explanation): number => {
  let [having, sum] = [0, 0];
  for (const { score, cuts } of all) {
    const weight = Math.exp((best.score - score) / 2);
    sum += weight;
    if (cuts.some((cut) => Math.abs(cut - index) < leastLength)) having += weight;
  }
  return having / sum;
};

/**
 * Changes of level, slope or growth over a whole series. Season removed and wild values held; segmentations by PELT with
 * least squares under every useful penalty; each judged by its likelihood with AR(1) noise and 2 ln n for each parameter –
 * 4 ln n for a step, 6 ln n for a line, at or above the modified BIC (Zhang & Siegmund 2007), as dependence asks (Shi et al.
 * 2022). Noise with memory wanders, growth and smooth curves bend; neither is a change. Needs ten values.
 */
export const findChanges = (series: readonly (number | null)[], period = 1): Changes | TooLittleData => {
  const have = series.filter((value) => value !== null).length;
  if (have < neededValues) return { kind: "too_little_data", have, need: neededValues };
  const cleaned = holdWild(removeSeason(bridgeGaps(series), period), wild.reach, wild.width);
  if (!varies(cleaned))
    return { kind: "changes", shape: "level", changes: [], cleaned, fitted: [...cleaned], memory: 0 };
  const all = explain(cleaned);
  const best = all[0];
  if (best === undefined) throw new Error("a series has at least one explanation");
  const { shape, cuts, memory, fitted } = best;
  const changes = cuts.map((index) => ({
    index,
    confidence: confidenceOf(index, all, best),
    before: fitted[index - 1] ?? 0,
    after: fitted[index] ?? 0,
  }));
  return { kind: "changes", shape, changes, cleaned, fitted, memory };
};
