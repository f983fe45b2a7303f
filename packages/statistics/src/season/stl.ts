import { at } from "../describe/values.ts";
import { fitted, type Kernels, kernelsOf, loess, type Smoother } from "./loess.ts";
import { middleSum } from "./middle.ts";

/** A series taken apart: season + trend + remainder is the series, value by value. */
export interface Decomposition {
  season: Float64Array;
  trend: Float64Array;
  remainder: Float64Array;
}

/** What may be chosen of STL; everything else follows R's `stl`. */
export interface StlOptions {
  /** How many cycles the season is smoothed over (odd, from 7), or that it stays the same for ever. */
  seasonWindow: number | "periodic";
  /** Fifteen rounds of weights that take outliers out. */
  robust: boolean;
}

/** Smoothers of the three parts, and the rounds. */
interface Plan {
  period: number;
  season: Smoother;
  trend: Smoother;
  lowPass: Smoother;
  inner: number;
  outer: number;
  prepare: Prepare;
}

const oddFrom = (value: number): number => 2 * Math.floor(value / 2) + 1;

const smootherOf = (window: number, degree: 0 | 1): Smoother => ({ window, degree, jump: Math.ceil(window / 10) });

const planOf = (count: number, period: number, { seasonWindow, robust }: StlOptions): Plan => {
  const window = seasonWindow === "periodic" ? 10 * count + 1 : seasonWindow;
  return {
    period,
    season: smootherOf(window, 0),
    trend: smootherOf(oddFrom(Math.ceil((1.5 * period) / (1 - 1.5 / window))), 1),
    lowPass: smootherOf(oddFrom(period), 1),
    inner: robust ? 1 : 2,
    outer: robust ? 15 : 0,
    prepare: preparing(),
  };
};

const movingAverage = (values: Float64Array, width: number): Float64Array => {
  const averages = new Float64Array(values.length - width + 1);
  let sum = 0;
  for (let index = 0; index < width; index += 1) sum += at(values, index);
  averages[0] = sum / width;
  for (let index = 1; index < averages.length; index += 1) {
    sum += at(values, index + width - 1) - at(values, index - 1);
    averages[index] = sum / width;
  }
  return averages;
};

/** The fits of a smoother, made once for each number of values unless robustness gives every series its own. */
type Prepare = (count: number, smoother: Smoother, robustness: Float64Array | null) => Kernels;

const preparing = (): Prepare => {
  const known = new Map<Smoother, Map<number, Kernels>>();
  return (count, smoother, robustness) => {
    if (robustness !== null) return kernelsOf(count, smoother, robustness);
    const own = known.get(smoother) ?? new Map<number, Kernels>();
    known.set(smoother, own);
    const kernels = own.get(count) ?? kernelsOf(count, smoother, null);
    own.set(count, kernels);
    return kernels;
  };
};

/** Smooths the values of each position of the cycle and carries each one cycle on at both ends. */
const smoothCycles = (
  values: Float64Array,
  { period, season, prepare }: Plan,
  robustness: Float64Array | null,
): Float64Array => {
  const cycles = new Float64Array(values.length + 2 * period);
  for (let start = 0; start < period; start += 1) {
    const count = Math.floor((values.length - start - 1) / period) + 1;
    const own = new Float64Array(count);
    const weights = robustness === null ? null : new Float64Array(count);
    for (let index = 0; index < count; index += 1) {
      own[index] = at(values, start + index * period);
      if (weights !== null && robustness !== null) weights[index] = at(robustness, start + index * period);
    }
    const kernels = prepare(count, season, weights);
    const smooth = loess(own, kernels);
    cycles[start] = fitted(kernels.before, own, at(smooth, 0));
    for (let index = 0; index < count; index += 1) cycles[start + (index + 1) * period] = at(smooth, index);
    cycles[start + (count + 1) * period] = fitted(kernels.after, own, at(smooth, count - 1));
  }
  return cycles;
};

/** One inner loop: season from what the trend leaves, trend from what the season leaves. */
const turn = (
  values: Float64Array,
  trend: Float64Array,
  plan: Plan,
  robustness: Float64Array | null,
): Pick<Decomposition, "season" | "trend"> => {
  const { period } = plan;
  const cycles = smoothCycles(
    values.map((value, index) => value - at(trend, index)),
    plan,
    robustness,
  );
  const averaged = movingAverage(movingAverage(movingAverage(cycles, period), period), 3);
  const low = loess(averaged, plan.prepare(averaged.length, plan.lowPass, null));
  const season = values.map((_, index) => at(cycles, index + period) - at(low, index));
  const rest = values.map((value, index) => value - at(season, index));
  return { season, trend: loess(rest, plan.prepare(rest.length, plan.trend, robustness)) };
};

/** Bisquare weights of the residuals; six median absolute ones away a value counts nothing. */
const robustnessOf = (residuals: Float64Array): Float64Array => {
  const sizes = residuals.map(Math.abs);
  const limit = 3 * middleSum(sizes);
  return sizes.map((size) => {
    if (size <= 0.001 * limit) return 1;
    return size <= 0.999 * limit ? (1 - (size / limit) ** 2) ** 2 : 0;
  });
};

const averageCycles = (season: Float64Array, period: number): Float64Array => {
  const [sums, counts] = [new Float64Array(period), new Float64Array(period)];
  for (const [index, value] of season.entries()) {
    sums[index % period] = at(sums, index % period) + value;
    counts[index % period] = at(counts, index % period) + 1;
  }
  return season.map((_, index) => at(sums, index % period) / at(counts, index % period));
};

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae & Terpenning, J. Official Statistics 6, 1990) with the
 * defaults of R's `stl`. Takes at least two whole cycles of finite values.
 */
export const stl = (values: Float64Array, period: number, options: StlOptions): Decomposition => {
  const plan = planOf(values.length, period, options);
  let season: Float64Array = new Float64Array(values.length);
  let trend: Float64Array = new Float64Array(values.length);
  let robustness: Float64Array | null = null;
  for (let round = 0; round <= plan.outer; round += 1) {
    for (let repeat = 0; repeat < plan.inner; repeat += 1) ({ season, trend } = turn(values, trend, plan, robustness));
    if (round < plan.outer)
      robustness = robustnessOf(values.map((value, index) => value - at(season, index) - at(trend, index)));
  }
  if (options.seasonWindow === "periodic") season = averageCycles(season, period);
  const remainder = values.map((value, index) => value - at(season, index) - at(trend, index));
  return { season, trend, remainder };
};
