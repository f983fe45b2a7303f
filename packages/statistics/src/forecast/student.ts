/** Two-sided 80 % and 95 % points of Student's t by degrees of freedom 1 to 12 (any published table). */
const table: readonly (readonly [number, number])[] = [
  [3.077684, 12.706205],
  [1.885618, 4.302653],
  [1.637744, 3.182446],
  [1.533206, 2.776445],
  [1.475884, 2.570582],
  [1.439756, 2.446912],
  [1.414924, 2.364624],
  [1.396815, 2.306004],
  [1.383029, 2.262157],
  [1.372184, 2.228139],
  [1.36343, 2.200985],
  [1.356217, 2.178813],
];

/** The same points of the normal distribution. */
export const normal80 = 1.2815515655446004;
/** The same points of the normal distribution. */
export const normal95 = 1.959963984540054;

/** Quantile of t from the normal one by the expansion of Cornish and Fisher (Abramowitz and Stegun 26.7.5). */
const expansion = (z: number, freedom: number): number =>
  z +
  (z ** 3 + z) / (4 * freedom) +
  (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
  (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3);

/**
 * How many standard errors hold 80 % and 95 % of Student's t, to 1e-4. Kept to these two levels; a full quantile belongs
 * to the distributions.
 */
export const studentReach = (freedom: number): { reach80: number; reach95: number } => {
  const [reach80, reach95] = table[freedom - 1] ?? [expansion(normal80, freedom), expansion(normal95, freedom)];
  return { reach80, reach95 };
};
