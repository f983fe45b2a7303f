import type { TooLittleData } from "../describe/too-little-data.ts";
import { type Feature, featuresOf } from "./features.ts";
import { noveltyMeter } from "./novelty.ts";

/** An anomaly, by the index at which it was first seen. */
export interface Anomaly {
  index: number;
  feature: Feature;
  side: "above" | "below";
  /** Distance beyond the usual range, in widths of that range. */
  score: number;
}

/** The score of every index (null at gaps, too small samples and before the past says anything), and the anomalies. */
export interface Anomalies {
  kind: "anomalies";
  scores: (number | null)[];
  anomalies: Anomaly[];
}

/** How a series is watched; everything has a default that serves all series. */
export interface Watch {
  /** Periods in a season; 1 when there is none. */
  period?: number;
  /** Periods that are learned from before anything is reported; at least 30. */
  warmUp?: number;
  /** Score above which a value is an anomaly. */
  threshold?: number;
  /** Periods after an anomaly in which none is reported; 15 % of the warm-up by default. */
  refractory?: number;
  /** Sample size of every value; a value of a smaller sample than `minimumSample` is a gap (N4). */
  samples?: readonly number[];
  minimumSample?: number;
}

const shortestWarmUp = 30;

const usualThreshold = 0.35;

const usualRefractory = 0.15;

/**
 * Anomalies of a series, each judged from earlier values alone. Recent level, recent spread and level for the place in the
 * season are each scored against their own past; the oddest counts. After an anomaly nothing is reported for the refractory
 * time, and what lasts becomes usual.
 */
export const findAnomalies = (given: readonly (number | null)[], watch: Watch = {}): Anomalies | TooLittleData => {
  const { samples = [], minimumSample = 0 } = watch;
  const series = given.map((value, index) => ((samples[index] ?? minimumSample) < minimumSample ? null : value));
  const warmUp = Math.max(shortestWarmUp, watch.warmUp ?? shortestWarmUp);
  const have = series.filter((value) => value !== null).length;
  if (have <= warmUp) return { kind: "too_little_data", have, need: warmUp + 1 };
  const refractory = watch.refractory ?? Math.round(usualRefractory * warmUp);
  const threshold = watch.threshold ?? usualThreshold;
  const meters = featuresOf(series, watch.period ?? 1).map(([feature, track]) => ({
    feature,
    track,
    meter: noveltyMeter(),
  }));
  const anomalies: Anomaly[] = [];
  let quietUntil = warmUp;
  const scores = series.map((value, index) => {
    if (value === null) return null;
    const odd = meters.flatMap(({ feature, track, meter }) => {
      const at = track[index] ?? null;
      const novelty = at === null ? null : meter(at);
      return novelty === null ? [] : [{ index, feature, ...novelty }];
    });
    const oddest = odd.sort((a, b) => b.score - a.score)[0];
    if (oddest === undefined) return null;
    if (oddest.score > threshold && index >= quietUntil) {
      anomalies.push(oddest);
      quietUntil = index + refractory + 1;
    }
    return oddest.score;
  });
  return { kind: "anomalies", scores, anomalies };
};
