import { linear } from "./linear.ts";
import type { Spot } from "./spark.ts";

/** One period of a series under two versions; null where there is no value. Instants in epoch ms. */
export interface PairedValue {
  start: number;
  end: number;
  before: number | null;
  after: number | null;
}

/** Two lines on one scale, in pixels: stretches between gaps, and values no line reaches. */
export interface Pair {
  before: Spot[][];
  after: Spot[][];
}

/** Room around the lines for half their width and the dots, pixels. */
const margin = 4;

const stretches = (values: readonly (Spot | null)[]): Spot[][] => {
  const found: Spot[][] = [];
  let open: Spot[] = [];
  for (const spot of [...values, null]) {
    if (spot !== null) open.push(spot);
    else if (open.length > 0) {
      found.push(open);
      open = [];
    }
  }
  return found;
};

/** Lays out the values before and after a change on one scale, so that their distance is what moved; empty for no values. */
export const pairOf = (points: readonly PairedValue[], width: number, height: number): Pair => {
  const first = points[0];
  const last = points.at(-1);
  const values = points.flatMap(({ before, after }) => [before, after]).filter((value) => value !== null);
  if (first === undefined || last === undefined || values.length === 0 || width <= 2 * margin)
    return { before: [], after: [] };
  const middle = ({ start, end }: PairedValue): number => (start + end) / 2;
  const x = linear([middle(first), middle(last)], [margin, width - margin]);
  const y = linear([Math.min(...values), Math.max(...values)], [height - margin, margin]);
  const line = (side: "before" | "after"): Spot[][] =>
    stretches(
      points.map((point) => {
        const value = point[side];
        return value === null ? null : { x: x(middle(point)), y: y(value) };
      }),
    );
  return { before: line("before"), after: line("after") };
};
