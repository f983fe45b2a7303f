import type { Anomaly } from "../anomaly/anomalies.ts";
import type { Change } from "../change/changes.ts";
import type { Phase } from "../control/phases.ts";
import { type Side, xmrScores } from "../control/xmr.ts";

/** A value by its index that season, trend and noise do not explain, and the method that says so. */
export interface Signal {
  index: number;
  method: "outside_limits" | "run_of_eight" | "change" | "anomaly";
  side: Side;
  /** Standard deviations from the mean; values in a row; confidence from 0 to 1; widths beyond the usual range. */
  strength: number;
}

/** A change of less confidence is listed, but calls nobody. */
const calling = 0.95;

const finite = (value: number): number => Math.min(Math.max(value, 0), Number.MAX_VALUE);

/** A run signals once, where it reaches eight; its strength is how long it became. */
const runsOf = (phase: Phase): Signal[] => {
  const { chart } = phase;
  if (chart.kind === "too_little_data") return [];
  const runs: Signal[] = [];
  for (const { index, rule, side } of chart.signals) {
    if (rule !== "run_of_eight") continue;
    const last = runs.at(-1);
    if (last !== undefined && last.side === side && last.index + last.strength - 7 === index) last.strength += 1;
    else runs.push({ index, method: "run_of_eight", side, strength: 8 });
  }
  return runs;
};

const beyondOf = (series: readonly (number | null)[], phase: Phase): Signal[] => {
  const { chart, start, end } = phase;
  if (chart.kind === "too_little_data") return [];
  const scores = xmrScores(series.slice(start, end), chart);
  return chart.signals.flatMap(({ index, rule, side }): Signal[] =>
    rule === "outside_limits"
      ? [{ index, method: "outside_limits", side, strength: finite(Math.abs(scores[index - start] ?? 0)) }]
      : [],
  );
};

/** Values that cannot belong to the series took no part in its limits, and lie outside them. */
export const straySignals = (
  series: readonly (number | null)[],
  strays: readonly number[],
  phases: readonly Phase[],
): Signal[] =>
  strays.flatMap((index): Signal[] => {
    const value = series[index] ?? null;
    const chart = phases.find(({ start, end }) => index >= start && index < end)?.chart;
    if (value === null || chart === undefined || chart.kind === "too_little_data") return [];
    const strength = finite(Math.abs(xmrScores([value], chart)[0] ?? 0));
    return [{ index, method: "outside_limits", side: value > chart.mean ? "above" : "below", strength }];
  });

/** Every signal of a series, by index. */
export const signalsOf = (
  series: readonly (number | null)[],
  phases: readonly Phase[],
  changes: readonly Change[],
  anomalies: readonly Anomaly[],
): Signal[] => {
  const changed = changes
    .filter(({ confidence }) => confidence >= calling)
    .map(({ index, confidence, before, after }): Signal => {
      return { index, method: "change", side: after >= before ? "above" : "below", strength: confidence };
    });
  const odd = anomalies.map(
    ({ index, side, score }): Signal => ({ index, method: "anomaly", side, strength: finite(score) }),
  );
  const limits = phases.flatMap((phase) => [...beyondOf(series, phase), ...runsOf(phase)]);
  return [...limits, ...changed, ...odd].sort((one, other) => one.index - other.index);
};
