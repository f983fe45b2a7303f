import type { Spot } from "./spark.ts";

/** What a chart of a key result is drawn from; instants in epoch ms, values in the KPI's unit. */
export interface KeyResultDrawing {
  window: { start: number; end: number };
  baseline: number | null;
  target: number;
  observations: readonly { end: number; value: number | null; current: boolean }[];
  /** Where it should be at the end of each observation. */
  expected: readonly (number | null)[];
  now: number;
}

/** Everything drawn, in a frame of `width` by `height`. */
export interface KeyResultPicture {
  /** Whole periods only; a gap breaks the line. */
  lines: Spot[][];
  /** The way it should take, from the first day of the window to the last. */
  expected: Spot[];
  target: number;
  baseline: number | null;
  /** Where now is; null when it lies outside. */
  now: number | null;
  /** The x of any instant. */
  xOf: (at: number) => number;
}

const margin = 8;

/** Places a key result in a frame: time from the window, values around baseline, target and everything observed. */
export const keyResultPicture = (drawing: KeyResultDrawing, width: number, height: number): KeyResultPicture => {
  const { window, baseline, target, observations, expected, now } = drawing;
  const values = observations.flatMap(({ value, current }) => (value === null || current ? [] : [value]));
  const all = [target, ...(baseline === null ? [] : [baseline]), ...values];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const spread = most - least || Math.abs(most) || 1;
  const xOf = (at: number): number =>
    margin + ((at - window.start) / (window.end - window.start)) * (width - 2 * margin);
  const yOf = (value: number): number =>
    height - margin - ((value - least + spread * 0.05) / (spread * 1.1)) * (height - 2 * margin);
  const lines: Spot[][] = [[]];
  for (const { end, value, current } of observations)
    if (value === null || current) lines.push([]);
    else lines.at(-1)?.push({ x: xOf(end), y: yOf(value) });
  const way = observations.flatMap(({ end }, index): Spot[] => {
    const value = expected[index] ?? null;
    return value === null || end > window.end ? [] : [{ x: xOf(end), y: yOf(value) }];
  });
  const start = baseline === null ? target : baseline;
  return {
    lines: lines.filter((line) => line.length > 0),
    expected: [{ x: xOf(window.start), y: yOf(start) }, ...way, { x: xOf(window.end), y: yOf(target) }],
    target: yOf(target),
    baseline: baseline === null ? null : yOf(baseline),
    now: now > window.start && now < window.end ? xOf(now) : null,
    xOf,
  };
};
