import { at } from "../describe/values.ts";
import { stl } from "./stl.ts";

/** A series taken apart by several periods: the sum of all seasons, trend and remainder is the series. */
export interface MultipleDecomposition {
  /** One for each period, in the order of the periods. */
  seasons: Float64Array[];
  trend: Float64Array;
  remainder: Float64Array;
}

/** Cycles that the season of the shortest period is smoothed over; every longer one adds four (Bandara et al. 2021). */
const firstWindow = 11;

/**
 * Decomposition by several periods, shortest first, each taken out in turns from what the others leave (MSTL: Bandara,
 * Hyndman & Bergmeir 2021). With one period it is STL. More than two whole cycles of each period are needed.
 */
export const mstl = (values: Float64Array, periods: readonly number[], window = firstWindow): MultipleDecomposition => {
  const seasons = periods.map(() => new Float64Array(values.length) as Float64Array);
  let trend = new Float64Array(values.length) as Float64Array;
  let rest = values;
  for (let round = 0; round < (periods.length > 1 ? 2 : 1); round += 1)
    for (const [place, period] of periods.entries()) {
      const before = seasons[place] ?? trend;
      const own = rest.map((value, index) => value + at(before, index));
      const part = stl(own, period, { seasonWindow: window + 4 * place, robust: false });
      seasons[place] = part.season;
      trend = part.trend;
      rest = own.map((value, index) => value - at(part.season, index));
    }
  return { seasons, trend, remainder: rest.map((value, index) => value - at(trend, index)) };
};
