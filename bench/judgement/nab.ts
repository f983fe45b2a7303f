import { hasReference, referenceText } from "./data.ts";

/** A file of the Numenta Anomaly Benchmark, with the windows in which people saw an anomaly. */
export interface LabelledSeries {
  name: string;
  values: number[];
  /** Minutes since 1970, as written. */
  times: number[];
  /** First and last index of each window. */
  windows: [number, number][];
  /** Detections before this index do not count: min(15 % of all, 750). */
  probation: number;
}

/** All labelled files that are there. */
export const labelledSeries = (): LabelledSeries[] => {
  const labels = JSON.parse(referenceText("nab/labels/combined_windows.json")) as Record<string, [string, string][]>;
  return Object.entries(labels).flatMap(([name, spans]) => {
    if (!hasReference(`nab/data/${name}`)) return [];
    const rows = referenceText(`nab/data/${name}`).trim().split("\n").slice(1);
    const stamps = rows.map((row) => row.slice(0, 19));
    const indexOf = (stamp: string): number => stamps.indexOf(stamp.slice(0, 19));
    return [
      {
        name,
        values: rows.map((row) => Number(row.slice(row.indexOf(",") + 1))),
        times: stamps.map((stamp) => Date.parse(`${stamp.replace(" ", "T")}Z`) / 60_000),
        windows: spans.map(([from, to]): [number, number] => [indexOf(from), indexOf(to)]),
        probation: Math.floor(Math.min(0.15 * rows.length, 750)),
      },
    ];
  });
};

/** What hits, false alarms and misses weigh. */
export interface Profile {
  hit: number;
  falseAlarm: number;
  miss: number;
}

/** The three profiles of NAB 1.1. */
export const profiles = {
  standard: { hit: 1, falseAlarm: 0.11, miss: 1 },
  lowFalseAlarms: { hit: 1, falseAlarm: 0.22, miss: 1 },
  lowMisses: { hit: 1, falseAlarm: 0.11, miss: 2 },
} as const satisfies Record<string, Profile>;

/** 1 at the start of a window falling to 0 at its end and −1 beyond it (Lavin & Ahmad 2015). */
const sigmoid = (position: number): number => (position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1);

type Scored = Pick<LabelledSeries, "windows" | "probation">;

/**
 * The raw score of a file: the earliest hit of each window by its place in it, −miss for a window without one, and every
 * detection outside by its distance past the window before it, in widths of that window.
 */
const rawScore = ({ windows, probation }: Scored, found: readonly number[], profile: Profile): number => {
  const hits = windows.map(() => -profile.miss);
  let outside = 0;
  for (const index of found) {
    if (index < probation) continue;
    const inside = windows.findIndex(([from, to]) => index >= from && index <= to);
    const [from, to] = windows[inside] ?? [0, 0];
    if (inside >= 0) {
      const score = (sigmoid(-(to - index + 1) / (to - from + 1)) * profile.hit) / sigmoid(-1);
      hits[inside] = Math.max(hits[inside] ?? 0, score);
      continue;
    }
    const before = windows.filter(([, end]) => end < index).at(-1);
    outside +=
      profile.falseAlarm * (before === undefined ? -1 : sigmoid((index - before[1]) / (before[1] - before[0])));
  }
  return hits.reduce((sum, hit) => sum + hit, outside);
};

/** The NAB score over files: 0 for finding nothing, 100 for all windows at their start and no false alarm. */
export const nabScore = (files: readonly Scored[], found: readonly (readonly number[])[], profile: Profile): number => {
  const windows = files.reduce((sum, file) => sum + file.windows.length, 0);
  const raw = files.reduce((sum, file, index) => sum + rawScore(file, found[index] ?? [], profile), 0);
  return (100 * (raw + profile.miss * windows)) / (windows * (profile.hit + profile.miss));
};
