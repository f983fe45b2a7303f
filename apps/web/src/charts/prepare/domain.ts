/** What a value axis must show and may show; numbers as stored, before the unit's scale. */
export interface DomainWishes {
  /** Always shown. */
  values: readonly number[];
  /** Always shown: targets and control limits. */
  references: readonly number[];
  /** Shown when near: where one status ends and the next begins, and the value of a period that is not over. */
  guests: readonly number[];
  /** Whether values are shares, which never leave 0 to 1 unless a value does. */
  share: boolean;
}

/** A value axis from `low` to `high`; `zeroBased` tells whether it starts at zero, which the page says when it does not. */
export interface ValueDomain {
  low: number;
  high: number;
  zeroBased: boolean;
}

/** Guests this many spans away from the data still come into view. */
const nearEnough = 0.5;
/** Air above and below, as a part of the span. */
const air = 0.08;
/** Zero comes into view when it costs at most this part of the highest value. */
const cheapZero = 0.4;

const withWidth = (low: number, high: number): [number, number] => {
  if (high > low) return [low, high];
  const half = low === 0 ? 0.5 : Math.abs(low) * 0.05;
  return [low - half, high + half];
};

/** Widens a span to those guests that lie within half of it; the others would flatten what it is about. */
export const includeNear = ([low, high]: readonly [number, number], guests: readonly number[]): [number, number] => {
  const reach = (high - low) * nearEnough;
  const near = guests.filter((each) => each >= low - reach && each <= high + reach);
  return [Math.min(low, ...near), Math.max(high, ...near)];
};

const withAir = (low: number, high: number, floor: boolean, ceiling: boolean, share: boolean): [number, number] => {
  const pad = (high - low) * air;
  const below = floor ? Math.max(0, low - pad) : low - pad;
  const above = ceiling ? Math.min(0, high + pad) : high + pad;
  return share && high <= 1 ? [below, Math.min(1, above)] : [below, above];
};

/**
 * The value axis of a line chart. A line shows change, so the axis need not start at zero: it does when zero is near
 * (at most 40 % of the height is given away for it), otherwise it spans data, targets and near guests with a little air.
 */
export const valueDomain = ({ values, references, guests, share }: DomainWishes): ValueDomain => {
  const shown = [...values, ...references].filter(Number.isFinite);
  if (shown.length === 0) return { low: 0, high: 1, zeroBased: true };
  const lowest = shown.reduce((one, other) => Math.min(one, other));
  const highest = shown.reduce((one, other) => Math.max(one, other));
  if (lowest === 0 && highest === 0) return { low: 0, high: 1, zeroBased: true };
  const near = includeNear(withWidth(lowest, highest), guests.filter(Number.isFinite));
  let [low, high] = withAir(near[0], near[1], lowest >= 0, highest <= 0, share);
  if (lowest >= 0 && low <= high * cheapZero) low = 0;
  if (highest <= 0 && high >= low * cheapZero) high = 0;
  return { low, high, zeroBased: low === 0 || high === 0 };
};
