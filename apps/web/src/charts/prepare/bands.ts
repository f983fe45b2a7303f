import type { BandView } from "@sextant/model/api/answers/tile";
import type { ValueDomain } from "./domain.ts";

/** The part of a status band that lies on the axis; numbers as stored, `low` below `high`. */
export interface VisibleBand {
  status: BandView["status"];
  low: number;
  high: number;
}

/** Bands cut to the axis, lowest first; those outside it, or without height, are left out. */
export const visibleBands = (bands: readonly BandView[], { low, high }: ValueDomain): VisibleBand[] =>
  bands
    .map(({ status, from, to }) => ({
      status,
      low: Math.max(low, from ?? Number.NEGATIVE_INFINITY),
      high: Math.min(high, to ?? Number.POSITIVE_INFINITY),
    }))
    .filter((band) => band.high > band.low)
    .toSorted((one, other) => one.low - other.low);

/** Finite ends of bands, each once, ascending. */
export const bandBoundaries = (bands: readonly BandView[]): number[] => {
  const ends = bands.flatMap(({ from, to }) => [from, to]).filter((end) => end !== null);
  return [...new Set(ends)].toSorted((one, other) => one - other);
};

/** A band in words with its exact inclusivity (S1): `≥ 80%`, `75% to below 80%`, `any value`. */
export const bandText = (band: BandView, write: (value: number) => string): string => {
  const { from, to, fromInclusive, toInclusive } = band;
  if (from === null && to === null) return "any value";
  if (from === null) return to === null ? "" : `${toInclusive ? "≤" : "<"} ${write(to)}`;
  if (to === null) return `${fromInclusive ? "≥" : ">"} ${write(from)}`;
  if (from === to) return `exactly ${write(from)}`;
  return `${fromInclusive ? "" : "above "}${write(from)} to ${toInclusive ? "" : "below "}${write(to)}`;
};
