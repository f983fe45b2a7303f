import type { DueMetric, DueState } from "@sextant/model/api/answers/entry";
import { type Grain, grains } from "@sextant/model/time/grain";

/** What a period without a value is called. */
export const emptyWords: Record<Exclude<DueState, "entered">, string> = {
  overdue: "Overdue",
  open: "Open",
  not_owed: "None",
};

/** How many values are missing, in a sentence. */
export const overdueSentence = (count: number): string => {
  if (count === 0) return "Nothing is overdue.";
  return count === 1 ? "1 value is overdue." : `${count} values are overdue.`;
};

/** The metrics by the length of the period a value is for, shortest first; lengths nobody enters are left out. */
export const byGrain = (metrics: readonly DueMetric[]): [Grain, DueMetric[]][] =>
  grains
    .map((grain): [Grain, DueMetric[]] => [grain, metrics.filter((metric) => metric.grain === grain)])
    .filter(([, members]) => members.length > 0);

/** How often a value is entered, for headings. */
export const grainAdverbs: Record<Grain, string> = {
  day: "Day by day",
  week: "Week by week",
  month: "Month by month",
  quarter: "Quarter by quarter",
  year: "Year by year",
};
