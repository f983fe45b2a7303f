import type { ExpectedPeriod, ForecastView, Outlook } from "@sextant/model/standing/behaviour";
import type { History } from "@sextant/model/standing/history";
import { periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import { periodLabel } from "@sextant/model/time/label";
import type { Period } from "@sextant/model/time/period";
import type { Expected } from "@sextant/statistics/forecast/expected";
import { forecast } from "@sextant/statistics/forecast/forecast";
import { horizonOf, seasonsOf } from "./seasons.ts";

/** The period so many after the last of a history. */
const periodAhead = ({ observations, grain, calendar }: History, steps: number): Period | null => {
  const last = observations.at(-1);
  return last === undefined ? null : shiftPeriod(periodAt(last.start, grain, calendar), steps, calendar);
};

/** An expectation with the period it speaks of. */
export const inPeriod = ({ key, start, end }: Period, { value, within80, within95 }: Expected): ExpectedPeriod => ({
  periodKey: key,
  start,
  end,
  value,
  lower80: within80.lower,
  upper80: within80.upper,
  lower95: within95.lower,
  upper95: within95.upper,
});

/** The values of a history that say something, null for the rest (N4). */
export const valuesOf = ({ observations, minimumSample }: History): (number | null)[] =>
  observations.map(({ value, sampleSize }) => (sampleSize < minimumSample ? null : value));

/** Where the next value is expected beside the last one; within a quarter of its 80 % interval it is level. */
const headingOf = (last: number, { value, lower80, upper80 }: ExpectedPeriod): Outlook["heading"] => {
  if (Math.abs(value - last) <= (upper80 - lower80) / 4) return "level";
  return value > last ? "up" : "down";
};

/** The heading in words, beside the last value where it moves away from it. */
const headingWords = (heading: Outlook["heading"], last: string): string =>
  heading === "level" ? "about level" : `${heading} from ${last}`;

/** What the next period is expected to be beside the last whole one; null where either is not known. */
export const outlookOf = (history: History, view: ForecastView): Outlook | null => {
  const last = history.observations.findLast(({ value }) => value !== null);
  const next = view.kind === "forecast" ? view.periods[0] : undefined;
  if (next === undefined || last?.value === undefined || last.value === null) return null;
  const heading = headingOf(last.value, next);
  const { format } = history;
  const range = `80 % between ${format(next.lower80)} and ${format(next.upper80)}`;
  const sentence = `Expected ${periodLabel(next.periodKey)}: ${format(next.value)} (${range}), ${headingWords(heading, format(last.value))}.`;
  return { next, heading, sentence };
};

/** What the periods after the last whole one are expected to be. */
export const forecastOf = (history: History): ForecastView => {
  const { grain, domain, format } = history;
  const series = valuesOf(history);
  // No further ahead than there is behind.
  const horizon = Math.max(1, Math.min(horizonOf[grain], series.filter((value) => value !== null).length));
  const made = forecast({ series, periods: seasonsOf[grain], horizon, domain });
  if (made.kind === "too_little_data") {
    const { kind, have, need } = made;
    const sentence = `Too early to forecast: ${have} of ${need} whole ${grain}s have a value.`;
    return { kind, have, need, sentence };
  }
  const periods = made.expected.flatMap((expected, step) => {
    const period = periodAhead(history, step + 1);
    return period === null ? [] : [inPeriod(period, expected)];
  });
  const end = periods.at(-1);
  const sentence =
    end === undefined
      ? "Nothing lies ahead."
      : `By ${periodLabel(end.periodKey)}: ${format(end.value)} (80 % between ${format(end.lower80)} and ${format(end.upper80)}).`;
  return { kind: "forecast", through: history.observations.at(-1)?.periodKey ?? "", periods, sentence };
};
