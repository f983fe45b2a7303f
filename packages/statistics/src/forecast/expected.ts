/** Both ends belong to it. */
export interface Interval {
  lower: number;
  upper: number;
}

/** A value not yet known, in the units of its series: the middle of what may come, and where 80 % and 95 % of it lies. */
export interface Expected {
  value: number;
  within80: Interval;
  within95: Interval;
}

/** What values of the series can be at all: 0 and null for a count, 0 and 1 for a share; null is no bound. */
export interface Domain {
  lower: number | null;
  upper: number | null;
}

/** The nearest value that the domain allows. */
const clamp = (value: number, { lower, upper }: Domain): number =>
  Math.min(Math.max(value, lower ?? Number.NEGATIVE_INFINITY), upper ?? Number.POSITIVE_INFINITY);

/** The same expectation with nothing outside the domain. */
export const clampExpected = ({ value, within80, within95 }: Expected, domain: Domain): Expected => {
  const inside = ({ lower, upper }: Interval): Interval => ({
    lower: clamp(lower, domain),
    upper: clamp(upper, domain),
  });
  return { value: clamp(value, domain), within80: inside(within80), within95: inside(within95) };
};
