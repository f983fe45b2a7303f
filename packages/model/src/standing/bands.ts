import type { thresholdBases } from "../kpi/kpi.ts";
import { contains, type Interval, mapEnds } from "./interval.ts";
import type { Status } from "./status.ts";

/** What thresholds are compared with (S1). */
export type ThresholdBasis = (typeof thresholdBases)[number];

/** A status that thresholds can give. */
export type Colour = Exclude<Status, "unknown">;

/** The statuses thresholds can give, from best to worst. */
export const colours = ["green", "yellow", "red"] as const satisfies readonly Colour[];

/** Which stretches of the number line are which colour. */
export type ColourBands = Record<Colour, readonly Interval[]>;

/**
 * Thresholds as plain data. On basis `absolute` the ends are values; on `target` and `pace` they are shares of the wanted
 * value (1 is met); on `control_limits` -1 is the lower and 1 the upper natural limit.
 */
export interface Bands extends ColourBands {
  basis: ThresholdBasis;
}

/** Bands with their ends moved by a rising function, e.g. from shares of a target to values. */
export const mapBands = (bands: ColourBands, move: (end: number) => number): ColourBands => ({
  green: bands.green.map((interval) => mapEnds(interval, move)),
  yellow: bands.yellow.map((interval) => mapEnds(interval, move)),
  red: bands.red.map((interval) => mapEnds(interval, move)),
});

/** The colour a value has, or null when no band covers it. */
export const colourOf = (bands: ColourBands, value: number): Colour | null =>
  colours.find((colour) => bands[colour].some((interval) => contains(interval, value))) ?? null;

/** Whether `a` is worse than `b`. */
export const isWorse = (a: Colour, b: Colour): boolean => colours.indexOf(a) > colours.indexOf(b);
