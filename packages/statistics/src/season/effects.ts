import { mean, squares } from "../describe/values.ts";
import { studentQuantile } from "../distribution/student.ts";

/** How much the values under one label lie above (or below) what is usual around them. */
export interface Effect {
  label: string;
  /** In the units of the values; the effects of all labels, weighted by their values, add up to zero. */
  effect: number;
  /** Where the effect lies at 95 % (Student's t), for independent deviations. */
  within95: { lower: number; upper: number };
  count: number;
}

/** Fewer than three values under a label say nothing about their spread. */
const neededValues = 3;

/** Deviations from the centred mean of `width` values around, null where any of them is missing. */
const deviations = (values: readonly (number | null)[], width: number): (number | null)[] => {
  const half = Math.floor(width / 2);
  return values.map((value, index) => {
    const around = values.slice(Math.max(index - half, 0), index + half + 1).filter((one) => one !== null);
    return value === null || around.length < 2 * half + 1 ? null : value - mean(around);
  });
};

/**
 * Effects of weekdays, holidays or any other label a value may carry: the mean deviation from a centred mean over one cycle
 * (7 for days), less the mean of all. Labels with fewer than three such values are left out. An even width loses its middle
 * and is widened by one.
 */
export const labelEffects = (
  values: readonly (number | null)[],
  labels: readonly string[],
  width: number,
): Effect[] => {
  const byLabel = new Map<string, number[]>();
  const all: number[] = [];
  for (const [index, deviation] of deviations(values, width).entries()) {
    const label = labels[index];
    if (deviation === null || label === undefined) continue;
    all.push(deviation);
    byLabel.set(label, [...(byLabel.get(label) ?? []), deviation]);
  }
  const usual = mean(all);
  return [...byLabel].flatMap(([label, own]): Effect[] => {
    if (own.length < neededValues) return [];
    const centre = mean(own);
    const spread = Math.sqrt(squares(own, centre) / (own.length - 1) / own.length);
    const reach = studentQuantile({ upper: 0.025 }, own.length - 1) * spread;
    const effect = centre - usual;
    return [{ label, effect, within95: { lower: effect - reach, upper: effect + reach }, count: own.length }];
  });
};
