import type { Observation } from "@sextant/model/series/observation";
import type { Grain } from "@sextant/model/time/grain";
import { median, robustDeviation } from "@sextant/statistics/describe/robust";
import { blockLength, resampleBlocks } from "@sextant/statistics/random/blocks";
import type { RandomSource } from "@sextant/statistics/random/random";

/** A stretch of time somebody marked as an event, epoch ms. */
export interface MarkedEvent {
  at: number;
  until: number;
  label: string;
}

/** Days of a week: daily series keep their weekdays when they are resampled. */
const daysOfWeek = 7;

const isMarked = ({ start, end }: Observation, events: readonly MarkedEvent[]): boolean =>
  events.some(({ at, until }) => at < end && until >= start);

/** The median slope between all pairs of values (Theil 1950, Sen 1968), per step. */
const slopeOf = (values: readonly number[]): number => {
  const slopes: number[] = [];
  const stride = Math.max(1, Math.floor(values.length / 200));
  for (let i = 0; i < values.length; i += stride)
    for (let j = i + stride; j < values.length; j += stride)
      slopes.push(((values[j] ?? 0) - (values[i] ?? 0)) / (j - i));
  return slopes.length === 0 ? 0 : median(slopes);
};

/** Standard errors a slope must have to be taken for a trend and not for the chance of noise. */
const certainSlope = 3;

/** A slope as long as noise of this size does not explain it: n values of deviation s have slopes of s √(12 / n³). */
const trendOf = (values: readonly number[]): number => {
  const slope = slopeOf(values);
  const rests = values.map((value, index) => value - slope * index);
  const error = robustDeviation(rests) * Math.sqrt(12 / values.length ** 3);
  return Math.abs(slope) > certainSlope * error ? slope : 0;
};

/** The values in which nothing was marked, at the level they have at the end: a straight trend taken away. */
export const quietValues = (observations: readonly Observation[], events: readonly MarkedEvent[]): number[] => {
  const values = observations.flatMap((one) => (one.value === null || isMarked(one, events) ? [] : [one.value]));
  const slope = values.length < 12 ? 0 : trendOf(values);
  return values.map((value, index) => value + slope * (values.length - 1 - index));
};

/** The same periods with quiet values drawn anew, their short memory and their weekdays kept. */
export const drawQuiet = (
  observations: readonly Observation[],
  quiet: readonly number[],
  { grain, source }: { grain: Grain; source: RandomSource },
): Observation[] => {
  const length = observations.length;
  const block = Math.max(blockLength(quiet.length), grain === "day" ? daysOfWeek : 1);
  const phase = grain === "day" ? daysOfWeek : 1;
  const values = resampleBlocks(quiet, { length, block, phase, source });
  return observations.map((one, index) => ({ ...one, value: values[index] ?? null, presence: "value" }));
};
