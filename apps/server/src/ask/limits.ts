import type { Observation } from "@sextant/model/series/observation";
import type { PhaseView } from "@sextant/model/standing/behaviour";
import type { ControlLimits } from "@sextant/model/standing/yardstick";
import { type Phase, phasedChart } from "@sextant/statistics/control/phases";
import type { KeptShift } from "../store/behaviour.ts";

/** Whether a period is over and its data has arrived. */
export const hasArrived = (observation: Observation, watermark: number | null): boolean =>
  !observation.current && (observation.settled || (watermark !== null && watermark >= observation.end));

/** The chart of the whole periods, with a phase from the first period that ends after each shift. */
const chartOf = (arrived: readonly Observation[], shifts: readonly KeptShift[]): Phase[] =>
  phasedChart(
    arrived.map(({ value }) => value),
    shifts.map(({ start }) => arrived.findIndex(({ end }) => end > start)),
  );

const limits = ({ chart }: Phase): ControlLimits | null =>
  chart.kind === "chart" ? { lower: chart.lower, mean: chart.mean, upper: chart.upper, run: chart.run } : null;

/**
 * Natural limits of the whole periods of a series (S6): those of the last phase. While that is too short to tell, those of the
 * one before still hold, so that a shift is seen against what was usual; null with too little history.
 */
export const limitsOf = (
  observations: readonly Observation[],
  watermark: number | null,
  shifts: readonly KeptShift[],
): ControlLimits | null => {
  const phases = chartOf(
    observations.filter((observation) => hasArrived(observation, watermark)),
    shifts,
  );
  const known = phases.findLast(({ chart }) => chart.kind === "chart");
  if (known === undefined) return null;
  const found = limits(known);
  return found === null || known === phases.at(-1) ? found : { ...found, run: null };
};

/** Every phase of the whole periods of a series with its limits; instants in epoch ms. */
export const phasesOf = (
  observations: readonly Observation[],
  watermark: number | null,
  shifts: readonly KeptShift[],
): PhaseView[] => {
  const arrived = observations.filter((observation) => hasArrived(observation, watermark));
  if (arrived.length === 0) return [];
  return chartOf(arrived, shifts).map((phase, at, phases) => {
    const start = arrived[phase.start]?.start ?? 0;
    const found = limits(phase);
    const because = shifts.find(
      (shift) =>
        arrived[phase.start - 1] &&
        shift.start < (arrived[phase.start]?.end ?? 0) &&
        shift.start >= (arrived[phase.start - 1]?.end ?? 0),
    );
    return {
      start,
      end: at === phases.length - 1 ? null : (arrived[phase.end]?.start ?? null),
      because: phase.start === 0 ? "start" : (because?.because ?? "confirmed"),
      limits: found === null ? null : { lower: found.lower, mean: found.mean, upper: found.upper },
    };
  });
};
