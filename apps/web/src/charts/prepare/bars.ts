/** The span bars share; it always contains zero, because the length of a bar is its value. */
export interface BarScale {
  low: number;
  high: number;
}

/** A bar in per cent of its track: where it starts, how long it is, and where its value ends. */
export interface Bar {
  start: number;
  length: number;
  tip: number;
}

/** The scale all bars of a table share; missing and infinite values have no say. */
export const barScale = (values: readonly (number | null)[]): BarScale => {
  const finite = values.filter((value) => value !== null).filter(Number.isFinite);
  return {
    low: finite.reduce((one, other) => Math.min(one, other), 0),
    high: finite.reduce((one, other) => Math.max(one, other), 0),
  };
};

/** The bar of a value from zero; a missing value, or a scale without width, has length zero. */
export const barOf = (value: number | null, { low, high }: BarScale): Bar => {
  const width = high - low;
  const place = (at: number): number => (width > 0 ? (100 * (Math.min(high, Math.max(low, at)) - low)) / width : 0);
  const zero = place(0);
  if (value === null || !Number.isFinite(value)) return { start: zero, length: 0, tip: zero };
  const tip = place(value);
  return { start: Math.min(zero, tip), length: Math.abs(tip - zero), tip };
};
