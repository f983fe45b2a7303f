import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A competition series: what was known, what came, and the period that its scale is measured by. */
export interface Contest {
  history: number[];
  outcome: number[];
  /** Lag of the naive forecast that scaled errors are divided by. */
  scaleLag: number;
}

/** A set of series of one grain with the periods that this grain may repeat at. */
export interface Corpus {
  name: string;
  periods: number[];
  contests: Contest[];
}

interface Line {
  period: string;
  freq: number;
  x: number[];
  xx: number[];
}

const folder = process.env.SEXTANT_DATA ?? fileURLToPath(new URL("../../shared/data", import.meta.url));

/** Whether the reference series are there; they are not part of the repository. */
export const present = existsSync(`${folder}/m3/m3.jsonl`);

const corpus = (name: string, file: string, period: string, periods: number[]): Corpus => ({
  name,
  periods,
  contests: readFileSync(`${folder}/${file}`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.period === period)
    .map(({ x, xx, freq }) => ({ history: x, outcome: xx, scaleLag: freq })),
});

/** The corpora that forecasts are scored on, each by its grain. */
export const corpora = (): Corpus[] => [
  corpus("M3 monthly", "m3/m3.jsonl", "MONTHLY", [12]),
  corpus("M3 quarterly", "m3/m3.jsonl", "QUARTERLY", [4]),
  corpus("M3 yearly", "m3/m3.jsonl", "YEARLY", []),
  corpus("M4 weekly", "m4/m4_weekly.jsonl", "WEEKLY", [52]),
  corpus("M4 hourly", "m4/m4_hourly.jsonl", "HOURLY", [24, 168]),
  corpus("M1 monthly", "m1/m1.jsonl", "MONTHLY", [12]),
  corpus("M1 quarterly", "m1/m1.jsonl", "QUARTERLY", [4]),
  corpus("M1 yearly", "m1/m1.jsonl", "YEARLY", []),
];
