import { line } from "d3-shape";
import type { Spot } from "../prepare/spark.ts";

const draw = line<Spot>(
  (spot) => spot.x,
  (spot) => spot.y,
).digits(1);

/** The `d` of a straight line through pixel spots; empty for none. */
export const pathThrough = (spots: readonly Spot[]): string => draw(spots) ?? "";
