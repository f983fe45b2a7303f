import { at } from "../describe/values.ts";
import { forecastAutoregression } from "./autoregression.ts";
import { forecastClassicalTheta } from "./classical.ts";
import { fitDamped, forecastDamped } from "./damped.ts";
import { fitTheta, forecastTheta, linesOf } from "./theta.ts";

/** The forecasters that are combined, each on the series without its seasons. */
export const memberNames = [
  "theta",
  "optimised_theta",
  "damped_trend",
  "autoregression",
  "blocks",
  "seasonal_naive",
] as const;

/** One of the forecasters that are combined. */
export type MemberName = (typeof memberNames)[number];

/** Expected values by member; `blocks` is missing where blocks make no sense. */
export type MemberForecasts = Partial<Record<MemberName, Float64Array>>;

const smooth = (values: Float64Array, horizon: number): [Float64Array, Float64Array, Float64Array] => {
  const lines = linesOf(values);
  return [
    forecastClassicalTheta(values, horizon),
    forecastTheta(values, lines, fitTheta(values, lines), horizon),
    forecastDamped(values, fitDamped(values), horizon),
  ];
};

/** Values in a block. */
const block = 3;

/** From a season of this many values on, means of blocks show the trend through noise that single values hide it in. */
const blocksFrom = 12;

/**
 * Mean of three forecasts of the block means, joined by straight lines between the middles of the blocks (temporal
 * aggregation: Kourentzes, Petropoulos & Trapero 2014).
 */
const forecastBlocks = (values: Float64Array, horizon: number): Float64Array => {
  const blocks = Math.floor(values.length / block);
  const start = values.length - blocks * block;
  const means = Float64Array.from({ length: blocks }, (_, index) => {
    let sum = 0;
    for (let k = 0; k < block; k += 1) sum += at(values, start + index * block + k);
    return sum / block;
  });
  const ahead = smooth(means, Math.ceil(horizon / block) + 1);
  const mean = (index: number): number =>
    index < 0 ? at(means, blocks - 1) : ahead.reduce((sum, one) => sum + at(one, index), 0) / ahead.length;
  return Float64Array.from({ length: horizon }, (_, step) => {
    const place = (step - (block - 1) / 2) / block;
    const left = Math.floor(place);
    return mean(left) + (place - left) * (mean(left + 1) - mean(left));
  });
};

/** Lags of the autoregression: more where a long season shows that values come often. */
const mostLags = (period: number): number => (period >= 24 ? 30 : 8);

/** Every member's expected values for a series without seasons; `period` is the longest that was asked for. */
export const forecastMembers = (values: Float64Array, horizon: number, period: number): MemberForecasts => {
  const [theta, optimised, damped] = smooth(values, horizon);
  const made: MemberForecasts = {
    theta,
    optimised_theta: optimised,
    damped_trend: damped,
    autoregression: forecastAutoregression(values, horizon, mostLags(period)),
  };
  if (period >= blocksFrom && values.length >= 4 * block) made.blocks = forecastBlocks(values, horizon);
  return made;
};
