/** What a stretch [start, end) of a series costs under a model; adding a cut never makes the sum larger. */
export type SegmentCost = (start: number, end: number) => number;

/** Running sums, so that any segment costs the same few operations. */
const runningSum = (values: readonly number[], term: (value: number, index: number) => number): Float64Array => {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] ?? 0) + term(value, index);
  return sums;
};

/** Squared distance from the segment's mean. */
export const levelCost = (values: readonly number[]): SegmentCost => {
  const sum = runningSum(values, (value) => value);
  const squares = runningSum(values, (value) => value * value);
  return (start, end) => {
    const total = (sum[end] ?? 0) - (sum[start] ?? 0);
    return Math.max(0, (squares[end] ?? 0) - (squares[start] ?? 0) - (total * total) / (end - start));
  };
};

/** Squared distance from the segment's least-squares line. */
export const slopeCost = (values: readonly number[]): SegmentCost => {
  const sum = runningSum(values, (value) => value);
  const squares = runningSum(values, (value) => value * value);
  const moments = runningSum(values, (value, index) => value * index);
  return (start, end) => {
    const count = end - start;
    if (count < 2) return 0;
    const total = (sum[end] ?? 0) - (sum[start] ?? 0);
    const across = (moments[end] ?? 0) - (moments[start] ?? 0) - ((start + end - 1) / 2) * total;
    const level = (squares[end] ?? 0) - (squares[start] ?? 0) - (total * total) / count;
    return Math.max(0, level - (12 * across * across) / (count * (count * count - 1)));
  };
};

/** n ln of the mean square: −2 log-likelihood, but for a constant, of normal values around 0 with a spread of their own. */
export const spreadCost = (values: readonly number[]): SegmentCost => {
  const squares = runningSum(values, (value) => value * value);
  const floor = (1e-4 * (squares[values.length] ?? 0)) / values.length;
  return (start, end) =>
    (end - start) * Math.log(Math.max(floor, ((squares[end] ?? 0) - (squares[start] ?? 0)) / (end - start)));
};
