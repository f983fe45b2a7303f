import type { Direction } from "../metric/direction.ts";
import { type Bands, type ColourBands, mapBands } from "./bands.ts";
import { everything } from "./interval.ts";
import { paceAt, type Target, targetAt } from "./target.ts";

/** Natural process limits of an XmR chart, in value units; `run` tells on which side of the mean a long run ends. */
export interface ControlLimits {
  lower: number;
  upper: number;
  mean: number;
  run?: "above" | "below" | null;
}

/** What a KPI is held against: its thresholds, else its target, else its own noise. */
export interface Yardstick {
  direction: Direction;
  bands: Bands | null;
  target: Target | null;
  controlLimits: ControlLimits | null;
}

/** Bands in value units with the yardstick they stand for, or why there are none at that instant. */
export type ResolvedBands =
  | { kind: "bands"; bands: ColourBands; yardstick: "thresholds" | "target" | "process" }
  | { kind: "none"; reason: "too_early" | "error"; sentence: string };

const none = (reason: "too_early" | "error", sentence: string): ResolvedBands => ({ kind: "none", reason, sentence });

const atLeast = (from: number) => ({ ...everything, from, fromInclusive: true });
const atMost = (to: number) => ({ ...everything, to, toInclusive: true });
const moreThan = (from: number) => ({ ...everything, from });
const lessThan = (to: number) => ({ ...everything, to });

const fromThresholds = (bands: Bands, yardstick: Yardstick, instant: number): ResolvedBands => {
  const { basis } = bands;
  const { target, controlLimits } = yardstick;
  if (basis === "absolute") return { kind: "bands", bands, yardstick: "thresholds" };
  if (basis === "control_limits") {
    if (controlLimits === null) return none("too_early", "There is too little history for control limits.");
    const { lower, upper } = controlLimits;
    return { kind: "bands", bands: mapBands(bands, (end) => (end < 0 ? lower : upper)), yardstick: "thresholds" };
  }
  if (target === null)
    return none(
      "error",
      `Its thresholds are relative to ${basis === "pace" ? "pace" : "a target"}, but it has no target.`,
    );
  const wanted = basis === "pace" ? paceAt(target, instant) : targetAt(target, instant);
  if (wanted === null) return none("too_early", "Its target has not begun.");
  if (wanted <= 0) return none("error", "Shares of a target that is not above zero cannot be judged.");
  return { kind: "bands", bands: mapBands(bands, (end) => end * wanted), yardstick: "thresholds" };
};

/**
 * A target without thresholds: green when met, yellow when missed by no more than the process's own noise (half the width
 * of its control limits), red beyond that; without limits every miss is red.
 */
const fromTarget = (wanted: number, direction: Direction, limits: ControlLimits | null): ColourBands => {
  const noise = limits === null ? 0 : (limits.upper - limits.lower) / 2;
  if (direction === "down_is_good") {
    const edge = wanted + noise;
    const yellow = noise > 0 ? [{ from: wanted, to: edge, fromInclusive: false, toInclusive: true }] : [];
    return { green: [atMost(wanted)], yellow, red: [moreThan(edge)] };
  }
  const edge = wanted - noise;
  const yellow = noise > 0 ? [{ from: edge, to: wanted, fromInclusive: true, toInclusive: false }] : [];
  return { green: [atLeast(wanted)], yellow, red: [lessThan(edge)] };
};

/** S6: inside the natural limits is green; beyond them is yellow, unless that is the good side. */
const fromLimits = ({ lower, upper }: ControlLimits, direction: Direction): ColourBands => {
  if (direction === "up_is_good") return { green: [atLeast(lower)], yellow: [lessThan(lower)], red: [] };
  if (direction === "down_is_good") return { green: [atMost(upper)], yellow: [moreThan(upper)], red: [] };
  const inside = { from: lower, to: upper, fromInclusive: true, toInclusive: true };
  return { green: [inside], yellow: [lessThan(lower), moreThan(upper)], red: [] };
};

/**
 * The bands that hold for a value that speaks for the instant (S1, S6), in value units. Thresholds come first; else a target
 * judged by its pace (only where one direction is good); else process behaviour, which never gives red: a signal asks
 * for a look, it does not say that anything wanted was missed.
 */
export const resolveBands = (yardstick: Yardstick, instant: number): ResolvedBands => {
  const { direction, bands, target, controlLimits } = yardstick;
  if (bands !== null) return fromThresholds(bands, yardstick, instant);
  if (target !== null && (direction === "up_is_good" || direction === "down_is_good")) {
    const wanted = paceAt(target, instant);
    if (wanted === null) return none("too_early", "Its target has not begun.");
    return { kind: "bands", bands: fromTarget(wanted, direction, controlLimits), yardstick: "target" };
  }
  if (controlLimits === null) return none("too_early", "There is too little history to tell a signal from noise.");
  return { kind: "bands", bands: fromLimits(controlLimits, direction), yardstick: "process" };
};
