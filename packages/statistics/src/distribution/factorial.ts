/** ln √(2π). */
const logRootTwoPi = 0.918_938_533_204_672_8;

/** Coefficients of Stirling's series in 1 / n, 1 / n³, … (Abramowitz & Stegun 6.1.41). */
const stirlingSeries = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156] as const;

/** From here on seven terms of the series are exact to the last digit of a double. */
const seriesFrom = 12;

/**
 * What Stirling's formula lacks: ln Γ(n + 1) − (n + ½) ln n + n − ln √(2π), for n > 0 (Loader 2000, "Fast and accurate
 * computation of binomial probabilities"). Small n are led up to the series by δ(n) − δ(n + 1) = (n + ½) ln(1 + 1/n) − 1.
 */
export const stirlingError = (n: number): number => {
  let below = 0;
  let at = n;
  for (; at < seriesFrom; at += 1) below += (at + 0.5) * Math.log1p(1 / at) - 1;
  const squared = 1 / (at * at);
  return below + stirlingSeries.reduceRight((sum, term) => sum * squared + term, 0) / at;
};

/** ln Γ(x) for x > 0; absolute error about 1e-15, relative for large x. */
export const logGamma = (x: number): number => (x - 0.5) * Math.log(x) - x + logRootTwoPi + stirlingError(x);

/**
 * The deviance x ln(x / mean) + mean − x for x ≥ 0 and mean > 0, without the cancellation near x = mean (Loader 2000,
 * bd0).
 */
export const deviance = (x: number, mean: number): number => {
  if (x === 0) return mean;
  const gap = x - mean;
  if (Math.abs(gap) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - gap;
  const ratio = gap / (x + mean);
  const squared = ratio * ratio;
  let sum = gap * ratio;
  let power = 2 * x * ratio;
  for (let odd = 3; ; odd += 2) {
    power *= squared;
    const next = sum + power / odd;
    if (!(Math.abs(next - sum) > 0)) return next;
    sum = next;
  }
};
