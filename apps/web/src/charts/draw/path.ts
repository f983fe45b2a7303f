import type { Spot } from "../prepare/spark.ts";

const tenths = (pixels: number): number => Math.round(pixels * 10) / 10;

/** The `d` of a straight line through pixel spots; empty for none. Own code, for d3-shape is 4 kB of the first screen. */
export const pathThrough = (spots: readonly Spot[]): string =>
  spots.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${tenths(x)},${tenths(y)}`).join("");
