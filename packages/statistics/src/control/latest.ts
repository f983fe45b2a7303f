import { mean } from "../describe/values.ts";
import { type Side, xmrChart } from "./xmr.ts";

/** What the last value of a series says against the chart of the whole: which side of its limits, which side a run ends on. */
export interface LatestSignal {
  outside: Side | null;
  run: Side | null;
}

/** The series less the mean of each place in its season, around the mean of all: plain enough for any engine to compute. */
export const levelPlaces = (series: readonly (number | null)[], season: number): (number | null)[] => {
  if (season < 2) return [...series];
  const places: number[][] = Array.from({ length: season }, () => []);
  for (const [index, value] of series.entries()) if (value !== null) places[index % season]?.push(value);
  const means = places.map(mean);
  const whole = mean(series.filter((value) => value !== null));
  return series.map((value, index) => (value === null ? null : value - (means[index % season] ?? whole) + whole));
};

/**
 * Whether a series ends in a signal of its XmR chart, places in the season levelled; null with too little history. This is what a
 * sieve over very many series asks first: a series that does not end in a signal has nothing new to say.
 */
export const latestSignal = (series: readonly (number | null)[], season: number): LatestSignal | null => {
  const levelled = levelPlaces(series, season);
  const chart = xmrChart(levelled);
  if (chart.kind === "too_little_data") return null;
  const last = series.length - 1;
  const beyond = chart.signals.find(({ index, rule }) => index === last && rule === "outside_limits");
  return { outside: beyond?.side ?? null, run: chart.run };
};
