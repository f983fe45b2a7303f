import type { TooLittleData } from "../describe/too-little-data.ts";
import { mean as average } from "../describe/values.ts";

/** Side of the mean, or of the limits, that a signal lies on. */
export type Side = "above" | "below";

/** A value, by its index in the series, that the process's own noise does not explain, and the rule that says so. */
export interface ControlSignal {
  index: number;
  rule: "outside_limits" | "run_of_eight";
  side: Side;
}

/** An XmR chart of a series, in the units of its values; indices point into the series given. */
export interface XmrChart {
  kind: "chart";
  mean: number;
  /** Mean of the moving ranges. */
  meanRange: number;
  /** Natural process limits. */
  lower: number;
  upper: number;
  /** Upper limit of a moving range. */
  rangeUpper: number;
  /** By index, and for the same index in the order of the rules. */
  signals: ControlSignal[];
  /** The side of the mean on which the series ends in a run of eight or more; null when it does not. */
  run: Side | null;
}

/** 3 / d2 with d2 = 1.128, the mean range of two normal values in standard deviations (Shewhart; Wheeler). */
const limitFactor = 2.66;

/** D4 for ranges of two (Wheeler). */
const rangeFactor = 3.268;

/** Wheeler calls limits from five or six values useful, if soft. */
const neededValues = 6;

const runLength = 8;

/** Relative rounding of sums of doubles; without it a series of equal values lies outside its own zero-width limits. */
const rounding = 1e-12;

const sideOf = (value: number, high: number, low: number): Side | null => {
  const slack = rounding * Math.max(Math.abs(value), Math.abs(high), Math.abs(low));
  if (value > high + slack) return "above";
  return value < low - slack ? "below" : null;
};

const movingRanges = (series: readonly (number | null)[]): number[] =>
  series.slice(1).flatMap((value, index) => {
    const before = series[index];
    return value === null || before === null || before === undefined ? [] : [Math.abs(value - before)];
  });

const findSignals = (
  series: readonly (number | null)[],
  { mean, lower, upper }: Pick<XmrChart, "mean" | "lower" | "upper">,
): Pick<XmrChart, "signals" | "run"> => {
  const signals: ControlSignal[] = [];
  let side: Side | null = null;
  let length = 0;
  for (const [index, value] of series.entries()) {
    const beyond = value === null ? null : sideOf(value, upper, lower);
    if (beyond !== null) signals.push({ index, rule: "outside_limits", side: beyond });
    const here = value === null ? null : sideOf(value, mean, mean);
    length = here !== null && here === side ? length + 1 : 1;
    side = here;
    if (side !== null && length >= runLength) signals.push({ index, rule: "run_of_eight", side });
  }
  return { signals, run: length >= runLength ? side : null };
};

/**
 * Individuals and moving range chart of a series (Shewhart; Wheeler, "Understanding Variation"): natural limits are the
 * mean ± 2.66 mean moving ranges. Two rules signal: a value outside the limits (about 1 in 370 of normal noise), and eight
 * or more in a row on one side of the mean. A null is a gap: no range reaches across it and a run ends at it. Limits are
 * not clipped to what the measure can be, such as zero for counts.
 */
export const xmrChart = (series: readonly (number | null)[]): XmrChart | TooLittleData => {
  const values = series.filter((value) => value !== null);
  const ranges = movingRanges(series);
  const have = Math.min(values.length, ranges.length + 1);
  if (have < neededValues) return { kind: "too_little_data", have: values.length === 0 ? 0 : have, need: neededValues };
  const mean = average(values);
  const meanRange = average(ranges);
  const limits = { mean, lower: mean - limitFactor * meanRange, upper: mean + limitFactor * meanRange };
  return { kind: "chart", ...limits, meanRange, rangeUpper: rangeFactor * meanRange, ...findSignals(series, limits) };
};

/** Mean range of two normal values in standard deviations (d2). */
const rangeOfTwo = 1.128;

/**
 * Values in the standard deviations of their own chart, mean range / 1.128, for rules that look at more than one of them.
 * Where the chart has no width, a value on the mean is 0 and any other infinite.
 */
export const xmrScores = (
  series: readonly (number | null)[],
  { mean, meanRange }: Pick<XmrChart, "mean" | "meanRange">,
): (number | null)[] =>
  series.map((value) => {
    if (value === null) return null;
    return sideOf(value, mean, mean) === null ? 0 : ((value - mean) * rangeOfTwo) / meanRange;
  });
