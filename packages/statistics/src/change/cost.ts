/** What a stretch [start, end) of a series costs under a model; adding a cut never makes the sum larger. */
export type SegmentCost = (start: number, end: number) => number;

/** Running sums, so that any segment costs the same few operations. */
const runningSum = (values: readonly number[], term: (value: number, index: number) => number): Float64Array => {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] ?? 0) + term(value, index);
  return sums;
};

const between = (sums: Float64Array, start: number, end: number): number => (sums[end] ?? 0) - (sums[start] ?? 0);

/** Squared distance from the segment's mean. */
export const levelCost = (values: readonly number[]): SegmentCost => {
  const sum = runningSum(values, (value) => value);
  const squares = runningSum(values, (value) => value * value);
  return (start, end) => Math.max(0, between(squares, start, end) - between(sum, start, end) ** 2 / (end - start));
};

/** Squared distance from the segment's least-squares line. */
export const slopeCost = (values: readonly number[]): SegmentCost => {
  const level = levelCost(values);
  const sum = runningSum(values, (value) => value);
  const moments = runningSum(values, (value, index) => value * index);
  return (start, end) => {
    const count = end - start;
    const along = (count * (count * count - 1)) / 12;
    if (along === 0) return 0;
    const across = between(moments, start, end) - ((start + end - 1) / 2) * between(sum, start, end);
    return Math.max(0, level(start, end) - (across * across) / along);
  };
};

/** n ln of the mean square: −2 log-likelihood, but for a constant, of normal values around 0 with a spread of their own. */
export const spreadCost = (values: readonly number[]): SegmentCost => {
  const squares = runningSum(values, (value) => value * value);
  const floor = (1e-4 * (squares[values.length] ?? 0)) / values.length;
  return (start, end) => (end - start) * Math.log(Math.max(floor, between(squares, start, end) / (end - start)));
};
