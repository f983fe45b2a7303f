import type { TooLittleData } from "../describe/too-little-data.ts";
import { type XmrChart, xmrChart } from "./xmr.ts";

/** A stretch [start, end) with limits of its own; the chart's indices point into the whole series. */
export interface Phase {
  start: number;
  end: number;
  /** Why it starts: the series does, somebody acted, or the data show a change. */
  because: "start" | "recorded" | "confirmed";
  chart: XmrChart | TooLittleData;
}

/** A shift that the data show, by the first index after it. */
export interface ConfirmedShift {
  index: number;
  /** From 0 to 1. */
  confidence: number;
}

/** A shift of less confidence does not move limits: a false one would hide the next real one. */
const neededConfidence = 0.95;

/** Where somebody acted this close by, that is when the change was. */
const nearby = 5;

/**
 * Individuals charts by phase: limits are computed anew from each recorded intervention and each confirmed shift on, and
 * never across one (Wheeler, "Understanding Variation"). A confirmed shift within five periods of a recorded intervention
 * is that intervention. A phase of fewer than six values says `too_little_data`; its limits are still to come.
 */
export const phasedChart = (
  series: readonly (number | null)[],
  recorded: readonly number[],
  confirmed: readonly ConfirmedShift[] = [],
): Phase[] => {
  const inside = (index: number): boolean => Number.isInteger(index) && index > 0 && index < series.length;
  const acts = [...new Set(recorded)].filter(inside);
  const shifts = confirmed.filter(
    ({ index, confidence }) =>
      inside(index) && confidence >= neededConfidence && acts.every((act) => Math.abs(act - index) > nearby),
  );
  const starts = [
    { start: 0, because: "start" as const },
    ...acts.map((start) => ({ start, because: "recorded" as const })),
    ...[...new Set(shifts.map(({ index }) => index))].map((start) => ({ start, because: "confirmed" as const })),
  ].sort((a, b) => a.start - b.start);
  return starts.map(({ start, because }, at) => {
    const end = starts[at + 1]?.start ?? series.length;
    const chart = xmrChart(series.slice(start, end));
    if (chart.kind === "too_little_data") return { start, end, because, chart };
    const signals = chart.signals.map((signal) => ({ ...signal, index: signal.index + start }));
    return { start, end, because, chart: { ...chart, signals } };
  });
};
