import type { Observation } from "@sextant/model/series/observation";

/** A wanted value that holds from `start` to `end`, epoch ms. */
export interface TargetStep {
  start: number;
  end: number;
  value: number;
}

/** The target curve as level steps over periods; neighbours with the same value are one step, null leaves a hole. */
export const targetSteps = (
  observations: readonly Observation[],
  targets: readonly (number | null)[],
): TargetStep[] => {
  const steps: TargetStep[] = [];
  observations.forEach((observation, index) => {
    const value = targets[index];
    if (value === null || value === undefined || !Number.isFinite(value)) return;
    const last = steps.at(-1);
    if (last !== undefined && last.end === observation.start && last.value === value) last.end = observation.end;
    else steps.push({ start: observation.start, end: observation.end, value });
  });
  return steps;
};

/** Neighbouring steps as one broken line each: two corners per step, a new line after a hole. */
export const targetPaths = (steps: readonly TargetStep[]): { at: number; value: number }[][] => {
  const paths: { at: number; value: number }[][] = [];
  steps.forEach((step, index) => {
    const corners = [
      { at: step.start, value: step.value },
      { at: step.end, value: step.value },
    ];
    const path = paths.at(-1);
    if (path !== undefined && steps[index - 1]?.end === step.start) path.push(...corners);
    else paths.push(corners);
  });
  return paths;
};
