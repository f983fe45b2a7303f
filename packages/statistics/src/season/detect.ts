import { at } from "../describe/values.ts";

/** Autocorrelations at lags 1 to `last`; zeros where the values do not vary. */
const autocorrelations = (values: Float64Array, last: number): Float64Array => {
  let sum = 0;
  for (const value of values) sum += value;
  const centred = values.map((value) => value - sum / values.length);
  let square = 0;
  for (const value of centred) square += value * value;
  const found = new Float64Array(last);
  if (square === 0 || !Number.isFinite(square)) return found;
  for (let lag = 1; lag <= last; lag += 1) {
    let product = 0;
    for (let index = lag; index < centred.length; index += 1) product += at(centred, index) * at(centred, index - lag);
    found[lag - 1] = product / square;
  }
  return found;
};

/** The two-sided 90 % point of the normal distribution, as the theta method tests for a season. */
const point = 1.6448536269514722;

/**
 * Whether a period repeats: its autocorrelation lies outside what the shorter lags explain at 90 % (Bartlett's formula;
 * Assimakopoulos & Nikolopoulos 2000). Needs more than two whole cycles.
 */
export const repeats = (values: Float64Array, period: number): boolean => {
  if (period < 2 || values.length <= 2 * period) return false;
  const found = autocorrelations(values, period);
  let squares = 0;
  for (let lag = 0; lag < period - 1; lag += 1) squares += at(found, lag) ** 2;
  return Math.abs(at(found, period - 1)) > point * Math.sqrt((1 + 2 * squares) / values.length);
};
