import { betaTailsAt, binomialMass } from "./incomplete-beta.ts";
import { gammaTailsAt, poissonMass } from "./incomplete-gamma.ts";
import { normalQuantile } from "./normal.ts";
import { needPositive, sideOf, type Tail, type Tails } from "./tails.ts";

const none: Tails = { lower: 0, upper: 1 };
const all: Tails = { lower: 1, upper: 0 };

/** A probability met up to its rounding counts as met, so that the quantile of a tail of k is k. */
const slack = 64 * Number.EPSILON;

/**
 * The smallest whole number k with P(X ≤ k) ≥ lower, or P(X > k) ≤ upper: galloping from the normal approximation, then
 * halving.
 */
const smallestCount = (tail: Tail, mean: number, variance: number, most: number, at: (k: number) => Tails): number => {
  const { side, probability } = sideOf(tail);
  const reached = (k: number): boolean =>
    k >= most ||
    (side === "lower" ? at(k).lower >= probability * (1 - slack) : at(k).upper <= probability * (1 + slack));
  if (reached(0)) return 0;
  if (probability === (side === "lower" ? 1 : 0)) return most;
  const guess = Math.floor(mean + normalQuantile(tail) * Math.sqrt(variance));
  let low = 0;
  let high = Math.min(most, Math.max(1, guess));
  let stride = Math.max(1, Math.ceil(Math.sqrt(variance) / 4));
  while (!reached(high)) {
    low = high;
    high = Math.min(most, high + stride);
    stride *= 2;
  }
  for (stride = 1; high - stride > low && reached(high - stride); stride *= 2) high -= stride;
  low = Math.max(low, high - stride);
  while (high - low > 1) {
    const middle = Math.floor(low + (high - low) / 2);
    if (middle === low || middle === high) return high;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
};

/** P(X = k) of a Poisson count (Loader 2000). */
export const poissonProbability = (k: number, mean: number): number => {
  needPositive({ mean });
  if (k < 0 || !Number.isInteger(k)) return 0;
  return k === 0 ? Math.exp(-mean) : poissonMass(k, mean);
};

/** Tails of a Poisson count at k: P(X ≤ k) = Q(k + 1, mean). */
export const poissonTails = (k: number, mean: number): Tails => {
  needPositive({ mean });
  if (k < 0) return none;
  const { lower, upper } = gammaTailsAt(Math.floor(k) + 1, mean);
  return { lower: upper, upper: lower };
};

/** The smallest count that reaches a tail of a Poisson law. */
export const poissonQuantile = (tail: Tail, mean: number): number => {
  needPositive({ mean });
  return smallestCount(tail, mean, mean, Number.POSITIVE_INFINITY, (k) => poissonTails(k, mean));
};

/** Throws a RangeError unless there is a whole number of trials and a share. */
const needTrials = (trials: number, share: number): void => {
  if (!(Number.isInteger(trials) && trials >= 0)) throw new RangeError(`trials must be a whole number, not ${trials}`);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share is from 0 to 1, not ${share}`);
};

/** P(X = k) among independent trials, each a success with probability `share` (Loader 2000). */
export const binomialProbability = (k: number, trials: number, share: number): number => {
  needTrials(trials, share);
  if (k < 0 || k > trials || !Number.isInteger(k)) return 0;
  if (k === 0) return Math.exp(trials * Math.log1p(-share));
  if (k === trials) return share ** trials;
  return binomialMass(k, trials - k, share, 1 - share);
};

/** Tails of a binomial count at k: P(X > k) = I_share(k + 1, trials − k). */
export const binomialTails = (k: number, trials: number, share: number): Tails => {
  needTrials(trials, share);
  if (k < 0) return none;
  if (k >= trials) return all;
  const { lower, upper } = betaTailsAt(Math.floor(k) + 1, trials - Math.floor(k), share, 1 - share);
  return { lower: upper, upper: lower };
};

/** The smallest count that reaches a tail of a binomial law. */
export const binomialQuantile = (tail: Tail, trials: number, share: number): number => {
  needTrials(trials, share);
  const mean = trials * share;
  return smallestCount(tail, mean, mean * (1 - share), trials, (k) => binomialTails(k, trials, share));
};

/** P(X = k) of a negative binomial count of variance mean + mean² / size. */
export const negativeBinomialProbability = (k: number, mean: number, size: number): number => {
  needPositive({ mean, size });
  if (k < 0 || !Number.isInteger(k)) return 0;
  if (k === 0) return Math.exp(-size * Math.log1p(mean / size));
  return (binomialMass(size, k, size / (size + mean), mean / (size + mean)) * size) / (size + k);
};

/** Tails of a negative binomial count at k: P(X ≤ k) = I_p(size, k + 1) with p = size / (size + mean). */
export const negativeBinomialTails = (k: number, mean: number, size: number): Tails => {
  needPositive({ mean, size });
  if (k < 0) return none;
  return betaTailsAt(size, Math.floor(k) + 1, size / (size + mean), mean / (size + mean));
};

/** The smallest count that reaches a tail of a negative binomial law. */
export const negativeBinomialQuantile = (tail: Tail, mean: number, size: number): number => {
  needPositive({ mean, size });
  const variance = mean + (mean * mean) / size;
  const at = (k: number): Tails => negativeBinomialTails(k, mean, size);
  return smallestCount(tail, mean, variance, Number.POSITIVE_INFINITY, at);
};
