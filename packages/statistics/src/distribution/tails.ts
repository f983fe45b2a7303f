/** Both sides of a distribution at a point, each to its own relative precision; neither is one minus the other. */
export interface Tails {
  /** P(X ≤ x). */
  lower: number;
  /** P(X > x). */
  upper: number;
}

/** A probability and the side it is counted from; the smaller side keeps its digits. */
export type Tail = { lower: number } | { upper: number };

/** Throws a RangeError unless a parameter of a law is a positive, finite number. */
export const needPositive = (parameters: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(parameters))
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} must be positive, not ${value}`);
};

/** The probability of a tail, from its side; throws a RangeError unless it is from 0 to 1. */
export const sideOf = (tail: Tail): { side: "lower" | "upper"; probability: number } => {
  const side = "lower" in tail ? "lower" : "upper";
  const probability = "lower" in tail ? tail.lower : tail.upper;
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`a probability is from 0 to 1, not ${probability}`);
  return { side, probability };
};

/** What Newton's method needs of a law at a point u: both tails, and the slope of the lower one. */
interface Curve {
  tails: Tails;
  slope: number;
}

/** Ten times what the hardest shapes take. */
const mostSteps = 400;

/** Beyond, e^u leaves the numbers a double holds. */
const furthest = 740;

/**
 * The u at which a tail has a probability strictly between 0 and 1, by Newton's method on the logarithm of that tail;
 * ±Infinity where e^u would leave the doubles. For a law whose density over u is log-concave both tails are log-concave
 * too (Bagnoli & Bergstrom 2005), so every tangent lies above the curve and the steps, after the first, come from one side
 * and cannot diverge. A step so far that the tail is no longer a number is halved.
 */
export const solveTail = (tail: Tail, start: number, at: (u: number) => Curve): number => {
  const { side, probability } = sideOf(tail);
  const wanted = Math.log(probability);
  let u = start;
  let good = start;
  let last = Number.POSITIVE_INFINITY;
  for (let step = 0; step < mostSteps; step += 1) {
    const { tails, slope } = at(u);
    const here = tails[side];
    if (!(here > 0 && slope > 0)) {
      u = (u + good) / 2;
      continue;
    }
    good = u;
    const move = ((side === "lower" ? 1 : -1) * (wanted - Math.log(here)) * here) / slope;
    const size = Math.abs(move);
    if (size === 0 || (size >= last && size < 1e-9 * Math.max(1, Math.abs(u)))) return u;
    if (Math.abs(u) >= furthest && move * u > 0) return Math.sign(u) * Number.POSITIVE_INFINITY;
    u = Math.max(-furthest, Math.min(furthest, u + move));
    if (size < 1e-16 * Math.abs(u)) return u;
    last = size;
  }
  return u;
};
