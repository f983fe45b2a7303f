import type { ReviewKpi } from "@sextant/model/practice/review-kpi";

/** A line chart in points from the top left: the stretches of the line, where the target runs, and the labels of both axes. */
export interface LineChart {
  /** Stretches without a gap. */
  lines: readonly (readonly (readonly [number, number])[])[];
  targets: readonly (readonly (readonly [number, number])[])[];
  low: number;
  high: number;
}

const stretchesOf = (
  values: readonly (number | null)[],
  at: (value: number, index: number) => readonly [number, number],
): LineChart["lines"] => {
  const stretches: (readonly [number, number])[][] = [];
  let open: (readonly [number, number])[] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) {
      if (open.length > 0) stretches.push(open);
      open = [];
    } else open.push(at(value, index));
  }
  if (open.length > 0) stretches.push(open);
  return stretches;
};

/** Lays the whole periods of a trend out in a box; null when there is no value. */
export const lineChartOf = ({ trend }: ReviewKpi, width: number, height: number): LineChart | null => {
  const shown = trend.series.map(({ value, current }) => (current ? null : value));
  const all = [...shown, ...trend.targets].filter((value) => value !== null);
  if (!shown.some((value) => value !== null)) return null;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  const [bottom, top] = [low - room, high + room];
  const step = width / Math.max(1, shown.length - 1);
  const at = (value: number, index: number): readonly [number, number] => [
    index * step,
    height - ((value - bottom) / (top - bottom)) * height,
  ];
  return { lines: stretchesOf(shown, at), targets: stretchesOf(trend.targets, at), low, high };
};
