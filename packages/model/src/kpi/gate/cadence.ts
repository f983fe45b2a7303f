import type { Grain } from "../../time/grain.ts";
import type { cadences } from "../kpi.ts";

type Cadence = (typeof cadences)[number];

/** Days of a period, as far as choosing a cadence needs them. */
const days: Record<Grain, number> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

const cadenceDays: readonly (readonly [Cadence, number])[] = [
  ["daily", 1],
  ["weekly", 7],
  ["biweekly", 14],
  ["monthly", 30],
  ["quarterly", 91],
];

/** A cadence and why. */
export interface CadenceSuggestion {
  cadence: Cadence;
  reason: string;
}

/**
 * The review cadence that fits how fast a number moves: as long as it takes to move more than its noise, and never shorter than its
 * period, for between two values there is nothing to look at. `steps` is in periods; null when it only fluctuates, undefined when
 * there is too little history to tell.
 */
export const suggestCadence = (grain: Grain, steps: number | null | undefined): CadenceSuggestion => {
  const fitting = (span: number): Cadence => cadenceDays.find(([, length]) => length >= span)?.[0] ?? "quarterly";
  if (steps === undefined)
    return {
      cadence: fitting(days[grain]),
      reason: `There is too little history to tell how fast it moves; it has a value each ${grain}.`,
    };
  if (steps === null)
    return {
      cadence: fitting(Math.max(days[grain], 30)),
      reason: `It fluctuates from ${grain} to ${grain} without moving: looking more often shows noise.`,
    };
  const span = `${steps} ${grain}${steps === 1 ? "" : "s"}`;
  return {
    cadence: fitting(days[grain] * steps),
    reason: `It takes about ${span} to move by more than its own noise.`,
  };
};
