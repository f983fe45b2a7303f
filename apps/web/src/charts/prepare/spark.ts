import type { Observation } from "@sextant/model/series/observation";
import { linear } from "./linear.ts";
import { drawableSeries } from "./series.ts";
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
  /** The period that is not over. */
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
  const values = [...series.points, ...steps].map((each) => each.value);
  if (values.length === 0) return nothing;
  const low = values.reduce((one, other) => Math.min(one, other));
  const high = values.reduce((one, other) => Math.max(one, other));
  const x = linear([first.start, last.end], [margin, width - margin]);
  const y = linear([low, high], [height - margin, margin]);
  const spot = (each: { at: number; value: number }): Spot => ({ x: x(each.at), y: y(each.value) });
  const whole = series.points.findLast((point) => point.firmness !== "current");
  const current = series.points.findLast((point) => point.firmness === "current");
  return {
    lines: series.runs.map((run) => ({ dashed: run.dashed, spots: thin(run.points, x).map(spot) })),
    targets: targetPaths(steps).map((path) => path.map(spot)),
    alone: series.alone.filter((point) => point !== whole && point !== current).map(spot),
    end: whole === undefined ? null : { ...spot(whole), hollow: whole.firmness === "provisional" },
    soFar: current === undefined ? null : spot(current),
  };
};
