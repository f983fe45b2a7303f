import type { PaceView } from "@sextant/model/standing/behaviour";
import type { History } from "@sextant/model/standing/history";
import { paceAt, type TargetPoint } from "@sextant/model/standing/target";
import { periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import { periodLabel } from "@sextant/model/time/label";
import type { Period } from "@sextant/model/time/period";
import { paceOf } from "@sextant/statistics/pace/pace";
import { inPeriod, valuesOf } from "./ahead.ts";
import { seasonsOf } from "./seasons.ts";

/** Further ahead than this many periods a projection says nothing. */
const furthest = 400;

/** The next point of the target's curve after what is known; null without a dated target ahead. */
const nextPoint = ({ target, observations }: History): TargetPoint | null => {
  const last = observations.at(-1);
  if (target?.kind !== "curve" || last === undefined) return null;
  return target.points.find(({ at }) => at > last.end) ?? null;
};

/** Periods from the last known one to the one a point's date ends or lies in; null beyond the furthest. */
const stepsTo = (
  { at }: TargetPoint,
  { observations, grain, calendar }: History,
): { steps: number; period: Period } | null => {
  let period = periodAt(observations.at(-1)?.start ?? at, grain, calendar);
  for (let steps = 1; steps <= furthest; steps += 1) {
    period = shiftPeriod(period, 1, calendar);
    if (period.end >= at) return { steps, period };
  }
  return null;
};

/** A chance in words; nothing that is still to come is certain. */
const chanceWords = (chance: number): string => {
  if (chance > 0.99) return "more than 99 %";
  return chance < 0.01 ? "less than 1 %" : `${Math.round(chance * 100)} %`;
};

const standWords = (onPace: boolean | null): string => (onPace === null ? "" : onPace ? "On pace. " : "Behind pace. ");

/** Where the series will be at the date of the target that comes next, and how likely it is reached (S5); null without one. */
export const paceViewOf = (history: History): PaceView | null => {
  const { grain, direction, domain, target, observations, format } = history;
  const wanted = direction === "up_is_good" ? "at_least" : direction === "down_is_good" ? "at_most" : null;
  const point = nextPoint(history);
  const ahead = point === null ? null : stepsTo(point, history);
  if (wanted === null || point === null || ahead === null || target === null) return null;
  const { steps, period } = ahead;
  const series = valuesOf(history);
  const made = paceOf({
    series,
    periods: seasonsOf[grain],
    domain,
    steps,
    target: point.value,
    wanted,
    basis: { kind: "value" },
  });
  if (made.kind === "too_little_data") {
    const { have, need } = made;
    const sentence = `Too early to project: ${have} of ${need} whole ${grain}s have a value.`;
    return { kind: "too_early", have, need, sentence };
  }
  const last = observations.at(-1);
  const due = last === undefined ? null : paceAt(target, last.end);
  const value = last?.value ?? null;
  const onPace = due === null || value === null ? null : wanted === "at_least" ? value >= due : value <= due;
  const projected = inPeriod(period, made.projected);
  const range = `80 % between ${format(projected.lower80)} and ${format(projected.upper80)}`;
  const goal = `${wanted === "at_least" ? "at least" : "at most"} ${format(point.value)}`;
  const sentence = `${standWords(onPace)}Heading for ${format(projected.value)} in ${periodLabel(period.key)} (${range}); ${chanceWords(made.chance)} likely to reach ${goal}.`;
  const { chance } = made;
  return {
    kind: "pace",
    at: point.at,
    periodKey: period.key,
    target: point.value,
    wanted,
    projected,
    chance,
    due,
    onPace,
    sentence,
  };
};
