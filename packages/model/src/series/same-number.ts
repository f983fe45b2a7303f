/** Relative difference below which two sums of doubles are the same number, added up in another order. */
const rounding = 1e-12;

/** Whether two values say the same; null is only the same as null. */
export const sameNumber = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= rounding * Math.max(Math.abs(a), Math.abs(b)));
