import type { TooLittleData } from "../describe/too-little-data.ts";
import { mean as average, squares } from "../describe/values.ts";
import type { Knowledge } from "./calibrate.ts";
import { type Law, type Observed, scoreDeviation, scoreOf } from "./law.ts";

/** What a stretch in control taught: the law, its memory, and how well both are known. */
export interface Baseline {
  kind: "baseline";
  law: Law;
  /** Deviation of the law's scores: 1, or a little less for small counts. */
  scoreDeviation: number;
  /** Correlation of a period's score with the last one's; 0 unless the baseline shows it. */
  memory: number;
  /** For limits of single values. */
  single: Knowledge;
  /** For charts that add up scores without memory. */
  accumulated: Knowledge;
}

/** What the numbers are: measured values, counts of events, or successes among trials. */
export type Nature = "measured" | "count" | "share";

/** Below, a scale is a guess. */
const neededPeriods = 8;

/** A smaller deviation, as a share of the mean, is the rounding of equal values. */
const rounding = 1e-12;

/** A correlation is believed from two standard errors on. */
const believed = 2;

/** Lag-one correlation over neighbouring periods, with the bias (1 + 3 φ) / n taken off (Marriott & Pope 1954). */
const memoryOf = (scores: readonly (number | null)[]): number => {
  const present = scores.filter((score) => score !== null);
  const mean = average(present);
  const variance = squares(present, mean) / present.length;
  const products = scores.slice(1).flatMap((score, index) => {
    const before = scores[index];
    return score === null || before === null || before === undefined ? [] : [(score - mean) * (before - mean)];
  });
  if (products.length < neededPeriods || !(variance > (rounding * mean) ** 2)) return 0;
  const raw = average(products) / variance;
  const corrected = raw + (1 + 3 * raw) / products.length;
  return Math.abs(corrected) * Math.sqrt(products.length) < believed ? 0 : Math.max(-0.95, Math.min(0.95, corrected));
};

/** Degrees of freedom of the scale of this many independent values: none for laws whose mean gives it. */
const degreesOf = (law: Law, count: number): number => {
  if (law.kind === "poisson" || (law.kind === "binomial" && law.spread === 1)) return Number.POSITIVE_INFINITY;
  if (law.kind !== "negative_binomial") return count - 1;
  const kurtosis = 6 / law.size + 1 / (law.mean + law.mean ** 2 / law.size);
  return 2 / (2 / (count - 1) + kurtosis / count);
};

/**
 * How well a law is known from `count` periods. Memory leaves fewer independent ones (Bartlett 1946). What adds up scores
 * without memory knows mean and scale as of independent values, but errors of the memory itself, of variance (1 − φ²) / n,
 * move the long-run deviation of its scores by as much.
 */
const knowledgeOf = (law: Law, count: number, memory: number): Pick<Baseline, "single" | "accumulated"> => {
  const degrees = degreesOf(law, count);
  const shared = memory ** 2;
  const unsure = memory === 0 ? 0 : (1 - shared) / count;
  return {
    single: { mean: (count * (1 - memory)) / (1 + memory), scale: (degrees * (1 - shared)) / (1 + shared) },
    accumulated: { mean: count, scale: 1 / (1 / degrees + 2 * unsure) },
  };
};

/** The law of counts: Poisson, or negative binomial by its moments when they vary more (index of dispersion, 2 s.e.). */
const countLaw = (values: readonly number[]): Law => {
  const mean = Math.max(average(values), 0.5 / values.length);
  const variance = squares(values, mean) / (values.length - 1);
  const excess = (variance / mean - 1) * Math.sqrt((values.length - 1) / 2);
  if (excess < believed) return { kind: "poisson", mean };
  return { kind: "negative_binomial", mean, size: (mean * mean) / (variance - mean) };
};

/** The law of shares; their scores' spread above 1 widens it (Laney 2002, p′ chart). */
const shareLaw = (observed: readonly Observed[]): Law => {
  const trials = observed.reduce((sum, { trials: one = 0 }) => sum + one, 0);
  const successes = observed.reduce((sum, { value }) => sum + value, 0);
  const share = (successes + 0.5) / (trials + 1);
  const plain: Law = { kind: "binomial", share, spread: 1, trials: trials / observed.length };
  const scores = observed.filter(({ trials: one = 0 }) => one > 0).map((one) => scoreOf(plain, one));
  const spread = Math.sqrt(squares(scores, 0) / (scores.length - 1));
  return { ...plain, spread: (spread ** 2 - 1) * Math.sqrt((scores.length - 1) / 2) < believed ? 1 : spread };
};

/**
 * Learns what is usual from a stretch in control; null is a gap. Needs eight periods. The deviation of measured values
 * with memory is corrected for what neighbours share: E s² = σ² (n − τ) / (n − 1), τ = (1 + φ) / (1 − φ).
 */
export const learn = (series: readonly (Observed | null)[], nature: Nature): Baseline | TooLittleData => {
  const observed = series.filter((one) => one !== null);
  if (observed.length < neededPeriods) return { kind: "too_little_data", have: observed.length, need: neededPeriods };
  const values = observed.map(({ value }) => value);
  const taught = (law: Law, memory: number): Baseline => {
    return {
      kind: "baseline",
      law,
      scoreDeviation: scoreDeviation(law),
      memory,
      ...knowledgeOf(law, observed.length, memory),
    };
  };
  if (nature !== "measured") {
    const law = nature === "count" ? countLaw(values) : shareLaw(observed);
    return taught(law, memoryOf(series.map((one) => (one === null ? null : scoreOf(law, one)))));
  }
  const memory = memoryOf(series.map((one) => one?.value ?? null));
  const mean = average(values);
  const shared = Math.max(1, observed.length - (1 + memory) / (1 - memory));
  const deviation = Math.sqrt(squares(values, mean) / shared);
  return taught({ kind: "normal", mean, deviation: deviation <= rounding * Math.abs(mean) ? 0 : deviation }, memory);
};
