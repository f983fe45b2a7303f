import { at } from "../describe/values.ts";
import { adjust } from "./adjust.ts";
import { forecastMembers, type MemberForecasts, type MemberName, memberNames } from "./members.ts";

/** Forecasts made as of an earlier value of the series, whose outcome is known. */
interface Origin {
  /** How many values were known. */
  known: number;
  members: MemberForecasts;
}

/** The combined forecast made as of an earlier value, one step ahead first. */
export interface PastForecast {
  /** How many values were known. */
  known: number;
  expected: Float64Array;
}

/** A point forecast with the weights it was combined by and what it would have said before. */
export interface Combined {
  expected: Float64Array;
  weights: Partial<Record<MemberName, number>>;
  past: PastForecast[];
}

/** The last cycle again. */
const seasonalNaive = (values: Float64Array, horizon: number, period: number): Float64Array =>
  Float64Array.from({ length: horizon }, (_, step) => at(values, values.length - period + (step % period)));

const forecastAll = (values: Float64Array, horizon: number, periods: readonly number[]): MemberForecasts => {
  const adjusted = adjust(values, periods);
  const made = forecastMembers(adjusted.values, horizon, Math.max(1, ...periods));
  const restored: MemberForecasts = {};
  for (const name of memberNames) if (made[name]) restored[name] = adjusted.restore(made[name]);
  const period = adjusted.periods[0];
  if (period !== undefined) restored.seasonal_naive = seasonalNaive(values, horizon, period);
  return restored;
};

/** Origins, at most, that the past is forecast from. */
const mostOrigins = 8;

/** Fewer values than these say nothing to a member. */
const leastKnown = 4;

/** Earlier values to forecast from, evenly over the later half of the series. */
const originsOf = (count: number): number[] => {
  const first = Math.max(leastKnown, Math.floor(count / 2));
  const spread = Array.from({ length: mostOrigins }, (_, k) => first + ((count - 1 - first) * k) / (mostOrigins - 1));
  return [...new Set(spread.map(Math.round))].filter((known) => known < count);
};

/** How sharply errors decide: the inverse fourth power all but leaves out a member with twice the error of another. */
const sharpness = 4;

const weigh = (values: Float64Array, origins: readonly Origin[], names: readonly MemberName[]): number[] => {
  const losses = names.map((name) => {
    let [loss, count] = [0, 0];
    for (const { known, members } of origins)
      for (const [step, value] of (members[name] ?? []).entries()) {
        loss += Math.abs(at(values, known + step) - value) / Math.sqrt(step + 1);
        count += 1;
      }
    return count > 0 ? loss / count : Number.POSITIVE_INFINITY;
  });
  const least = Math.min(...losses);
  const raw = losses.map((loss) => (loss > 0 ? (least / loss) ** sharpness : 1));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
};

const mix = (made: MemberForecasts, names: readonly MemberName[], weights: readonly number[]): Float64Array => {
  const length = made.theta?.length ?? 0;
  const mixed = new Float64Array(length);
  let total = 0;
  for (const [place, name] of names.entries()) {
    const own = made[name];
    if (own === undefined) continue;
    const weight = at(weights, place);
    total += weight;
    for (let step = 0; step < length; step += 1) mixed[step] = at(mixed, step) + weight * at(own, step);
  }
  return total > 0 ? mixed.map((value) => value / total) : mixed;
};

/**
 * Forecasts by a weighted mean of the members. The weights come from the series itself: every member forecasts the end of
 * the series from earlier values, seasons and all, and counts by the inverse fourth power of its mean absolute error.
 */
export const combine = (values: Float64Array, horizon: number, periods: readonly number[]): Combined => {
  const made = forecastAll(values, horizon, periods);
  const origins = originsOf(values.length).map((known) => ({
    known,
    members: forecastAll(values.subarray(0, known), Math.min(horizon, values.length - known), periods),
  }));
  const names = memberNames.filter((name) => made[name]);
  const weights = weigh(values, origins, names);
  return {
    expected: mix(made, names, weights),
    weights: Object.fromEntries(names.map((name, place) => [name, weights[place]])),
    past: origins.map(({ known, members }) => ({ known, expected: mix(members, names, weights) })),
  };
};
