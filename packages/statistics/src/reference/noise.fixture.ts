/** Chance for simulations, the same for the same seed. */
export interface Noise {
  /** Between 0 and 1, neither. */
  uniform: () => number;
  /** Mean 0, standard deviation 1. */
  normal: () => number;
  poisson: (mean: number) => number;
}

/** Mulberry32; normal values by Box and Muller, Poisson ones by inversion. */
export const noiseOf = (seed: number): Noise => {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const poisson = (mean: number): number => {
    let [count, chance, left] = [0, Math.exp(-mean), uniform()];
    while (left > chance && count < 10 * mean + 100) {
      left -= chance;
      count += 1;
      chance *= mean / count;
    }
    return count;
  };
  return { uniform, normal, poisson };
};
