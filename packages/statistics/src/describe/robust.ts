/** The middle value, or the mean of the two in the middle; NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2;
};

/** The value below which a share of ascending values lies, the nearest that is there; NaN of nothing. */
export const nearestRank = (sorted: readonly number[], share: number): number =>
  sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;

/** 1 / Φ⁻¹(3 / 4): makes the median absolute deviation of normal values their standard deviation. */
const normalFactor = 1.482602218505602;

/** Median absolute deviation in standard deviations of a normal law (Hampel 1974); in the units of the values. */
export const robustDeviation = (values: readonly number[]): number => {
  const centre = median(values);
  return normalFactor * median(values.map((value) => Math.abs(value - centre)));
};
