import { at } from "../describe/values.ts";

/** How a series is smoothed: neighbours in a window, degree of the local line, and every how many values it is fitted. */
export interface Smoother {
  /** Odd number of values. */
  window: number;
  degree: 0 | 1;
  /** Values between two fits are interpolated. */
  jump: number;
}

/** A local fit as weights of the values from `left` on. */
interface Kernel {
  left: number;
  weights: Float64Array;
}

const cube = (value: number): number => value * value * value;

/** Makes the weighted mean the value of the local line at a position, which lies at `offset` from the first weight. */
const tilt = (weights: Float64Array, offset: number, least: number): void => {
  let middle = 0;
  for (const [index, weight] of weights.entries()) middle += weight * index;
  let spread = 0;
  for (const [index, weight] of weights.entries()) spread += weight * (index - middle) * (index - middle);
  if (Math.sqrt(spread) <= least) return;
  const slope = (offset - middle) / spread;
  for (const [index, weight] of weights.entries()) weights[index] = weight * (slope * (index - middle) + 1);
};

/** One local fit (`est` of Cleveland et al. 1990) at a position; null when no value in the window counts. */
const kernelAt = (
  count: number,
  { window, degree }: Smoother,
  robustness: Float64Array | null,
  position: number,
  [left, right]: readonly [number, number],
): Kernel | null => {
  const beyond = window > count ? Math.floor((window - count) / 2) : 0;
  const reach = Math.max(position - left, right - position) + beyond;
  const weights = new Float64Array(right - left + 1);
  let sum = 0;
  for (let index = left; index <= right; index += 1) {
    const distance = Math.abs(index - position);
    let weight = 0;
    if (distance <= 0.001 * reach) weight = 1;
    else if (distance <= 0.999 * reach) weight = cube(1 - cube(distance / reach));
    if (robustness !== null) weight *= at(robustness, index);
    weights[index - left] = weight;
    sum += weight;
  }
  if (sum <= 0) return null;
  for (let index = 0; index < weights.length; index += 1) weights[index] = at(weights, index) / sum;
  if (degree > 0 && reach > 0) tilt(weights, position - left, 0.001 * (count - 1));
  return { left, weights };
};

/** The window of a position: centred where it can be, shifted inwards at the ends. */
const windowAt = (position: number, window: number, count: number): readonly [number, number] => {
  if (window >= count) return [0, count - 1];
  const left = Math.min(Math.max(position - (window - 1) / 2, 0), count - window);
  return [left, left + window - 1];
};

/** The fits of a smoother over a number of values: at every jump and the last value, and one step beyond both ends. */
export interface Kernels {
  positions: number[];
  fits: (Kernel | null)[];
  before: Kernel | null;
  after: Kernel | null;
}

/**
 * Prepares locally weighted regression on the index (Cleveland & Devlin 1988) by the conventions of STL: tricube weights,
 * windows shifted inwards at the ends. Without weights of robustness it serves any number of series of that length.
 */
export const kernelsOf = (count: number, smoother: Smoother, robustness: Float64Array | null): Kernels => {
  const width = Math.min(smoother.window, count);
  const jump = Math.max(1, Math.min(smoother.jump, count - 1));
  const positions = Array.from({ length: Math.ceil(count / jump) }, (_, index) => index * jump);
  const lastJump = at(positions, positions.length - 1);
  if (lastJump < count - 1) positions.push(count - 1);
  let known: { offset: number; kernel: Kernel | null } | null = null;
  const fits = positions.map((position, place) => {
    const beyondJumps = place > 0 && position - at(positions, place - 1) < jump;
    const within = windowAt(beyondJumps ? lastJump : position, smoother.window, count);
    const offset = position - within[0];
    if (robustness === null && known?.kernel && known.offset === offset && !beyondJumps)
      return { left: within[0], weights: known.kernel.weights };
    const kernel = kernelAt(count, smoother, robustness, position, within);
    known = { offset, kernel };
    return kernel;
  });
  return {
    positions,
    fits,
    before: kernelAt(count, smoother, robustness, -1, [0, width - 1]),
    after: kernelAt(count, smoother, robustness, count, [count - width, count - 1]),
  };
};

/** The value of a local fit; `otherwise` where nothing counted. */
export const fitted = (kernel: Kernel | null, values: Float64Array, otherwise: number): number => {
  if (kernel === null) return otherwise;
  const { left, weights } = kernel;
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) sum += at(weights, index) * at(values, left + index);
  return sum;
};

/** Smooths a series by prepared fits, straight lines between them. */
export const loess = (values: Float64Array, { positions, fits }: Kernels): Float64Array => {
  const smooth = new Float64Array(values.length);
  let before = 0;
  for (const [place, position] of positions.entries()) {
    const value = fitted(fits[place] ?? null, values, at(values, position));
    smooth[position] = value;
    const step = (value - at(smooth, before)) / (position - before);
    for (let index = before + 1; index < position; index += 1)
      smooth[index] = at(smooth, before) + step * (index - before);
    before = position;
  }
  return smooth;
};
