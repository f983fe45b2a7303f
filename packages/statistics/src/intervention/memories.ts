import { at } from "../describe/values.ts";
import { studentTails } from "../distribution/student.ts";
import { type Design, type Estimate, leastSquares } from "./least-squares.ts";

/** Memories the errors may have; what is negative beyond this is rounding of targets, not a process. */
const memories = Array.from({ length: 26 }, (_, index) => -0.3 + index * 0.05);

interface Weighted extends Estimate {
  weight: number;
}

/** The estimates at every memory, weighted by how likely the memory is: the posterior under flat priors (Zellner 1971, §4). */
const overMemories = (design: Design): Weighted[] => {
  const found = memories.flatMap((memory) => leastSquares(design, memory) ?? []);
  const best = Math.max(...found.map(({ likelihood }) => likelihood));
  const weights = found.map(({ likelihood }) => Math.exp(likelihood - best));
  const sum = weights.reduce((all, one) => all + one, 0);
  return found.map((one, index) => ({ ...one, weight: at(weights, index) / sum }));
};

const shareBelow = (x: number, parts: readonly Weighted[]): number =>
  parts.reduce((sum, { estimate, error, freedom, weight }) => {
    if (error === 0) return sum + (x >= estimate ? weight : 0);
    return sum + weight * studentTails((x - estimate) / error, freedom).lower;
  }, 0);

/** The point below which a share of the weighted distributions lies, by bisection. */
const pointAt = (share: number, parts: readonly Weighted[]): number => {
  // Heavy tails at one degree of freedom reach furthest.
  const reach = Math.max(...parts.map(({ error, freedom }) => error * (freedom < 3 ? 100 : 15)));
  let low = Math.min(...parts.map(({ estimate }) => estimate)) - reach;
  let high = Math.max(...parts.map(({ estimate }) => estimate)) + reach;
  const fine = (high - low) * 1e-10;
  while (high - low > fine) {
    const middle = (low + high) / 2;
    if (shareBelow(middle, parts) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** The effect of the last regressor with errors of a memory nobody knows; null where nothing can be said of it. */
export const estimateOver = (
  design: Design,
  confidence: number,
): { estimate: number; interval: readonly [number, number] } | null => {
  const parts = overMemories(design);
  if (parts.length === 0) return null;
  const estimate = parts.reduce((sum, part) => sum + part.weight * part.estimate, 0);
  const outside = (1 - confidence) / 2;
  return { estimate, interval: [pointAt(outside, parts), pointAt(1 - outside, parts)] };
};
