import type { SegmentCost } from "./cost.ts";

/** The best cuts under one penalty: the first index of every segment but the first, and the cost without penalties. */
export interface Segmentation {
  cuts: number[];
  cost: number;
}

/**
 * The cuts that minimise cost + penalty × cuts exactly, by pruned dynamic programming (PELT; Killick, Fearnhead & Eckley
 * 2012), with segments of at least `least` values. A start that cannot win any more is dropped only `least` values later,
 * since until then its rivals are still too short to be segments.
 */
export const pelt = (length: number, cost: SegmentCost, penalty: number, least: number): Segmentation => {
  const best = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(length + 1);
  const starts = new Int32Array(length + 1);
  const beatenAt = new Int32Array(length + 1).fill(length + 1);
  const without = new Float64Array(length + 1);
  best[0] = -penalty;
  let alive = 0;
  for (let end = least; end <= length; end += 1) {
    starts[alive] = end - least;
    alive += 1;
    let [winner, value] = [0, Number.POSITIVE_INFINITY];
    for (let index = 0; index < alive; index += 1) {
      const start = starts[index] ?? 0;
      const total = (best[start] ?? 0) + cost(start, end);
      without[index] = total;
      if (total < value) [winner, value] = [start, total];
    }
    best[end] = value + penalty;
    from[end] = winner;
    let kept = 0;
    for (let index = 0; index < alive; index += 1) {
      const start = starts[index] ?? 0;
      if ((without[index] ?? 0) > value + penalty && (beatenAt[start] ?? 0) > end) beatenAt[start] = end;
      if (end - (beatenAt[start] ?? 0) >= least) continue;
      starts[kept] = start;
      kept += 1;
    }
    alive = kept;
  }
  const cuts: number[] = [];
  for (let end = from[length] ?? 0; end > 0; end = from[end] ?? 0) cuts.unshift(end);
  const total = [...cuts, length].reduce((sum, end, index) => sum + cost(cuts[index - 1] ?? 0, end), 0);
  return { cuts, cost: total };
};

/** Runs of PELT one search may take; each gives at most one new segmentation. */
const mostRuns = 60;

/**
 * Every segmentation of at most `mostCuts` that some penalty between the two prefers, coarsest first: penalties where two
 * neighbours tie are tried until nothing lies between them (CROPS; Haynes, Eckley & Fearnhead 2017).
 */
export const segmentations = (
  length: number,
  cost: SegmentCost,
  least: number,
  mostCuts: number,
  penalties: { lowest: number; highest: number },
): Segmentation[] => {
  const at = (penalty: number): Segmentation => pelt(length, cost, penalty, least);
  const [coarse, fine] = [at(penalties.highest), at(penalties.lowest)];
  const found = new Map([coarse, fine].map((one) => [one.cuts.length, one]));
  const open: [Segmentation, Segmentation][] = [[coarse, fine]];
  for (let run = 0; run < mostRuns; run += 1) {
    const pair = open.shift();
    if (pair === undefined) break;
    const [few, many] = pair;
    if (many.cuts.length - few.cuts.length < 2 || few.cuts.length >= mostCuts) continue;
    const middle = at((few.cost - many.cost) / (many.cuts.length - few.cuts.length));
    if (found.has(middle.cuts.length)) continue;
    found.set(middle.cuts.length, middle);
    open.unshift([few, middle], [middle, many]);
  }
  return [...found.values()]
    .filter(({ cuts }) => cuts.length <= mostCuts)
    .sort((a, b) => a.cuts.length - b.cuts.length);
};
