import type { Observation } from "@sextant/model/series/observation";
import { textWidth } from "./text.ts";

/** A dated remark, by the keys of the periods it speaks of. */
export interface ChartRemark {
  periodKeys: readonly string[];
  text: string;
  /** What the calendar says anyway: marked, not named. */
  quiet: boolean;
}

/** Everything remarked from one period on; `at` is the middle of the period, epoch ms. */
export interface RemarkMark {
  at: number;
  text: string;
  quiet: boolean;
}

/** One mark for each period in which remarks begin; it is quiet while all of them are. */
export const remarkMarks = (
  observations: readonly Pick<Observation, "periodKey" | "start" | "end">[],
  remarks: readonly ChartRemark[],
): RemarkMark[] => {
  const beginning = Map.groupBy(remarks, ({ periodKeys }) => periodKeys[0]);
  return observations.flatMap(({ periodKey, start, end }) => {
    const here = beginning.get(periodKey) ?? [];
    const loud = here.filter(({ quiet }) => !quiet);
    const told = loud.length > 0 ? loud : here;
    if (told.length === 0) return [];
    return [{ at: (start + end) / 2, text: told.map(({ text }) => text).join("; "), quiet: loud.length === 0 }];
  });
};

/** What was remarked of a period; null where nothing was. */
export const remarkWords = (periodKey: string, remarks: readonly ChartRemark[]): string | null => {
  const here = remarks.filter(({ periodKeys }) => periodKeys.includes(periodKey));
  return here.length === 0 ? null : here.map(({ text }) => text).join("; ");
};

/** Characters of a name on the plot; the tooltip has the rest. */
const longest = 24;

/** Pixels between a mark and its name, and between a name and what comes next. */
const space = 6;

/** The names of marks, each where there is room for it before the next mark and the end of the plot; `x` in pixels. */
export const remarkNames = (
  marks: readonly RemarkMark[],
  x: (at: number) => number,
  right: number,
): { at: number; left: number; text: string }[] => {
  const loud = marks.filter(({ quiet }) => !quiet);
  return loud.flatMap(({ at, text }, index) => {
    const name = text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
    const next = loud[index + 1];
    const left = x(at) + space;
    const end = Math.min(right, next === undefined ? right : x(next.at) - space);
    return left + textWidth(name) <= end ? [{ at, left, text: name }] : [];
  });
};
