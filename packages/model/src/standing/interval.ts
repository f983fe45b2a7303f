/** A stretch of the number line in plain data; null means unbounded on that side. */
export interface Interval {
  from: number | null;
  to: number | null;
  fromInclusive: boolean;
  toInclusive: boolean;
}

/** The whole line. */
export const everything: Interval = { from: null, to: null, fromInclusive: false, toInclusive: false };

/**
 * Values closer than this, relative to their size, count as equal: sums and quotients of doubles differ in the last
 * bits (0.1 + 0.2 is not 0.3), and a boundary must not be crossed by rounding.
 */
const relativeRounding = 1e-12;

/** Negative, zero or positive as `a` lies below, on or above `b`, up to the rounding of doubles. */
export const compareValues = (a: number, b: number): number =>
  Math.abs(a - b) <= relativeRounding * Math.max(Math.abs(a), Math.abs(b)) ? 0 : a - b;

const reachesDownTo = (interval: Interval, value: number): boolean => {
  if (interval.from === null) return true;
  const side = compareValues(value, interval.from);
  return side > 0 || (side === 0 && interval.fromInclusive);
};

const reachesUpTo = (interval: Interval, value: number): boolean => {
  if (interval.to === null) return true;
  const side = compareValues(value, interval.to);
  return side < 0 || (side === 0 && interval.toInclusive);
};

/** Whether the value lies in the interval. */
export const contains = (interval: Interval, value: number): boolean =>
  reachesDownTo(interval, value) && reachesUpTo(interval, value);

/** Whether any value lies in the interval. */
export const isEmpty = ({ from, to, fromInclusive, toInclusive }: Interval): boolean =>
  from !== null && to !== null && (from > to || (from === to && !(fromInclusive && toInclusive)));

const higherFrom = (a: Interval, b: Interval): Interval => {
  if (a.from === null) return b;
  if (b.from === null || a.from > b.from) return a;
  return a.from === b.from && !a.fromInclusive ? a : b;
};

const lowerTo = (a: Interval, b: Interval): Interval => {
  if (a.to === null) return b;
  if (b.to === null || a.to < b.to) return a;
  return a.to === b.to && !a.toInclusive ? a : b;
};

/** What lies in both; possibly empty. */
export const intersection = (a: Interval, b: Interval): Interval => {
  const low = higherFrom(a, b);
  const high = lowerTo(a, b);
  return { from: low.from, fromInclusive: low.fromInclusive, to: high.to, toInclusive: high.toInclusive };
};

/** The same stretch with each end moved by a rising function, e.g. into other units. */
export const mapEnds = (interval: Interval, move: (end: number) => number): Interval => ({
  ...interval,
  from: interval.from === null ? null : move(interval.from),
  to: interval.to === null ? null : move(interval.to),
});

/** The interval with both ends moved outwards by a margin; the moved ends stay as inclusive as they were. */
export const widened = (interval: Interval, margin: number): Interval => ({
  ...interval,
  from: interval.from === null ? null : interval.from - margin,
  to: interval.to === null ? null : interval.to + margin,
});
