import type { Direction } from "../metric/direction.ts";
import type { Observation } from "../series/observation.ts";

/** The difference between two observations; each part is null when it cannot be said. */
export interface Delta {
  /** In value units. */
  absolute: number | null;
  /** Share of the earlier value's size; null when that is zero. */
  relative: number | null;
  /** Percentage points, for shares only. */
  points: number | null;
  /** Whether the later value is the better one, by the direction; null when no direction is good or nothing moved. */
  better: boolean | null;
  /** Why there is no difference: a value is missing, or one of the two periods is partial and the other whole (T3). */
  missing: "value" | "not_like_for_like" | null;
}

/** What a comparison has to know about the metric, and whether the earlier observation covers only the elapsed part. */
export interface ComparisonRule {
  direction: Direction;
  /** Values are shares (0.8 is 80 %). */
  share: boolean;
  /** The earlier observation was cut to the same elapsed part as the later one. */
  likeForLike: boolean;
}

const nothing = (missing: Delta["missing"]): Delta => ({
  absolute: null,
  relative: null,
  points: null,
  better: null,
  missing,
});

const isBetter = (change: number, direction: Direction): boolean | null => {
  if (change === 0 || direction === "neutral" || direction === "in_range") return null;
  return change > 0 === (direction === "up_is_good");
};

/** Compares an observation with an earlier one, or with none; a period that is not over only like for like. */
export const compareObservations = (
  later: Observation | null,
  earlier: Observation | null,
  rule: ComparisonRule,
): Delta => {
  if (later === null || earlier === null || later.value === null || earlier.value === null) return nothing("value");
  if (later.current && !rule.likeForLike) return nothing("not_like_for_like");
  const absolute = later.value - earlier.value;
  return {
    absolute,
    relative: earlier.value === 0 ? null : absolute / Math.abs(earlier.value),
    points: rule.share ? absolute * 100 : null,
    better: isBetter(absolute, rule.direction),
    missing: null,
  };
};
