import { referenceText } from "./data.ts";

/** A univariate series of the Turing Change Point Dataset with the change points each annotator marked. */
export interface AnnotatedSeries {
  name: string;
  values: (number | null)[];
  /** Periods in a season: 12 for months, else 1. */
  period: number;
  annotations: readonly (readonly number[])[];
}

interface DatasetFile {
  name: string;
  time?: { format?: string };
  series: { raw: (number | null)[] }[];
}

/** All univariate series that are there. */
export const annotatedSeries = (): AnnotatedSeries[] => {
  const annotations = JSON.parse(referenceText("tcpd/annotations.json")) as Record<string, Record<string, number[]>>;
  return Object.entries(annotations).flatMap(([name, marks]) => {
    const { time, series } = JSON.parse(referenceText(`tcpd/datasets/${name}.json`)) as DatasetFile;
    const [only, ...others] = series;
    if (only === undefined || others.length > 0) return [];
    return [{ name, values: only.raw, period: time?.format === "%Y-%m" ? 12 : 1, annotations: Object.values(marks) }];
  });
};

/** Marks closer than this are the same. */
const margin = 5;

/** How many marks have a found change within the margin, each found change serving one mark. */
const matches = (marks: ReadonlySet<number>, found: ReadonlySet<number>): number => {
  const left = new Set(found);
  let count = 0;
  for (const mark of [...marks].sort((a, b) => a - b)) {
    const near = [...left].filter((one) => Math.abs(one - mark) <= margin);
    const nearest = near.sort((a, b) => Math.abs(a - mark) - Math.abs(b - mark))[0];
    if (nearest === undefined) continue;
    left.delete(nearest);
    count += 1;
  }
  return count;
};

/**
 * F1 of found change points (van den Burg & Williams 2020, "An evaluation of change point detection algorithms"): index 0
 * counts as one, precision is against the union of all annotators, recall is averaged over them.
 */
export const f1 = (annotations: readonly (readonly number[])[], found: readonly number[]): number => {
  const all = new Set([0, ...found]);
  const marks = annotations.map((one) => new Set([0, ...one]));
  const union = new Set(marks.flatMap((one) => [...one]));
  const precision = matches(union, all) / all.size;
  const recall = marks.reduce((sum, one) => sum + matches(one, all) / one.size, 0) / marks.length;
  return (2 * precision * recall) / (precision + recall);
};

const stretches = (cuts: readonly number[], length: number): [number, number][] => {
  const bounds = [...new Set([0, ...cuts.filter((cut) => cut > 0 && cut < length), length])].sort((a, b) => a - b);
  return bounds.slice(1).map((end, index) => [bounds[index] ?? 0, end]);
};

/** Covering of the annotators' segments by the found ones, the best overlap of each weighed by its length, averaged. */
export const cover = (
  annotations: readonly (readonly number[])[],
  found: readonly number[],
  length: number,
): number => {
  const segments = stretches(found, length);
  const overlap = ([a, b]: [number, number], [c, d]: [number, number]): number => {
    const shared = Math.max(0, Math.min(b, d) - Math.max(a, c));
    return shared / (b - a + d - c - shared);
  };
  const covered = annotations.map((marks) =>
    stretches(marks, length).reduce(
      (sum, part) => sum + ((part[1] - part[0]) / length) * Math.max(...segments.map((one) => overlap(part, one))),
      0,
    ),
  );
  return covered.reduce((sum, value) => sum + value, 0) / covered.length;
};
