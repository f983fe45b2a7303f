import type { Direction } from "../metric/direction.ts";
import type { Observation } from "../series/observation.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Grain } from "../time/grain.ts";
import type { Target } from "./target.ts";

/** The whole periods of a KPI at its judged grain, as far back as they help, and what a method has to know of them. */
export interface History {
  kpi: string;
  grain: Grain;
  direction: Direction;
  target: Target | null;
  /** Periods that are over and whose data has arrived, ascending, without holes. */
  observations: readonly Observation[];
  /** What values can be at all, in their units; null is no bound. */
  domain: { lower: number | null; upper: number | null };
  /** Values of a smaller sample say nothing (N4). */
  minimumSample: number;
  /** Instants (epoch ms) from which somebody's act may have moved it. */
  recorded: readonly number[];
  calendar: Calendar;
  /** Hash of what its values are judged by: another meaning starts without a memory. */
  meaning: string;
  /** Hash of the metric's definition. */
  definition: string;
  receipt: string;
  format: (value: number) => string;
}
