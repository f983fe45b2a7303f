import type { SourceHealth } from "@sextant/model/source/health";

/** Rows of one day that came with one landing; instants in epoch ms. */
export interface DayShare {
  /** Start and end of the day. */
  start: number;
  end: number;
  landedAt: number;
  rows: number;
}

const day = 86_400_000;
/** Days after a day that are followed. */
const followed = 7;
/** After so many days a day counts as complete. */
const completeAfter = 14;

/**
 * How much of a day's rows had landed by the end of that day (0) and of the days after it, over all days that are complete by now and were
 * watched from their beginning: what was there before the first landing came as history and says nothing about lateness.
 */
export const learnCompleteness = (shares: readonly DayShare[], now: number): SourceHealth["completeness"] => {
  const first = Math.min(...shares.map(({ landedAt }) => landedAt));
  const watched = shares.filter(({ start, end }) => start >= first && end + completeAfter * day <= now);
  const total = watched.reduce((sum, { rows }) => sum + rows, 0);
  if (total === 0) return [];
  const days = new Set(watched.map(({ start }) => start)).size;
  return Array.from({ length: followed + 1 }, (_, after) => {
    const there = watched.filter(({ end, landedAt }) => landedAt <= end + after * day);
    return { day: after, share: there.reduce((sum, { rows }) => sum + rows, 0) / total, days };
  });
};
