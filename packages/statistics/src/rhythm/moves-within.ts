import type { TooLittleData } from "../describe/too-little-data.ts";

/** How many values are needed: with fewer the ratio of two variances says nothing. */
const neededValues = 12;

/** The variance over k steps at which a movement is as large as the noise of one step again. */
const enough = 2;

/** After how many steps a series has moved; `ratios` are the variance ratios at lags 1, 2, … */
export interface Movement {
  kind: "movement";
  /** Null when it has not within the lags looked at: what moves is noise. */
  steps: number | null;
  ratios: number[];
}

const meanSquare = (values: readonly number[], lag: number): number => {
  let sum = 0;
  for (let index = lag; index < values.length; index += 1)
    sum += ((values[index] ?? 0) - (values[index - lag] ?? 0)) ** 2;
  return sum / (values.length - lag);
};

/**
 * After how many steps a series has moved by more than its step-to-step noise: the least lag k whose mean squared difference is at
 * least twice that of one step. For pure noise the ratio stays at 1 for every lag, for a random walk it is k, for a straight line
 * k² (the variance ratio of Lo and MacKinlay 1988, not divided by k). Lags up to a third of the length are looked at.
 */
export const movesWithin = (values: readonly number[]): Movement | TooLittleData => {
  if (values.length < neededValues) return { kind: "too_little_data", have: values.length, need: neededValues };
  const one = meanSquare(values, 1);
  if (one === 0) return { kind: "movement", steps: null, ratios: [] };
  const lags = Array.from({ length: Math.floor(values.length / 3) }, (_, index) => index + 1);
  const ratios = lags.map((lag) => meanSquare(values, lag) / one);
  const found = ratios.findIndex((ratio) => ratio >= enough);
  return { kind: "movement", steps: found === -1 ? null : found + 1, ratios };
};
