/**
 * Share of the standard normal distribution below a point, to 2e-7 (Hastings; Abramowitz & Stegun 7.1.26). Only for chances
 * that are shown in whole percent; exact tails belong to the distributions.
 */
export const normalBelow = (point: number): number => {
  const x = Math.abs(point) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const half = (polynomial * Math.exp(-x * x)) / 2;
  return point < 0 ? half : 1 - half;
};
