import type { Observation } from "@sextant/model/series/observation";
import type { Behaviour, ExpectedPeriod, PhaseView } from "@sextant/model/standing/behaviour";
import type { Signal } from "@sextant/model/standing/signal";
import { periodLabel } from "@sextant/model/time/label";
import type { ChartRemark } from "./remarks.ts";
import { finiteValue } from "./series.ts";

/** How a series behaves, beyond its values; instants in epoch ms, numbers as stored. */
export interface ChartBehaviour {
  phases: readonly PhaseView[];
  /** The range season and trend let expect of each period; empty where limits say the same. */
  expected: Behaviour["expected"];
  signals: readonly Signal[];
  changes: Behaviour["changes"];
  /** Periods to come, the next one first. */
  forecast: readonly ExpectedPeriod[];
  /** What is wanted when: from where the target's curve is now to its next point; null without a dated target. */
  pace: { from: Place; to: Place } | null;
  /** Dated remarks and holidays. */
  annotations: readonly ChartRemark[];
}

/** A place on a chart: an instant, epoch ms, and a value. */
export interface Place {
  at: number;
  value: number;
}

/** Nothing is known of how it behaves. */
export const plainBehaviour: ChartBehaviour = {
  phases: [],
  expected: [],
  signals: [],
  changes: [],
  forecast: [],
  pace: null,
  annotations: [],
};

/** The future takes at most this part of the past's width: it is the less certain part. */
const futureShare = 0.35;

/** What is drawn of a forecast: of a series that ends where it begins, and no more than the past bears. */
export const shownForecast = (
  observations: readonly Observation[],
  forecast: readonly ExpectedPeriod[],
): ExpectedPeriod[] => {
  const last = observations.at(-1);
  const next = forecast[0];
  const reaches = last !== undefined && next !== undefined && last.end >= next.start;
  return reaches ? forecast.slice(0, Math.max(1, Math.ceil(observations.length * futureShare))) : [];
};

/** The limits of one phase as far as it is drawn. */
export interface PhaseLines {
  start: number;
  end: number;
  limits: NonNullable<PhaseView["limits"]>;
  because: PhaseView["because"];
}

/** Limits by phase within the instants drawn; a phase that is too short to have any leaves a hole. */
export const phaseLines = (phases: readonly PhaseView[], [from, to]: readonly [number, number]): PhaseLines[] =>
  phases.flatMap(({ start, end, because, limits }) => {
    const [left, right] = [Math.max(start, from), Math.min(end ?? to, to)];
    return limits === null || right <= left ? [] : [{ start: left, end: right, limits, because }];
  });

/** Everything that signals in one period, at its value. */
export interface SignalMark extends Place {
  side: Signal["side"];
  /** Methods that say so, in words. */
  text: string;
}

const middle = ({ start, end }: Pick<Observation, "start" | "end">): number => (start + end) / 2;

/** One mark per period that signals and has a value; a change is marked on its own line. */
export const signalMarks = (observations: readonly Observation[], signals: readonly Signal[]): SignalMark[] => {
  const byPeriod = Map.groupBy(
    signals.filter(({ method }) => method !== "change"),
    ({ periodKey }) => periodKey,
  );
  return observations.flatMap((observation) => {
    const here = byPeriod.get(observation.periodKey);
    const value = finiteValue(observation);
    const [first] = here ?? [];
    if (here === undefined || first === undefined || value === null) return [];
    return [{ at: middle(observation), value, side: first.side, text: signalWords(observation.periodKey, here) ?? "" }];
  });
};

/** The fan of a forecast: from the last whole value outwards, each line and both ranges. */
export interface Fan {
  line: Place[];
  within80: { upper: Place[]; lower: Place[] };
  within95: { upper: Place[]; lower: Place[] };
}

/** The fan of what is drawn of a forecast; null where there is none, or no whole value to begin at. */
export const fanOf = (observations: readonly Observation[], periods: readonly ExpectedPeriod[]): Fan | null => {
  const next = periods[0];
  if (next === undefined) return null;
  const last = observations.findLast((each) => each.end <= next.start && finiteValue(each) !== null);
  const root = last === undefined ? [] : [{ at: middle(last), value: finiteValue(last) ?? 0 }];
  const along = (pick: (period: ExpectedPeriod) => number): Place[] => [
    ...root,
    ...periods.map((period) => ({ at: middle(period), value: pick(period) })),
  ];
  return {
    line: along(({ value }) => value),
    within80: { upper: along(({ upper80 }) => upper80), lower: along(({ lower80 }) => lower80) },
    within95: { upper: along(({ upper95 }) => upper95), lower: along(({ lower95 }) => lower95) },
  };
};

/** The part of a straight line before an instant; null when it begins later. */
export const lineUntil = ({ from, to }: { from: Place; to: Place }, end: number): [Place, Place] | null => {
  if (from.at >= end || to.at <= from.at) return null;
  if (to.at <= end) return [from, to];
  const value = from.value + ((to.value - from.value) * (end - from.at)) / (to.at - from.at);
  return [from, { at: end, value }];
};

/** What the signals of a period say, without the period's name before each; null where there are none. */
export const signalWords = (periodKey: string, signals: readonly Signal[]): string | null => {
  const own = signals.filter((signal) => signal.periodKey === periodKey);
  if (own.length === 0) return null;
  const start = `${periodLabel(periodKey)}: `;
  return own.map(({ sentence }) => (sentence.startsWith(start) ? sentence.slice(start.length) : sentence)).join(" ");
};

/** A period to come in words: the middle of what may come, and where 80 % of it lies. */
export const expectedWords = ({ value, lower80, upper80 }: ExpectedPeriod, write: (value: number) => string): string =>
  `expected ≈ ${write(value)}, 80 % between ${write(lower80)} and ${write(upper80)}`;

/** Values the axis of a chart has to show, and those it shows when they are near. */
export const behaviourValues = (
  observations: readonly Observation[],
  { phases, expected, forecast }: ChartBehaviour,
): { references: number[]; guests: number[] } => {
  const ahead = shownForecast(observations, forecast);
  const limits = phases.flatMap((phase) => (phase.limits === null ? [] : [phase.limits.lower, phase.limits.upper]));
  return {
    references: [...ahead.map(({ value }) => value)],
    guests: [
      ...limits,
      ...expected.flatMap(({ lower, upper }) => [lower, upper]),
      ...ahead.flatMap(({ lower80, upper80 }) => [lower80, upper80]),
    ],
  };
};
