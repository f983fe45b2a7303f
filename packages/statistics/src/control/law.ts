import {
  binomialProbability,
  binomialTails,
  negativeBinomialProbability,
  negativeBinomialTails,
  poissonProbability,
  poissonTails,
} from "../distribution/counts.ts";
import { normalQuantile } from "../distribution/normal.ts";
import type { Tails } from "../distribution/tails.ts";

/**
 * The law a process follows in control, in the units of its values. Of a share, `spread` multiplies the binomial deviation,
 * and `trials` is how many a period had on average where it was learned.
 */
export type Law =
  | { kind: "normal"; mean: number; deviation: number }
  | { kind: "poisson"; mean: number }
  | { kind: "negative_binomial"; mean: number; size: number }
  | { kind: "binomial"; share: number; spread: number; trials: number };

/** One period: a value, or the successes among some trials. */
export interface Observed {
  value: number;
  /** Only of shares, whose value is the number of successes. */
  trials?: number;
}

/** Each tail with half the probability of the count itself, so that the two add up to one (Lancaster 1961). */
const middle = ({ lower, upper }: Tails, mass: number): Tails => ({ lower: lower - mass / 2, upper: upper + mass / 2 });

const scoreOfTails = ({ lower, upper }: Tails): number =>
  lower < upper
    ? normalQuantile({ lower: Math.max(lower, 1e-300) })
    : normalQuantile({ upper: Math.max(upper, 1e-300) });

/**
 * The value in standard deviations of a normal law that gives it the same tail: (x − mean) / deviation for a normal law,
 * the normal quantile of the mid-p-value for a count or share. Zero for a series that never varies and stays.
 */
export const scoreOf = (law: Law, { value, trials = 0 }: Observed): number => {
  switch (law.kind) {
    case "normal": {
      const gap = value - law.mean;
      if (Math.abs(gap) <= 1e-12 * Math.max(Math.abs(value), Math.abs(law.mean))) return 0;
      return gap / law.deviation;
    }
    case "poisson":
      return scoreOfTails(middle(poissonTails(value, law.mean), poissonProbability(value, law.mean)));
    case "negative_binomial": {
      const mass = negativeBinomialProbability(value, law.mean, law.size);
      return scoreOfTails(middle(negativeBinomialTails(value, law.mean, law.size), mass));
    }
    case "binomial": {
      if (trials === 0) return 0;
      const mass = binomialProbability(value, trials, law.share);
      return scoreOfTails(middle(binomialTails(value, trials, law.share), mass)) / law.spread;
    }
  }
};

/** From this mean on a count is fine enough for its score to have unit deviation to a thousandth. */
const fineFrom = 300;

/**
 * The deviation of a law's scores, a little below 1 for small counts, where one count stands for a stretch of the normal
 * law. A share's is taken at the trials of an average period.
 */
export const scoreDeviation = (law: Law): number => {
  const trials = law.kind === "binomial" ? Math.round(law.trials) : 0;
  const mean = law.kind === "binomial" ? trials * law.share : law.mean;
  if (law.kind === "normal" || mean >= fineFrom) return 1;
  const mass = (k: number): number => {
    if (law.kind === "poisson") return poissonProbability(k, mean);
    return law.kind === "binomial"
      ? binomialProbability(k, trials, law.share)
      : negativeBinomialProbability(k, mean, law.size);
  };
  const plain: Law = law.kind === "binomial" ? { ...law, spread: 1 } : law;
  let [left, sum] = [1, 0];
  for (let k = 0; left > 1e-9 && k < 100_000; k += 1) {
    const here = mass(k);
    left -= here;
    sum += here * scoreOf(plain, { value: k, trials }) ** 2;
  }
  return Math.sqrt(sum);
};
