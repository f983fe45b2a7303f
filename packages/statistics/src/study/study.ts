import { findAnomalies } from "../anomaly/anomalies.ts";
import type { Change } from "../change/changes.ts";
import { type Phase, phasedChart } from "../control/phases.ts";
import type { ControlSignal, Side, XmrChart } from "../control/xmr.ts";
import { findStrays } from "../season/fill.ts";
import { type Signal, signalsOf, straySignals } from "./signals.ts";
import { inheritedOf, usualOf } from "./usual.ts";

/** What a series is studied with. */
export interface StudyInput {
  /** In order, evenly spaced; null for a gap. */
  series: readonly (number | null)[];
  /** Numbers of values after which something may repeat, such as 7 for days; each is tested. */
  periods: readonly number[];
  /** Indices from which somebody's act may have moved the series. */
  recorded?: readonly number[];
  /** Sample size of every value; a value of a smaller sample than `minimumSample` gives no signal (N4). */
  samples?: readonly number[];
  minimumSample?: number;
}

/** The range in which a value was to be expected, in the units of the series. */
export interface ExpectedRange {
  lower: number;
  value: number;
  upper: number;
}

/** Everything that can be said of the past of a series. Indices point into it. */
export interface Study {
  /** Natural limits of the values as they are, anew after each recorded act and confirmed shift. */
  phases: Phase[];
  season: number | null;
  /** Share of a distance from the mean that the next value inherits, in the last phase. */
  memory: number;
  /** Per index, where season, trend or memory make it another one than the limits say; empty where they do not. */
  expected: (ExpectedRange | null)[];
  /** By index; those of one index in the order of the methods. */
  signals: Signal[];
  changes: Change[];
}

/** Widens limits made of moving ranges for values that follow their neighbours: E|xₜ − xₜ₋₁| = 1.128 σ √(1 − φ). */
const widened = (chart: XmrChart, inherited: number): XmrChart => {
  const factor = 1 / Math.sqrt(1 - inherited);
  const { mean, lower, upper } = chart;
  return { ...chart, lower: mean - factor * (mean - lower), upper: mean + factor * (upper - mean) };
};

/** The widened chart of a phase, its run rule off where values inherit: runs are then what the process always does. */
const watched = (phase: Phase, adjusted: readonly (number | null)[]): { phase: Phase; inherited: number } => {
  const inherited = inheritedOf(adjusted.slice(phase.start, phase.end));
  const { chart } = phase;
  if (chart.kind === "too_little_data" || inherited === 0) return { phase, inherited };
  const wide = widened(chart, inherited);
  const beyond = (side: Side, value: number): boolean => (side === "above" ? value > wide.upper : value < wide.lower);
  const signals = chart.signals.filter(
    ({ rule, side, index }) => rule === "outside_limits" && beyond(side, adjusted[index] ?? wide.mean),
  );
  return { phase: { ...phase, chart: { ...wide, signals, run: null } }, inherited };
};

/**
 * A phase too short for limits of its own is held against those before it, whose season and trend it continues: what is outside
 * them is a signal until the phase can speak for itself.
 */
const continued = (phases: readonly Phase[], adjusted: readonly (number | null)[]): Phase[] => {
  const held: Phase[] = [];
  for (const phase of phases) {
    const before = held.at(-1)?.chart;
    if (phase.chart.kind === "chart" || before === undefined || before.kind !== "chart") {
      held.push(phase);
      continue;
    }
    const signals = adjusted.slice(phase.start, phase.end).flatMap((value, at): ControlSignal[] => {
      if (value === null || (value <= before.upper && value >= before.lower)) return [];
      const side = value > before.upper ? "above" : "below";
      return [{ index: phase.start + at, rule: "outside_limits", side }];
    });
    held.push({ ...phase, chart: { ...before, signals, run: null } });
  }
  return held;
};

const rangesOf = (phases: readonly Phase[], offsets: readonly number[]): (ExpectedRange | null)[] =>
  offsets.map((offset, index) => {
    const chart = phases.find(({ start, end }) => index >= start && index < end)?.chart;
    if (chart === undefined || chart.kind === "too_little_data") return null;
    return { lower: chart.lower + offset, value: chart.mean + offset, upper: chart.upper + offset };
  });

/**
 * Studies the past of a series: what repeats and what moves by itself is taken out, changes are found, limits are computed by
 * phase, and what neither season, trend, memory nor noise explains is a signal.
 */
export const studyOf = (input: StudyInput): Study => {
  const { periods, recorded = [], samples = [], minimumSample = 0 } = input;
  const sampled = input.series.map((value, index) =>
    value === null || !Number.isFinite(value) || (samples[index] ?? minimumSample) < minimumSample ? null : value,
  );
  const strays = findStrays(sampled);
  const series = sampled.map((value, index) => (strays.includes(index) ? null : value));
  const { season, offsets, adjusted, changes: found } = usualOf(series, periods);
  const changes = found.kind === "changes" ? found.changes : [];
  const phases = phasedChart(series, recorded, changes);
  const watch = phasedChart(adjusted, recorded, changes).map((phase) => watched(phase, adjusted));
  const isPlain = offsets.every((offset) => offset === 0) && watch.every(({ inherited }) => inherited === 0);
  const charts = continued(
    watch.map(({ phase }) => phase),
    adjusted,
  );
  const anomalies = findAnomalies(series, { period: season ?? 1 });
  return {
    phases,
    season,
    memory: watch.at(-1)?.inherited ?? 0,
    expected: isPlain ? [] : rangesOf(charts, offsets),
    signals: [
      ...signalsOf(adjusted, charts, changes, anomalies.kind === "anomalies" ? anomalies.anomalies : []),
      ...straySignals(sampled, strays, charts),
    ].sort((one, other) => one.index - other.index),
    changes,
  };
};
