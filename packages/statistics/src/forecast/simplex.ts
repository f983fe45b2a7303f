import { at } from "../describe/values.ts";

/** A box to search in; start and first step by dimension. */
export interface Search {
  lower: readonly number[];
  upper: readonly number[];
  start: readonly number[];
  step: readonly number[];
  /** Most evaluations of the loss. */
  evaluations: number;
  /** Ends when the losses of all corners differ by less than this share. */
  tolerance: number;
}

interface Corner {
  point: readonly number[];
  loss: number;
}

/** A point on the line from one through another; 0 is the first, 1 the second. */
const along = (from: readonly number[], to: readonly number[], share: number): number[] => {
  const point: number[] = [];
  for (let index = 0; index < from.length; index += 1)
    point.push(at(from, index) + share * (at(to, index) - at(from, index)));
  return point;
};

/** Mean of all corners but the last, which is the worst. */
const centreOf = (corners: readonly Corner[]): number[] => {
  const count = corners.length - 1;
  const centre = Array.from({ length: count }, () => 0);
  for (let corner = 0; corner < count; corner += 1)
    for (let index = 0; index < count; index += 1)
      centre[index] = at(centre, index) + at((corners[corner] as Corner).point, index) / count;
  return centre;
};

/** Moves the worst corner through the others or towards them; null when only shrinking the simplex is left. */
const replaceWorst = (corners: readonly Corner[], tryAt: (point: number[]) => Corner): Corner | null => {
  const [best, second, worst] = [corners[0], corners.at(-2), corners.at(-1)] as [Corner, Corner, Corner];
  const centre = centreOf(corners);
  const reflected = tryAt(along(centre, worst.point, -1));
  if (reflected.loss < best.loss) {
    const expanded = tryAt(along(centre, worst.point, -2));
    return expanded.loss < reflected.loss ? expanded : reflected;
  }
  if (reflected.loss < second.loss) return reflected;
  const contracted = tryAt(along(centre, reflected.loss < worst.loss ? reflected.point : worst.point, 0.5));
  return contracted.loss < Math.min(reflected.loss, worst.loss) ? contracted : null;
};

/**
 * Smallest loss by the simplex of Nelder & Mead (Computer Journal 7, 1965), points outside the box moved to its edge. A loss
 * that is not finite is never chosen. Deterministic: the same search gives the same point.
 */
export const minimise = (loss: (point: readonly number[]) => number, search: Search): Corner => {
  const { lower, upper, start, step, evaluations, tolerance } = search;
  let left = evaluations;
  const tryAt = (point: number[]): Corner => {
    left -= 1;
    for (let index = 0; index < point.length; index += 1)
      point[index] = Math.min(Math.max(at(point, index), at(lower, index)), at(upper, index));
    const found = loss(point);
    return { point, loss: Number.isFinite(found) ? found : Number.POSITIVE_INFINITY };
  };
  const first = tryAt([...start]);
  let corners = [first, ...step.map((size, moved) => tryAt(start.map((one, k) => one + (k === moved ? size : 0))))];
  const byLoss = (a: Corner, b: Corner): number => a.loss - b.loss;
  corners.sort(byLoss);
  while (left > 0) {
    const [best, worst] = [corners[0], corners.at(-1)] as [Corner, Corner];
    if (worst.loss - best.loss <= tolerance * (Math.abs(best.loss) + Number.MIN_VALUE)) break;
    const better = replaceWorst(corners, tryAt);
    if (better === null)
      corners = corners.map((corner, index) => (index === 0 ? best : tryAt(along(best.point, corner.point, 0.5))));
    else corners[corners.length - 1] = better;
    corners.sort(byLoss);
  }
  return corners[0] ?? first;
};
