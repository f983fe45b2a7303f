import { at } from "../describe/values.ts";

/** Observations in time order: positions are whole numbers of periods and rise. */
export interface Design {
  positions: readonly number[];
  values: readonly number[];
  /** Regressors, each as long as the values; the last one is the effect that is asked for. */
  columns: readonly (readonly number[])[];
}

/** What generalised least squares says of the last regressor. */
export interface Estimate {
  estimate: number;
  /** Standard error. */
  error: number;
  /** Observations less regressors. */
  freedom: number;
  /** Restricted log-likelihood up to a constant that does not depend on the memory. */
  likelihood: number;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += at(a, index) * at(b, index);
  return sum;
};

/** Takes the part along `axis` out of `vector`, in place. */
const sweep = (vector: Float64Array, axis: Float64Array, square: number): void => {
  const share = dot(vector, axis) / square;
  for (let index = 0; index < vector.length; index += 1) vector[index] = at(vector, index) - share * at(axis, index);
};

/** The weights that make errors of this memory alike and independent; missing periods lengthen the gap. */
const gapsOf = (positions: readonly number[], memory: number): { carry: number; scale: number }[] =>
  positions.map((position, index) => {
    if (index === 0) return { carry: 0, scale: 1 };
    const carry = memory ** (position - at(positions, index - 1));
    return { carry, scale: Math.sqrt(1 - carry * carry) };
  });

/** A column is spent when nothing of it is left beside those before it. */
const tiny = 1e-10;

/**
 * Generalised least squares with errors whose memory from one period to the next is given (stationary AR(1); Pinheiro & Bates
 * 2000, §5.3), by Gram–Schmidt. Null where the last regressor is a mixture of the others, or too few values are there.
 */
export const leastSquares = ({ positions, values, columns }: Design, memory: number): Estimate | null => {
  const gaps = gapsOf(positions, memory);
  const whiten = (column: readonly number[]): Float64Array =>
    Float64Array.from(
      gaps,
      ({ carry, scale }, index) => (at(column, index) - carry * at(column, index - 1 < 0 ? 0 : index - 1)) / scale,
    );
  const left = whiten(values);
  const axes: { axis: Float64Array; square: number }[] = [];
  let likelihood = -gaps.reduce((sum, { scale }) => sum + Math.log(scale), 0);
  let estimate = 0;
  for (const column of columns) {
    const axis = whiten(column);
    const before = dot(axis, axis);
    // Twice: once leaves rounding of the size of what was taken out.
    for (let pass = 0; pass < 2; pass += 1) for (const earlier of axes) sweep(axis, earlier.axis, earlier.square);
    const square = dot(axis, axis);
    if (!(square > tiny * before)) return null;
    estimate = dot(left, axis) / square;
    sweep(left, axis, square);
    axes.push({ axis, square });
    likelihood -= Math.log(square) / 2;
  }
  const freedom = values.length - columns.length;
  const rest = dot(left, left);
  if (freedom < 1 || !Number.isFinite(rest)) return null;
  likelihood -= (freedom / 2) * Math.log(Math.max(rest, Number.MIN_VALUE));
  const square = axes.at(-1)?.square ?? 1;
  return { estimate, error: Math.sqrt(rest / freedom / square), freedom, likelihood };
};
