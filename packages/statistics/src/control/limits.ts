import {
  binomialQuantile,
  binomialTails,
  negativeBinomialQuantile,
  negativeBinomialTails,
} from "../distribution/counts.ts";
import { normalTails } from "../distribution/normal.ts";
import { studentQuantile } from "../distribution/student.ts";
import type { Tail, Tails } from "../distribution/tails.ts";
import type { Baseline } from "./baseline.ts";

/** Limits of single values, in their units (of successes, for shares); a value beyond one is an alarm. */
export interface Limits {
  lower: number;
  centre: number;
  upper: number;
  /** False alarms per period that these limits give; below what was asked where counts leave no choice. */
  rate: number;
}

/**
 * Whole-number limits with at most α beyond: the lower side gets half, the upper what is left, so that a count that cannot
 * be too low keeps its whole error for the side that can.
 */
const countLimits = (
  centre: number,
  alpha: number,
  quantile: (tail: Tail) => number,
  tails: (k: number) => Tails,
): Limits => {
  const reached = quantile({ lower: alpha / 2 });
  const lower = tails(reached).lower <= alpha / 2 ? reached + 1 : reached;
  const below = tails(lower - 1).lower;
  const upper = quantile({ upper: alpha - below });
  return { lower, centre, upper, rate: below + tails(upper).upper };
};

/** P(|Z| > z), kept above zero so that limits stay finite however little is known. */
const bothTails = (z: number): number => Math.max(2 * normalTails(z).upper, 1e-250);

/**
 * Limits of single values for one false alarm in `periods` periods on average, allowing for the estimated mean and scale:
 * the t prediction interval for measured values (Hahn 1969; exact for normal values without memory), the predictive
 * negative binomial law for counts, a widened binomial one for shares, which need the period's `trials`. What neighbours
 * share does not change how often a value lies beyond, only how alarms cluster.
 */
export const limitsOf = ({ law, single }: Baseline, periods: number, trials = 0): Limits => {
  if (!(periods > 1)) throw new RangeError(`a promise is of more than one period, not ${periods}`);
  const alpha = 1 / periods;
  const widened = 1 + 1 / single.mean;
  const t = studentQuantile({ upper: alpha / 2 }, Math.min(single.scale, 1e9));
  if (law.kind === "normal") {
    const reach = t * law.deviation * Math.sqrt(widened);
    return { lower: law.mean - reach, centre: law.mean, upper: law.mean + reach, rate: alpha };
  }
  if (law.kind === "binomial") {
    const wider = 1 + trials / Math.max(1, law.trials * single.mean);
    const beyond = bothTails(t * law.spread * Math.sqrt(wider));
    const quantile = (tail: Tail): number => binomialQuantile(tail, trials, law.share);
    const limits = countLimits(trials * law.share, beyond, quantile, (k) => binomialTails(k, trials, law.share));
    return { ...limits, rate: (limits.rate / beyond) * alpha };
  }
  const { mean } = law;
  const variance = (law.kind === "poisson" ? mean : mean + mean ** 2 / law.size) * widened;
  const size = mean ** 2 / Math.max(variance - mean, 1e-9 * mean);
  const beyond = bothTails(t);
  const quantile = (tail: Tail): number => negativeBinomialQuantile(tail, mean, size);
  const limits = countLimits(mean, beyond, quantile, (k) => negativeBinomialTails(k, mean, size));
  return { ...limits, rate: (limits.rate / beyond) * alpha };
};
