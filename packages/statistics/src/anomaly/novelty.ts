import { nearestRank } from "../describe/robust.ts";

/** How far a value lies beyond what was usual, and on which side. */
export interface Novelty {
  /** 0 within the usual range; else the distance from it in widths of it. */
  score: number;
  side: "above" | "below";
}

/** The usual range leaves out this share of the past on either side. */
const tail = 0.02;

/** Fewer values than this have no usual range. */
const neededPast = 20;

/** Score of any change of what never changed before. */
const unheardOf = 99;

const insert = (sorted: number[], value: number): void => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, value);
};

/**
 * A memory of all values so far that scores the next one, then learns it: the distance beyond the 2 % and 98 % quantiles of
 * the past, in widths of the range between. Null until twenty values are known. A rank method: it asks nothing of the law,
 * and what happens often enough becomes usual.
 */
export const noveltyMeter = (): ((value: number) => Novelty | null) => {
  const past: number[] = [];
  return (value) => {
    const [low, high] = [nearestRank(past, tail), nearestRank(past, 1 - tail)];
    const known = past.length >= neededPast;
    insert(past, value);
    if (!known) return null;
    const side = value > high ? "above" : "below";
    const beyond = Math.max(0, value - high, low - value);
    if (beyond <= 1e-12 * Math.max(Math.abs(low), Math.abs(high))) return { score: 0, side };
    return { score: high > low ? beyond / (high - low) : unheardOf, side };
  };
};
