import type { Observation } from "@sextant/model/series/observation";
import { includeNear } from "./domain.ts";
import { linear } from "./linear.ts";
import { drawableSeries, valuesOf } from "./series.ts";
import { targetPaths, targetSteps } from "./targets.ts";
import { thin } from "./thin.ts";

/** A place on the drawing, pixels from its top left corner. */
export interface Spot {
  x: number;
  y: number;
}

/** What a sparkline draws, in pixels. */
export interface Spark {
  lines: { dashed: boolean; spots: Spot[] }[];
  targets: Spot[][];
  /** Values no line reaches, apart from `end` and `soFar`. */
  alone: Spot[];
  /** The last whole period; hollow while it may still change. */
  end: (Spot & { hollow: boolean }) | null;
  /** The period that is not over; at the edge when its value is far from whole ones. */
  soFar: Spot | null;
}

const nothing: Spark = { lines: [], targets: [], alone: [], end: null, soFar: null };

/** Room around the line for half its width and for the end dot, pixels. */
const margin = 5;

/** Lays out a sparkline: values and targets share one scale that wastes no height; empty when there is nothing to draw. */
export const sparkOf = (
  observations: readonly Observation[],
  targets: readonly (number | null)[],
  width: number,
  height: number,
): Spark => {
  const first = observations[0];
  const last = observations.at(-1);
  if (first === undefined || last === undefined || width <= 2 * margin) return nothing;
  const series = drawableSeries(observations);
  const steps = targetSteps(observations, targets);
  const { whole, current } = valuesOf(series);
  const shown = [...(whole.length === 0 ? current : whole), ...steps.map((step) => step.value)];
  if (shown.length === 0) return nothing;
  const low = shown.reduce((one, other) => Math.min(one, other));
  const high = shown.reduce((one, other) => Math.max(one, other));
  const x = linear([first.start, last.end], [margin, width - margin]);
  const scale = linear(includeNear([low, high], current), [height - margin, margin]);
  const y = (value: number): number => Math.min(height - margin, Math.max(margin, scale(value)));
  const spot = (each: { at: number; value: number }): Spot => ({ x: x(each.at), y: y(each.value) });
  const end = series.points.findLast((point) => point.firmness !== "current");
  const soFar = series.points.findLast((point) => point.firmness === "current");
  return {
    lines: series.runs.map((run) => ({ dashed: run.dashed, spots: thin(run.points, x).map(spot) })),
    targets: targetPaths(steps).map((path) => path.map(spot)),
    alone: series.alone.filter((point) => point !== end && point !== soFar).map(spot),
    end: end === undefined ? null : { ...spot(end), hollow: end.firmness === "provisional" },
    soFar: soFar === undefined ? null : spot(soFar),
  };
};
