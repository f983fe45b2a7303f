/** What the bars of a table share: where they begin, and the span of their values. */
export interface BarScale {
  low: number;
  high: number;
  /** Where every bar begins: zero, or the value of the whole when bars show the distance from it. */
  origin: number;
}

/** A bar in per cent of its track: where it starts and how long it is. */
export interface Bar {
  start: number;
  length: number;
}

/**
 * The scale all bars of a table share. A whole that lies among its slices is an average of them, so bars show how far a
 * slice is from it; otherwise slices are parts of it, and bars begin at zero because their length is their value.
 */
export const barScale = (values: readonly (number | null)[], whole: number | null): BarScale => {
  const finite = values.filter((value) => value !== null).filter(Number.isFinite);
  const low = finite.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const high = finite.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  if (whole !== null && low < whole && whole < high) return { low, high, origin: whole };
  return { low: Math.min(0, low), high: Math.max(0, high), origin: 0 };
};

/** The bar of a value; a missing value, or a scale without width, has length zero. */
export const barOf = (value: number | null, { low, high, origin }: BarScale): Bar => {
  const width = high - low;
  const place = (at: number): number =>
    width > 0 && Number.isFinite(width) ? (100 * (Math.min(high, Math.max(low, at)) - low)) / width : 0;
  const from = place(origin);
  const to = value === null || !Number.isFinite(value) ? from : place(value);
  return { start: Math.min(from, to), length: Math.abs(to - from) };
};
