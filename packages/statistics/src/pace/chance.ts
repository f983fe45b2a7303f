import { normalQuantile, normalTails } from "../distribution/normal.ts";
import type { Expected } from "../forecast/expected.ts";

/** How many standard deviations hold 80 % and 95 % of a normal law. */
const [normal80, normal95] = [normalQuantile({ upper: 0.1 }), normalQuantile({ upper: 0.025 })];

/**
 * Chance that the outcome lies below a value. Distances from the middle become normal ones: within the 80 % interval in
 * proportion to its reach, beyond it by the power that meets the 95 % interval, z = z₈₀ (d / r₈₀)^κ with
 * κ = ln(z₉₅ / z₈₀) / ln(r₉₅ / r₈₀). Intervals that are not cut at a
 * domain are meant; one without width is a certainty.
 */
export const chanceBelow = ({ value, within80, within95 }: Expected, limit: number): number => {
  if (limit === value) return 0.5;
  const above = limit > value;
  const distance = Math.abs(limit - value);
  const reach80 = above ? within80.upper - value : value - within80.lower;
  const reach95 = above ? within95.upper - value : value - within95.lower;
  if (!(reach80 > 0) || !(reach95 > reach80)) return above ? 1 : 0;
  const power = distance < reach80 ? 1 : Math.log(normal95 / normal80) / Math.log(reach95 / reach80);
  const point = normal80 * (distance / reach80) ** power;
  return normalTails(above ? point : -point).lower;
};
