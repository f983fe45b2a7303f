/** The value at an index that the caller knows to lie inside the row. */
export const at = (values: ArrayLike<number>, index: number): number => values[index] as number;

/** Arithmetic mean; NaN of none. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sum of squared distances from a value. */
export const squares = (values: readonly number[], around: number): number =>
  values.reduce((sum, value) => sum + (value - around) ** 2, 0);
