import type { Observation } from "@sextant/model/series/observation";
import type { Grain } from "@sextant/model/time/grain";
import { readPeriodKey } from "@sextant/model/time/key";
import { utcMonth, utcYear } from "d3-time";
import { utcFormat } from "d3-time-format";
import { textWidth } from "./text.ts";
import { fromWall, toWall } from "./wall.ts";

/** A marked place on the time axis; `at` in epoch ms. */
export interface TimeTick {
  at: number;
  text: string;
}

/** A period on the axis; epoch ms. */
type NamedPeriod = Pick<Observation, "periodKey" | "start" | "end">;

/** Least room between two labels, pixels. */
const room = 16;

const dayText = utcFormat("%-d %b");
const monthText = utcFormat("%b");
const monthYearText = utcFormat("%b %Y");
const yearText = utcFormat("%Y");

/** The name of a period as short as the axis allows: the year is said where it begins, and at the first label. */
const shortName = (observation: NamedPeriod, isFirst: boolean, timeZone: string): string => {
  const name = readPeriodKey(observation.periodKey);
  const date = new Date(toWall(observation.start, timeZone));
  if (name === null) return dayText(date);
  if (name.grain === "year") return observation.periodKey;
  const short = { quarter: "Q", month: "P" } as const;
  if (name.grain === "quarter" || (name.grain === "month" && name.fiscal)) {
    const number = name.grain === "quarter" ? name.quarter : name.month;
    const year = isFirst || number === 1 ? ` ${name.fiscal ? "FY" : ""}${name.year}` : "";
    return `${short[name.grain]}${number}${year}`;
  }
  if (name.grain === "month") return isFirst || name.month === 1 ? monthYearText(date) : monthText(date);
  return dayText(date);
};

const middle = (observation: NamedPeriod): number => (observation.start + observation.end) / 2;

/** Every `step`-th period, counted so that the years' first ones are among them where they can be. */
const periodTicks = (observations: readonly NamedPeriod[], step: number, timeZone: string): TimeTick[] => {
  const firstOfYear = observations.findIndex(({ periodKey }) => /^(FY)?\d{4}(-01|-P01|-Q1)?$/.test(periodKey));
  const phase = (firstOfYear < 0 ? 0 : firstOfYear) % step;
  const chosen = observations.filter((_, index) => index % step === phase);
  return chosen.map((each, index) => ({ at: middle(each), text: shortName(each, index === 0, timeZone) }));
};

const calendarTicks = (start: number, end: number, months: number, timeZone: string): TimeTick[] => {
  const interval = months < 12 ? utcMonth.every(months) : utcYear.every(months / 12);
  if (interval === null) return [];
  const walls = interval.range(new Date(toWall(start, timeZone)), new Date(toWall(end, timeZone)));
  return walls.map((wall, index) => {
    const opens = index === 0 || wall.getUTCMonth() === 0;
    const text = months >= 12 ? yearText(wall) : opens ? monthYearText(wall) : monthText(wall);
    return { at: fromWall(wall.getTime(), timeZone), text };
  });
};

/** Steps in periods of one grain that fall on round places. */
const periodSteps: Record<Grain, readonly number[]> = {
  day: [1, 2, 7],
  week: [1],
  month: [1, 2, 3, 6, 12, 24, 60, 120],
  quarter: [1, 2, 4, 8, 20, 40],
  year: [1, 2, 5, 10, 20, 50, 100],
};

/** Steps in months that days and weeks fall back to when their own names no longer fit. */
const monthSteps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

const fits = (marks: readonly TimeTick[], x: (at: number) => number): boolean =>
  marks.every((tick, index) => {
    const next = marks[index + 1];
    if (next === undefined) return true;
    return x(next.at) - x(tick.at) >= (textWidth(tick.text) + textWidth(next.text)) / 2 + room;
  });

const offered = function* (
  observations: readonly NamedPeriod[],
  grain: Grain,
  timeZone: string,
): Generator<TimeTick[]> {
  for (const step of periodSteps[grain]) yield periodTicks(observations, step, timeZone);
  const start = observations[0]?.start ?? 0;
  const end = observations.at(-1)?.end ?? 0;
  if (grain === "day" || grain === "week") {
    for (const months of monthSteps) yield calendarTicks(start, end, months, timeZone);
  }
};

/**
 * Labels of the time axis, the densest set whose names do not touch. Periods as long as a label's unit are named at
 * their middle; days and weeks under month names are cut where the month begins in the workspace's zone.
 */
export const timeTicks = (
  observations: readonly NamedPeriod[],
  grain: Grain,
  timeZone: string,
  x: (at: number) => number,
): TimeTick[] => {
  let last: TimeTick[] = [];
  for (const marks of offered(observations, grain, timeZone)) {
    if (marks.length === 0) break;
    last = marks;
    if (fits(marks, x)) return marks;
  }
  return last.slice(0, 1);
};
