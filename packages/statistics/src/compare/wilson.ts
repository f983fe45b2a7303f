/** Two-sided normal quantile for 95 %. */
const z = 1.959963984540054;

/**
 * The 95 % score interval of a share of `hits` in `count` (Wilson 1927; method 3 of Newcombe 1998, Statistics in Medicine 17,
 * 857–872); null where there is nothing to count.
 */
export const wilsonInterval = (hits: number, count: number): [number, number] | null => {
  if (!(count > 0) || hits < 0 || hits > count) return null;
  const share = hits / count;
  const centre = share + z ** 2 / (2 * count);
  const half = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
};
