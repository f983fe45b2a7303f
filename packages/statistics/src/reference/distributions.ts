/** Values at large or skewed parameters, by quadrature or finite sums with mpmath 1.3 at 40 digits. */
export const distributionExamples = {
  betaUpper: { a: 617896.5673682455, b: 954915.4014677636, x: 0.3934211166419374, value: 0.07520984966390802 },
  betaUpperSkewed: { a: 0.001, b: 5, x: 1e-9, value: 0.018467981627898183 },
  gammaLower: { shape: 1077.835582980223, x: 1031.100154413135, value: 0.07572021406260333 },
  gammaUpper: { shape: 1e6, x: 1.002e6, value: 0.022804095898769864 },
  poissonLower: { k: 10, mean: 7.3, value: 0.8788247669203467 },
  poissonLowerLarge: { k: 1e6, mean: 1.001e6, value: 0.15889726494589593 },
  binomialUpper: { k: 30, trials: 1000, share: 0.02, value: 0.012647748346112589 },
  negativeBinomialUpper: { k: 12, mean: 5.5, size: 1.7, value: 0.08773281378407632 },
  negativeBinomialLower: { k: 3, mean: 5.5, size: 1.7, value: 0.42116222755975535 },
  poissonMass: { k: 5000, mean: 5100, value: 0.0021029475677758532 },
  negativeBinomialMass: { k: 7, mean: 5.5, size: 1.7, value: 0.06076190599867091 },
  binomialMass: { k: 30, trials: 1000, share: 0.02, value: 0.008048770327126918 },
} as const;
