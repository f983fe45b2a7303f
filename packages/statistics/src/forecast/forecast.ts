import type { TooLittleData } from "../describe/too-little-data.ts";
import { fillGaps } from "../season/fill.ts";
import { adjust } from "./adjust.ts";
import { combine } from "./combine.ts";
import { clampExpected, type Domain, type Expected, type Interval } from "./expected.ts";
import type { MemberName } from "./members.ts";
import { around, spreadOf } from "./spread.ts";

/** What a forecast is made from. */
export interface ForecastInput {
  /** In order, evenly spaced; null for a gap. */
  series: readonly (number | null)[];
  /** Numbers of values after which something may repeat, such as 7 and 365 for days; each is tested. */
  periods: readonly number[];
  /** How many values after the last of the series. */
  horizon: number;
  domain: Domain;
}

/** Expected values after the last of the series, one step ahead first, and what they rest on. */
export interface Forecast {
  kind: "forecast";
  expected: Expected[];
  /** Periods that were found to repeat. */
  periods: readonly number[];
  /** Share of each member in the combination. */
  weights: Partial<Record<MemberName, number>>;
  /** How many values were known. */
  have: number;
  /** Indices of values so far from all others that they were treated as missing. */
  setAside: number[];
}

const neededValues = 5;

/** The power of two below the largest size of a value: divided by it, sums of squares stay finite and nothing is rounded. */
const unitOf = (series: readonly (number | null)[]): number => {
  const sizes = series.map((value) => (value !== null && Number.isFinite(value) ? Math.abs(value) : 0));
  const most = sizes.reduce((one, other) => Math.max(one, other), 0);
  return most > 0 ? 2 ** Math.min(Math.floor(Math.log2(most)), 1023) : 1;
};

const finite = (value: number): number => Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);

/** Longest period of which more than two cycles fit. */
const fitting = (periods: readonly number[], count: number): number[] =>
  [...new Set(periods)].filter((period) => period >= 2 && count > 2 * period);

/**
 * Forecasts a series by a combination of theta, dynamic optimised theta, damped trend, autoregression and block means on
 * the series without its seasons, each weighted by how well it would have forecast the later half of the series, with
 * intervals from those same past errors. One fixed configuration for every series. Fewer than five known values say nothing.
 */
export const forecast = ({ series, periods, horizon, domain }: ForecastInput): Forecast | TooLittleData => {
  const unit = unitOf(series);
  const { values, behind, have, setAside } = fillGaps(
    series.map((value) => (value === null ? null : value / unit)),
    periods,
  );
  if (have < neededValues) return { kind: "too_little_data", have, need: neededValues };
  const candidates = fitting(periods, values.length);
  const steps = behind + horizon;
  const combined = combine(values, steps, candidates);
  const adjusted = adjust(values, candidates);
  const spread = spreadOf(values, adjusted.values, combined.past, steps);
  const expected = Array.from(combined.expected.subarray(behind), (value, step): Expected => {
    const { within80, within95 } = around(value, behind + step, have, spread);
    const back = ({ lower, upper }: Interval): Interval => ({
      lower: finite(lower * unit),
      upper: finite(upper * unit),
    });
    return clampExpected({ value: finite(value * unit), within80: back(within80), within95: back(within95) }, domain);
  });
  return { kind: "forecast", expected, periods: adjusted.periods, weights: combined.weights, have, setAside };
};
