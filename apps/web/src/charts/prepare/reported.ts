import type { Observation } from "@sextant/model/series/observation";
import { drawableSeries, type SeriesPoint } from "./series.ts";

/** A period from which on values were first published with another definition; `at` is its start, epoch ms. */
export interface ChartBreak {
  at: number;
  text: string;
}

/** Values as they were first published, where they were restated since: stretches of a line, and each restated point. */
export interface ReportedLine {
  runs: SeriesPoint[][];
  /** The restated periods, as they were. */
  marks: SeriesPoint[];
}

/**
 * The as-reported line beside the restated one. `reported` holds, per observation, the first published value where it is another
 * one now, else null. The line leaves the restated one a period before and comes back a period after.
 */
export const reportedLine = (
  observations: readonly Observation[],
  reported: readonly (number | null)[],
): ReportedLine => {
  const isRestated = (index: number): boolean => (reported[index] ?? null) !== null;
  const before = observations.map((observation, index): Observation => {
    const value = reported[index] ?? null;
    return value === null ? observation : { ...observation, value, presence: "value" };
  });
  const { points, runs } = drawableSeries(before);
  const pieces: SeriesPoint[][] = [];
  for (const { points: line } of runs) {
    line.slice(1).forEach((point, place) => {
      const earlier = line[place];
      if (earlier === undefined || !(isRestated(earlier.index) || isRestated(point.index))) return;
      const piece = pieces.at(-1);
      if (piece?.at(-1) === earlier) piece.push(point);
      else pieces.push([earlier, point]);
    });
  }
  const marks = points.filter(({ index }) => isRestated(index));
  return { runs: pieces, marks };
};
