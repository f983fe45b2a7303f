/** A stream of draws that its seed alone decides. */
export interface RandomSource {
  /** The next 32 bits, as a whole number from 0. */
  bits: () => number;
  /** Above 0 and below 1. */
  uniform: () => number;
  /** From the standard normal law. */
  normal: () => number;
  /** From a gamma law of scale 1; its shape is positive. */
  gamma: (shape: number) => number;
  /** A count of this mean. */
  poisson: (mean: number) => number;
  /** A count of variance mean + mean² / size. */
  negativeBinomial: (mean: number, size: number) => number;
}

/** Spreads a seed over a state (Steele, Lea & Flood 2014, with the 32-bit mixer of MurmurHash 3). */
const splitMix = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
};

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** xoshiro128++ (Blackman & Vigna 2021) from a state of four numbers, not all zero. */
export const xoshiro = (state: readonly [number, number, number, number]): (() => number) => {
  let [a, b, c, d] = state;
  return () => {
    const result = (rotate((a + d) | 0, 7) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
};

/** Marsaglia & Tsang 2000; a shape below 1 is led back to one above it. */
const drawGamma = (shape: number, normal: () => number, uniform: () => number): number => {
  if (shape < 1) return drawGamma(shape + 1, normal, uniform) * uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
};

/** Products of uniforms (Knuth), over parts of the mean small enough for e^−mean. */
const drawPoisson = (mean: number, uniform: () => number): number => {
  let count = 0;
  for (let left = mean; left > 0; left -= 500) {
    const end = Math.exp(-Math.min(left, 500));
    for (let product = uniform(); product > end; product *= uniform()) count += 1;
  }
  return count;
};

/** The stream of a seed. */
export const randomSource = (seed: number): RandomSource => {
  const mix = splitMix(seed);
  const bits = xoshiro([mix(), mix(), mix(), mix()]);
  const uniform = (): number => (bits() + 0.5) / 4_294_967_296;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const gamma = (shape: number): number => drawGamma(shape, normal, uniform);
  const poisson = (mean: number): number => drawPoisson(mean, uniform);
  const negativeBinomial = (mean: number, size: number): number => poisson((gamma(size) * mean) / size);
  return { bits, uniform, normal, gamma, poisson, negativeBinomial };
};
