import type { RandomSource } from "./random.ts";

/** Length of the blocks of a series that keeps its short memory: n^(1/3), the order Künsch (1989) derives, at least 2. */
export const blockLength = (length: number): number => Math.max(2, Math.round(Math.cbrt(length)));

/** How a series is resampled; with a `phase`, a block starts at the same place of the season as where it is put. */
export interface Resampling {
  length: number;
  block: number;
  phase?: number;
  source: RandomSource;
}

/**
 * A series of the wanted length resampled from another in overlapping blocks (the moving-block bootstrap, Künsch 1989), so
 * that neighbours stay neighbours within a block. An empty series gives an empty one.
 */
export const resampleBlocks = (
  series: readonly number[],
  { length, block, phase = 1, source }: Resampling,
): number[] => {
  if (series.length === 0) return [];
  const size = Math.min(Math.max(1, block), series.length);
  const starts = series.length - size + 1;
  const result: number[] = [];
  while (result.length < length) {
    const first = starts >= phase ? result.length % phase : 0;
    const step = starts >= phase ? phase : 1;
    const start = first + step * Math.floor(source.uniform() * Math.ceil((starts - first) / step));
    result.push(...series.slice(start, start + size));
  }
  return result.slice(0, length);
};
