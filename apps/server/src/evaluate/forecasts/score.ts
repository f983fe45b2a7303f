import type { ScoreView } from "@sextant/model/standing/behaviour";
import type { History } from "@sextant/model/standing/history";
import type { Expected } from "@sextant/statistics/forecast/expected";
import { type Forecaster, type IssuedForecast, scoreForecasts } from "@sextant/statistics/forecast/score";
import type { KeptForecast } from "../../store/forecast.ts";
import { seasonsOf } from "./seasons.ts";

/** Values that may not change any more; a forecast is not held against one that may. */
const settledValues = ({ observations }: History): (number | null)[] =>
  observations.map(({ value, settled }) => (settled ? value : null));

const expectedOf = ({ value, lower80, upper80, lower95, upper95 }: KeptForecast["periods"][number]): Expected => ({
  value,
  within80: { lower: lower80, upper: upper80 },
  within95: { lower: lower95, upper: upper95 },
});

/** An issued forecast by its place in the history; null where that begins later, or shows nothing after it. */
const placed = ({ throughEnd, periods }: KeptForecast, { observations }: History): IssuedForecast | null => {
  const known = observations.findIndex(({ start }) => start >= throughEnd);
  return known <= 0 ? null : { known, expected: periods.map(expectedOf) };
};

const names: Record<Forecaster, string> = {
  forecast: "the forecast",
  naive: "repeating the last value",
  seasonal_naive: "repeating the last cycle",
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const sentenceOf = (score: Omit<ScoreView, "sentence">, format: (value: number) => string): string => {
  const { count, error, best, covered80 } = score;
  const naive = Math.min(error.naive, error.seasonalNaive ?? Number.POSITIVE_INFINITY);
  const rival = error.seasonalNaive !== null && error.seasonalNaive < error.naive ? names.seasonal_naive : names.naive;
  const missed = `Over ${count} settled ${count === 1 ? "value" : "values"} forecasts missed by ${format(error.forecast)} on average, ${rival} by ${format(naive)}`;
  const verdict =
    best === "forecast" ? "the forecast is the better one" : `${names[best]} is no worse: read the forecast with care`;
  return `${missed}; ${verdict}. ${percent(covered80)} came within the 80 % interval.`;
};

/** What issued forecasts were worth once their periods settled (E5); null before any did. */
export const scoreOf = (history: History, issued: readonly KeptForecast[]): ScoreView | null => {
  const forecasts = issued.map((one) => placed(one, history)).filter((one) => one !== null);
  const found = scoreForecasts(settledValues(history), forecasts, seasonsOf[history.grain][0] ?? 1);
  if (found === null) return null;
  const { count, error, best, covered80, covered95 } = found;
  const seasonalNaive = error.seasonal_naive;
  const score = {
    count,
    error: { forecast: error.forecast, naive: error.naive, seasonalNaive },
    best,
    covered80,
    covered95,
  };
  return { ...score, sentence: sentenceOf(score, history.format) };
};
