import { mean } from "../describe/values.ts";
import type { Expected, Interval } from "./expected.ts";

/** A forecast as it was issued: how many values of the series were there, and what was expected of the next ones. */
export interface IssuedForecast {
  known: number;
  expected: readonly Expected[];
}

/** Who was closest to what came. */
export type Forecaster = "forecast" | "naive" | "seasonal_naive";

/** What issued forecasts were worth, over every step whose outcome is known. */
export interface Score {
  /** Mean absolute error of each, in the units of the series; null where the last cycle was not known. */
  error: { forecast: number; naive: number; seasonal_naive: number | null };
  /** The smallest error; on a tie the simpler forecaster. */
  best: Forecaster;
  /** Share of outcomes inside the intervals. */
  covered80: number;
  covered95: number;
  /** Mean of outcome minus expected, in the units of the series. */
  bias: number;
  /** Steps that were scored. */
  count: number;
}

interface Step {
  outcome: number;
  expected: Expected;
  naive: number;
  seasonalNaive: number | null;
}

const lastBefore = (series: readonly (number | null)[], known: number): number | null =>
  series.slice(0, known).findLast((value) => value !== null) ?? null;

const stepsOf = (series: readonly (number | null)[], { known, expected }: IssuedForecast, period: number): Step[] => {
  const naive = lastBefore(series, known);
  return expected.flatMap((one, step) => {
    const outcome = series[known + step];
    if (outcome === null || outcome === undefined || naive === null) return [];
    const before = known - period + (step % period);
    return [{ outcome, expected: one, naive, seasonalNaive: before < 0 ? null : (series[before] ?? null) }];
  });
};

const share = (steps: readonly Step[], pick: (expected: Expected) => Interval): number =>
  steps.filter(({ outcome, expected }) => outcome >= pick(expected).lower && outcome <= pick(expected).upper).length /
  steps.length;

/**
 * Scores forecasts once outcomes are known, beside the last known value and the last cycle of `period` values (1: none). A
 * forecast that is not better than these is to be shown as such (E5). Null before any outcome is known.
 */
export const scoreForecasts = (
  series: readonly (number | null)[],
  issued: readonly IssuedForecast[],
  period: number,
): Score | null => {
  const steps = issued.flatMap((one) => stepsOf(series, one, period));
  if (steps.length === 0) return null;
  const errorOf = (guess: (step: Step) => number): number =>
    mean(steps.map((step) => Math.abs(step.outcome - guess(step))));
  const seasonal = period > 1 && steps.every((step) => step.seasonalNaive !== null);
  const error = {
    forecast: errorOf((step) => step.expected.value),
    naive: errorOf((step) => step.naive),
    seasonal_naive: seasonal ? errorOf((step) => step.seasonalNaive ?? Number.NaN) : null,
  };
  const simplest: Forecaster =
    error.seasonal_naive !== null && error.seasonal_naive < error.naive ? "seasonal_naive" : "naive";
  const best = error.forecast < (error[simplest] ?? error.naive) ? "forecast" : simplest;
  return {
    error,
    best,
    covered80: share(steps, ({ within80 }) => within80),
    covered95: share(steps, ({ within95 }) => within95),
    bias: mean(steps.map(({ outcome, expected }) => outcome - expected.value)),
    count: steps.length,
  };
};
