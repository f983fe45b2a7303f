import type { CohortsAnswer } from "@sextant/model/api/answers/cohorts";

type Cell = CohortsAnswer["cohorts"][number]["cells"][number];

/** Steps of tint behind cells. */
const steps = 5;

/** The values shown, from the least to the largest; null when there are none. */
export const valueRange = ({ cohorts }: CohortsAnswer): { least: number; largest: number } | null => {
  const values = cohorts.flatMap(({ cells }) => cells.flatMap((cell) => cell?.value ?? []));
  return values.length === 0 ? null : { least: Math.min(...values), largest: Math.max(...values) };
};

/** How strongly a cell is tinted, 1 to 5, between the least and the largest value; 0 without a value or without a difference. */
export const tintOf = (cell: Cell, range: { least: number; largest: number } | null): number => {
  const value = cell?.value ?? null;
  if (value === null || range === null || range.largest <= range.least) return 0;
  const place = (value - range.least) / (range.largest - range.least);
  return 1 + Math.min(steps - 1, Math.floor(place * steps));
};

/** The ages that at least one cohort has reached. */
export const reachedAges = ({ ages, cohorts }: CohortsAnswer): number[] =>
  ages.filter((_, index) => cohorts.some(({ cells }) => (cells[index] ?? null) !== null));
