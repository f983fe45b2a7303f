import type { Observation } from "../series/observation.ts";

/** One past period under both versions of the definitions; null where there is no value. Instants in epoch ms. */
export interface EffectPoint {
  periodKey: string;
  start: number;
  end: number;
  before: number | null;
  after: number | null;
}

/** One value that moved: `absolute` is after minus before, `relative` is by the size of before and null when that is zero. */
export interface Move {
  periodKey: string;
  before: number;
  after: number;
  absolute: number;
  relative: number | null;
}

/** What a change of definitions does to the past values of one series. */
export interface SeriesEffect {
  /** Past periods that have a value before or after, ascending. */
  points: EffectPoint[];
  /** How many of them have another value. */
  moved: number;
  /** How many have a value only after, and only before. */
  appeared: number;
  disappeared: number;
  /** The median size of the moves, without signs; null when nothing moved. */
  median: { absolute: number; relative: number | null } | null;
  /** The move that is largest in value, the latest of equals. */
  largest: Move | null;
}

/** Relative difference below which two sums of doubles are the same number, added up in another order. */
const rounding = 1e-12;

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= rounding * Math.max(Math.abs(a), Math.abs(b));

const medianOf = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

const pointsOf = (before: readonly Observation[], after: readonly Observation[]): EffectPoint[] => {
  const points = new Map<string, EffectPoint>();
  for (const { periodKey, start, end, value, current } of before)
    if (!current) points.set(periodKey, { periodKey, start, end, before: value, after: null });
  for (const { periodKey, start, end, value, current } of after)
    if (!current)
      points.set(periodKey, { periodKey, start, end, before: points.get(periodKey)?.before ?? null, after: value });
  return [...points.values()]
    .filter((point) => point.before !== null || point.after !== null)
    .sort((a, b) => a.start - b.start);
};

const moveOf = ({ periodKey, before, after }: EffectPoint): Move | null => {
  if (before === null || after === null || isSame(before, after)) return null;
  const absolute = after - before;
  return { periodKey, before, after, absolute, relative: before === 0 ? null : absolute / Math.abs(before) };
};

/**
 * Sets the past values of a series under two versions of the definitions side by side, by the key of the period. Periods that are
 * not over are left out (T3); so is a difference that is only the rounding of a sum.
 */
export const compareSeries = (before: readonly Observation[], after: readonly Observation[]): SeriesEffect => {
  const points = pointsOf(before, after);
  const moves = points.map(moveOf).filter((move) => move !== null);
  const size = medianOf(moves.map(({ absolute }) => Math.abs(absolute)));
  const relative = medianOf(moves.flatMap((move) => (move.relative === null ? [] : [Math.abs(move.relative)])));
  return {
    points,
    moved: moves.length,
    appeared: points.filter((point) => point.before === null).length,
    disappeared: points.filter((point) => point.after === null).length,
    median: size === null ? null : { absolute: size, relative },
    largest: moves.reduce<Move | null>(
      (most, move) => (most === null || Math.abs(move.absolute) >= Math.abs(most.absolute) ? move : most),
      null,
    ),
  };
};
