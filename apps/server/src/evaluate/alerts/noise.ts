import type { SeriesSignal } from "@sextant/model/alert/verdict";
import { xmrChart, xmrScores } from "@sextant/statistics/control/xmr";
import { normalTails } from "@sextant/statistics/distribution/normal";

/** What the noise of a series says of its last value. */
export interface NoiseReading {
  signals: SeriesSignal[];
  /** Chance of a value at least as far out, either way, if the process did not change; 1 is no surprise at all. */
  pValue: number;
}

/**
 * Holds the last value of a series against the natural limits of the values before it (S6), so that it does not widen its own
 * limits, and against a run of eight on one side. Null with too little history. A null in the series is a gap.
 */
export const readNoise = (
  values: readonly (number | null)[],
  format: (value: number) => string,
): NoiseReading | null => {
  const last = values.at(-1);
  const baseline = xmrChart(values.slice(0, -1));
  if (baseline.kind !== "chart" || last === null || last === undefined) return null;
  const [score = 0] = xmrScores([last], baseline);
  const { lower, upper } = normalTails(score ?? 0);
  const pValue = Math.min(1, 2 * Math.min(lower, upper));
  const limits = `the natural limits ${format(baseline.lower)} to ${format(baseline.upper)}`;
  if (last > baseline.upper || last < baseline.lower) {
    const side = last > baseline.upper ? "above" : "below";
    return { signals: [{ side, sentence: `${format(last)} is ${side} ${limits}.` }], pValue };
  }
  const whole = xmrChart(values);
  if (whole.kind !== "chart" || whole.run === null) return { signals: [], pValue };
  const sentence = `A run of eight or more ${whole.run} the mean of ${format(whole.mean)}.`;
  return { signals: [{ side: whole.run, sentence }], pValue };
};
