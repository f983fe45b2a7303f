import type { TooLittleData } from "../describe/too-little-data.ts";
import type { Design } from "../intervention/least-squares.ts";
import { estimateOver } from "../intervention/memories.ts";

/** Two series over the same periods, oldest first; null where nothing was observed. */
export interface Led {
  values: readonly (number | null)[];
  /** Share of what was due that was done, 0 to 1. */
  adherence: readonly (number | null)[];
  /** Periods until it shows. */
  lag: number;
}

/** How far the series moves from never to always. */
export interface LeadEffect {
  kind: "effect";
  /** In the unit of the series. */
  estimate: number;
  interval: readonly [number, number];
  confidence: number;
  /** Periods with a value and the adherence before it. */
  periods: number;
}

/** Fewest pairs: with fewer, the memory of the errors cannot be told from the effect. */
const fewest = 12;

/** Pairs from which on a trend is told apart, so that two things that both grow do not pass for a lead. */
const enoughForTrend = 16;

const confidence = 0.95;

/** The regression of a series on what was done `lag` periods before, with a trend where there is enough. */
export const leadDesign = ({ values, adherence, lag }: Led): Design => {
  const rows = values.flatMap((value, position) => {
    const before = position < lag ? null : (adherence[position - lag] ?? null);
    return value === null || before === null ? [] : [{ position, value, before }];
  });
  const ones = rows.map(() => 1);
  const trend = rows.length >= enoughForTrend ? [rows.map(({ position }) => position / values.length - 0.5)] : [];
  return {
    positions: rows.map(({ position }) => position),
    values: rows.map(({ value }) => value),
    columns: [ones, ...trend, rows.map(({ before }) => before)],
  };
};

/**
 * The lagged effect of adherence: value(t) = a + b t + c adherence(t − lag) + e(t) with stationary AR(1) errors, the memory
 * averaged over as for interventions (Zellner 1971, §4). Where adherence never changes nothing can be told, however long it is.
 */
export const leadOf = (led: Led): LeadEffect | TooLittleData => {
  const design = leadDesign(led);
  const periods = design.values.length;
  if (periods < fewest) return { kind: "too_little_data", have: periods, need: fewest };
  const found = estimateOver(design, confidence);
  if (found === null) return { kind: "too_little_data", have: periods, need: periods + 1 };
  return { kind: "effect", ...found, confidence, periods };
};
