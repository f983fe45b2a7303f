import type { TooLittleData } from "../control/xmr.ts";
import { bridgeGaps, holdWild, removeSeason } from "../describe/clean.ts";
import { robustDeviation } from "../describe/robust.ts";
import { levelCost, slopeCost } from "./cost.ts";
import { fitMemory } from "./memory.ts";
import { segmentations } from "./pelt.ts";

/** What stays the same within a segment. */
export type Shape = "level" | "slope";

/** A stretch [start, end) without a change; level and slope (per period) in the units of the series. */
export interface Segment {
  start: number;
  end: number;
  /** Fitted value at its first and last period. */
  first: number;
  last: number;
}

/** A change, by the first index after it. */
export interface Change {
  index: number;
  /** What jumps at it. */
  kind: Shape;
  /** From 0 to 1: share of all explanations, weighed by how well they fit, that have a change within four periods. */
  confidence: number;
}

/** How a series divides; indices point into the series given, values are without its season. */
export interface Changes {
  kind: "changes";
  shape: Shape;
  changes: Change[];
  segments: Segment[];
  /** Correlation of a period's distance from its segment with the last one's. */
  memory: number;
  /** Standard deviation of that distance, in the units of the series. */
  spread: number;
}

/** Shorter stretches are pulses, for `anomaly/`. */
const least = 5;

/** Two stretches. */
const neededValues = 2 * least;

const mostCuts = 25;

/** A value further than this from its neighbours is not let decide where the level changed. */
const wild = { reach: 5, width: 8 } as const;

/** Parameters a change adds: where, and the new level; or where, and the new line. */
const parameters: Record<Shape, number> = { level: 2, slope: 3 };

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const lineOf = (values: readonly number[], start: number, end: number, shape: Shape): Segment => {
  const part = values.slice(start, end);
  const middle = (part.length - 1) / 2;
  const mean = average(part);
  const along = part.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const across = part.reduce((sum, value, index) => sum + (index - middle) * value, 0);
  const slope = shape === "slope" && along > 0 ? across / along : 0;
  return { start, end, first: mean - slope * middle, last: mean + slope * middle };
};

const segmentsOf = (values: readonly number[], cuts: readonly number[], shape: Shape): Segment[] =>
  [...cuts, values.length].map((end, index) => lineOf(values, cuts[index - 1] ?? 0, end, shape));

const residualsOf = (values: readonly number[], segments: readonly Segment[]): number[] =>
  segments.flatMap(({ start, end, first, last }) =>
    values
      .slice(start, end)
      .map((value, index) => value - first - ((last - first) * index) / Math.max(1, end - start - 1)),
  );

/** One way to explain a series. */
interface Explanation {
  shape: Shape;
  cuts: number[];
  memory: number;
  residuals: number[];
  /** −2 log-likelihood plus 2 ln n for each parameter. */
  score: number;
}

/** All segmentations of one shape that some penalty prefers, scored with memory. */
const explanations = (values: readonly number[], shape: Shape): Explanation[] => {
  const cost = (shape === "level" ? levelCost : slopeCost)(values);
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? 0));
  const total = cost(0, values.length);
  const lowest = Math.max(
    1e-9 * values.length,
    Math.min(total / 4, robustDeviation(steps) ** 2 * Math.log(values.length)),
  );
  const price = 2 * Math.log(values.length);
  return segmentations(values.length, cost, least, mostCuts, { lowest, highest: total + lowest }).map(({ cuts }) => {
    const residuals = residualsOf(values, segmentsOf(values, cuts, shape));
    const { memory, deviance } = fitMemory(residuals);
    const base = shape === "slope" ? 0.5 : 0;
    return { shape, cuts, memory, residuals, score: deviance + price * (parameters[shape] * cuts.length + base) };
  });
};

/** How much each explanation counts beside the best: e^(−half the difference of scores) (Kass & Raftery 1995). */
const confidenceOf = (index: number, all: readonly Explanation[], best: Explanation): number => {
  const weights = all.map(({ score }) => Math.exp((best.score - score) / 2));
  const having = all.map(({ cuts }) => cuts.some((cut) => Math.abs(cut - index) < least));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.reduce((total, weight, at) => total + (having[at] ? weight : 0), 0) / sum;
};

/**
 * Changes of level or slope over a whole series. Season removed and wild values held; segmentations by PELT with least
 * squares under every useful penalty, as steps and as lines; each judged by its likelihood with AR(1) noise and 2 ln n for
 * each parameter – 4 ln n for a step, 6 ln n for a line, near the modified BIC's 3 ln n and up (Zhang & Siegmund 2007), as
 * strict as dependence asks (Shi et al. 2022). Noise with memory wanders; so it does not make changes. Needs ten values.
 */
export const findChanges = (series: readonly (number | null)[], period = 1): Changes | TooLittleData => {
  const have = series.filter((value) => value !== null).length;
  if (have < neededValues) return { kind: "too_little_data", have, need: neededValues };
  const cleaned = holdWild(removeSeason(bridgeGaps(series), period), wild.reach, wild.width);
  const centre = average(cleaned);
  const unit = Math.sqrt(average(cleaned.map((value) => (value - centre) ** 2)));
  const whole = { start: 0, end: cleaned.length, first: centre, last: centre };
  if (!(unit > 1e-12 * Math.abs(centre)))
    return { kind: "changes", shape: "level", changes: [], segments: [whole], memory: 0, spread: 0 };
  const values = cleaned.map((value) => (value - centre) / unit);
  const all = [...explanations(values, "level"), ...explanations(values, "slope")].sort((a, b) => a.score - b.score);
  const best = all[0];
  if (best === undefined) throw new Error("a series has at least one segmentation");
  const { shape, cuts, memory, residuals } = best;
  return {
    kind: "changes",
    shape,
    changes: cuts.map((index) => ({ index, kind: shape, confidence: confidenceOf(index, all, best) })),
    segments: segmentsOf(cleaned, cuts, shape),
    memory,
    spread: unit * Math.sqrt(average(residuals.map((value) => value * value))),
  };
};
