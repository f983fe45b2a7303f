import { type Colour, type ColourBands, colours } from "./bands.ts";
import { everything, type Interval, intersection, isEmpty } from "./interval.ts";

/** A stretch that no colour covers, or that two colours claim. */
export type CoverageFault =
  | { kind: "gap"; interval: Interval }
  | { kind: "overlap"; interval: Interval; colours: [Colour, Colour] };

interface Claim {
  colour: Colour;
  interval: Interval;
}

const byLowerEnd = ({ interval: a }: Claim, { interval: b }: Claim): number => {
  if (a.from === null || b.from === null) return (a.from === null ? 0 : 1) - (b.from === null ? 0 : 1);
  return a.from - b.from || Number(b.fromInclusive) - Number(a.fromInclusive);
};

/** What lies above everything up to and with `interval`; null when it reaches up without end. */
const above = (interval: Interval): Interval | null =>
  interval.to === null ? null : { ...everything, from: interval.to, fromInclusive: !interval.toInclusive };

const below = (interval: Interval): Interval | null =>
  interval.from === null ? null : { ...everything, to: interval.from, toInclusive: !interval.fromInclusive };

const findGaps = (claims: readonly Claim[]): CoverageFault[] => {
  const gaps: CoverageFault[] = [];
  let uncovered: Interval | null = everything;
  for (const { interval } of claims) {
    if (uncovered === null) break;
    const under = below(interval);
    const gap = under === null ? null : intersection(uncovered, under);
    if (gap !== null && !isEmpty(gap)) gaps.push({ kind: "gap", interval: gap });
    const over = above(interval);
    uncovered = over === null ? null : intersection(uncovered, over);
  }
  return uncovered === null ? gaps : [...gaps, { kind: "gap", interval: uncovered }];
};

/** Every gap and overlap of the bands across the whole number line (S1), from low to high. */
export const findCoverageFaults = (bands: ColourBands): CoverageFault[] => {
  const claims = colours.flatMap((colour) => bands[colour].map((interval) => ({ colour, interval }))).sort(byLowerEnd);
  const overlaps = claims.flatMap((claim, index) =>
    claims.slice(index + 1).flatMap((other): CoverageFault[] => {
      const interval = intersection(claim.interval, other.interval);
      if (claim.colour === other.colour || isEmpty(interval)) return [];
      return [{ kind: "overlap", interval, colours: [claim.colour, other.colour] }];
    }),
  );
  return [...findGaps(claims), ...overlaps];
};
