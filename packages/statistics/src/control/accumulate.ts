import type { Baseline } from "./baseline.ts";
import { type Observed, scoreOf } from "./law.ts";
import type { Side } from "./xmr.ts";

/** Where an accumulating chart stood after a period, in deviations of one period. */
export interface ChartPoint {
  up: number;
  down: number;
}

/** An alarm, by the index of the period that raised it, and the first period of the run that led to it. */
export interface Alarm {
  index: number;
  since: number;
  side: Side;
}

/** An accumulating chart over a series: its points (null at gaps) and its alarms; it starts again after each. */
export interface AccumulatedChart {
  points: (ChartPoint | null)[];
  alarms: Alarm[];
}

/**
 * Scores of a series with the memory taken out, (z − φ z₋₁) / √(1 − φ²), so that in control they are independent and
 * standard normal (Alwan & Roberts 1988). A shift of δ shows as δ (1 − φ) / √(1 − φ²) from its second period on.
 */
export const whiteScores = (
  { law, memory, scoreDeviation }: Baseline,
  series: readonly (Observed | null)[],
): (number | null)[] => {
  const scores = series.map((one) => (one === null ? null : scoreOf(law, one) / scoreDeviation));
  return scores.map((score, index) => {
    const before = scores[index - 1] ?? null;
    return score === null || before === null || memory === 0
      ? score
      : (score - memory * before) / Math.sqrt(1 - memory ** 2);
  });
};

/**
 * Two-sided CUSUM of standardised scores (Page 1954): up = max(0, up + z − reference), down alike; an alarm where one
 * passes the limit. With reference .5 and limit 5: one false alarm in 465 periods, 10.4 periods to see a shift of one
 * deviation. A gap leaves the sums as they are.
 */
export const cusumChart = (
  scores: readonly (number | null)[],
  { reference, limit }: { reference: number; limit: number },
): AccumulatedChart => {
  const points: (ChartPoint | null)[] = [];
  const alarms: Alarm[] = [];
  let [up, down, upSince, downSince] = [0, 0, 0, 0];
  for (const [index, score] of scores.entries()) {
    if (score === null) {
      points.push(null);
      continue;
    }
    if (up === 0) upSince = index;
    if (down === 0) downSince = index;
    up = Math.max(0, up + score - reference);
    down = Math.max(0, down - score - reference);
    points.push({ up, down });
    if (up <= limit && down <= limit) continue;
    alarms.push(up > limit ? { index, since: upSince, side: "above" } : { index, since: downSince, side: "below" });
    [up, down] = [0, 0];
  }
  return { points, alarms };
};

/** An EWMA chart: the average after each period (null at gaps), the limit on it, and the alarms. */
export interface EwmaChart {
  averages: (number | null)[];
  limit: number;
  alarms: { index: number; side: Side }[];
}

/**
 * EWMA of scores (Roberts 1959; Lucas & Saccucci 1990): average = weight × z + (1 − weight) × average, with limits of `width`
 * times its long-run deviation √(weight / (2 − weight)). It starts again at 0 after an alarm; a gap leaves it as it is.
 */
export const ewmaChart = (
  scores: readonly (number | null)[],
  { weight, width }: { weight: number; width: number },
): EwmaChart => {
  const limit = width * Math.sqrt(weight / (2 - weight));
  const alarms: EwmaChart["alarms"] = [];
  let average = 0;
  const averages = scores.map((score, index) => {
    if (score === null) return null;
    average = weight * score + (1 - weight) * average;
    const here = average;
    if (Math.abs(here) > limit) {
      alarms.push({ index, side: here > 0 ? "above" : "below" });
      average = 0;
    }
    return here;
  });
  return { averages, limit, alarms };
};
