import type { Observation } from "@sextant/model/series/observation";

/** How firm a point is: may not change, ended but may still change, or about a period that is not over. */
export type Firmness = "settled" | "provisional" | "current";

/** One value that can be drawn; `at` is the middle of its period, epoch ms; `index` its place in the series. */
export interface SeriesPoint {
  index: number;
  at: number;
  value: number;
  firmness: Firmness;
}

/** A stretch of the line between neighbouring points; a dashed one ends in a value that may still change. */
export interface LineRun {
  dashed: boolean;
  points: SeriesPoint[];
}

/** A span without a value, epoch ms: `empty` means nothing happened, `unknown` that nobody reported (T5). */
export interface Gap {
  presence: "empty" | "unknown";
  start: number;
  end: number;
}

/** A series as decisions a drawing can follow without asking again. */
export interface DrawableSeries {
  /** Every value there is, ascending. */
  points: SeriesPoint[];
  runs: LineRun[];
  /** Points no line reaches: alone between gaps, or of the current period, which is never joined to whole ones (T3). */
  alone: SeriesPoint[];
  gaps: Gap[];
}

const firmnessOf = (observation: Observation): Firmness => {
  if (observation.current) return "current";
  return observation.settled ? "settled" : "provisional";
};

/** The value of an observation as a finite number, or null: a missing value is never zero. */
export const finiteValue = (observation: Observation): number | null => {
  const { value, presence } = observation;
  return presence === "value" && value !== null && Number.isFinite(value) ? value : null;
};

/** Periods follow each other exactly; more than half a period between them means some are not in the series. */
const isNeighbour = (before: Observation, after: Observation): boolean =>
  after.start - before.end < (before.end - before.start) / 2;

const pointsOf = (observations: readonly Observation[]): SeriesPoint[] => {
  const points: SeriesPoint[] = [];
  observations.forEach((observation, index) => {
    const value = finiteValue(observation);
    if (value === null) return;
    const at = observation.start + (observation.end - observation.start) / 2;
    points.push({ index, at, value, firmness: firmnessOf(observation) });
  });
  return points;
};

const gapsOf = (observations: readonly Observation[]): Gap[] => {
  const gaps: Gap[] = [];
  const add = (gap: Gap): void => {
    const last = gaps.at(-1);
    if (last !== undefined && last.presence === gap.presence && last.end === gap.start) last.end = gap.end;
    else gaps.push(gap);
  };
  observations.forEach((observation, index) => {
    const before = observations[index - 1];
    if (before !== undefined && !isNeighbour(before, observation)) {
      add({ presence: "unknown", start: before.end, end: observation.start });
    }
    if (finiteValue(observation) !== null) return;
    const presence = observation.presence === "empty" ? "empty" : "unknown";
    add({ presence, start: observation.start, end: observation.end });
  });
  return gaps;
};

const joins = (observations: readonly Observation[], before: SeriesPoint, after: SeriesPoint): boolean => {
  const first = observations[before.index];
  const second = observations[after.index];
  if (first === undefined || second === undefined || after.index !== before.index + 1) return false;
  return before.firmness !== "current" && after.firmness !== "current" && isNeighbour(first, second);
};

const runsOf = (observations: readonly Observation[], points: readonly SeriesPoint[]): LineRun[] => {
  const runs: LineRun[] = [];
  points.forEach((point, place) => {
    const before = points[place - 1];
    if (before === undefined || !joins(observations, before, point)) return;
    const dashed = before.firmness === "provisional" || point.firmness === "provisional";
    const run = runs.at(-1);
    if (run !== undefined && run.dashed === dashed && run.points.at(-1) === before) run.points.push(point);
    else runs.push({ dashed, points: [before, point] });
  });
  return runs;
};

/** Turns observations (ascending, instants in epoch ms) into lines, lonely points and gaps; empty in, empty out. */
export const drawableSeries = (observations: readonly Observation[]): DrawableSeries => {
  const points = pointsOf(observations);
  const runs = runsOf(observations, points);
  const reached = new Set(runs.flatMap((run) => run.points));
  return { points, runs, alone: points.filter((point) => !reached.has(point)), gaps: gapsOf(observations) };
};

/** Values of whole periods, and of periods that are not over: a part may be far below any whole one (T3). */
export const valuesOf = ({ points }: DrawableSeries): { whole: number[]; current: number[] } => {
  const of = (isCurrent: boolean): number[] =>
    points.filter(({ firmness }) => (firmness === "current") === isCurrent).map(({ value }) => value);
  return { whole: of(false), current: of(true) };
};
