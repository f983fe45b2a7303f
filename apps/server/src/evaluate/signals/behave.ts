import type { Behaviour, Outlook, PhaseView } from "@sextant/model/standing/behaviour";
import type { History } from "@sextant/model/standing/history";
import type { Signal } from "@sextant/model/standing/signal";
import type { Phase } from "@sextant/statistics/control/phases";
import { type Study, studyOf } from "@sextant/statistics/study/study";
import type { KeptForecast } from "../../store/forecast.ts";
import { forecastOf, outlookOf } from "../forecasts/ahead.ts";
import { paceViewOf } from "../forecasts/pace.ts";
import { scoreOf } from "../forecasts/score.ts";
import { seasonsOf } from "../forecasts/seasons.ts";
import { signalSentence } from "./sentence.ts";

/** How a KPI behaves, and what its tile says of the period to come. */
export interface Behaved {
  behaviour: Behaviour;
  outlook: Outlook | null;
}

const limitsOf = ({ chart }: Phase): PhaseView["limits"] =>
  chart.kind === "chart" ? { lower: chart.lower, mean: chart.mean, upper: chart.upper } : null;

const rangeAt = (study: Study, index: number) => {
  const expected = study.expected[index] ?? null;
  if (expected !== null) return expected;
  const phase = study.phases.find(({ start, end }) => index >= start && index < end);
  const limits = phase === undefined ? null : limitsOf(phase);
  return limits === null ? null : { lower: limits.lower, value: limits.mean, upper: limits.upper };
};

const signalsOf = ({ kpi, grain, observations, format }: History, study: Study): Signal[] => {
  const found = study.signals.flatMap((signal): Signal[] => {
    const { index, method, side, strength } = signal;
    const observation = observations[index];
    if (observation === undefined) return [];
    const { periodKey, start, value } = observation;
    const change = study.changes.find((one) => one.index === index) ?? null;
    const facts = { value, range: rangeAt(study, index), change };
    const sentence = signalSentence(signal, periodKey, facts, format);
    return [{ kpi, grain, periodKey, start, method, side, strength, sentence }];
  });
  const once = new Map(found.map((signal) => [`${signal.periodKey} ${signal.method}`, signal]));
  return [...once.values()];
};

const phasesOf = ({ observations }: History, { phases }: Study): PhaseView[] =>
  phases.map((phase, at) => ({
    start: observations[phase.start]?.start ?? 0,
    end: at === phases.length - 1 ? null : (observations[phase.end]?.start ?? null),
    because: phase.because,
    limits: limitsOf(phase),
  }));

const expectedOf = ({ observations }: History, { expected }: Study): Behaviour["expected"] =>
  expected.flatMap((range, index) => {
    const observation = observations[index];
    if (range === null || observation === undefined) return [];
    return [{ periodKey: observation.periodKey, start: observation.start, ...range }];
  });

const studyHistory = ({ observations, grain, recorded, minimumSample }: History): Study =>
  studyOf({
    series: observations.map(({ value }) => value),
    periods: seasonsOf[grain],
    recorded: recorded.map((at) => observations.findIndex(({ end }) => end > at)),
    samples: observations.map(({ sampleSize }) => sampleSize),
    minimumSample,
  });

/** Everything that is said of a KPI from its history and the forecasts issued before; `now` in epoch ms. */
export const behave = (history: History, issued: readonly KeptForecast[], now: number): Behaved => {
  const { observations, definition, receipt } = history;
  const study = studyHistory(history);
  const forecast = forecastOf(history);
  const behaviour: Behaviour = {
    through: observations.at(-1)?.periodKey ?? null,
    phases: observations.length === 0 ? [] : phasesOf(history, study),
    season: study.season,
    expected: expectedOf(history, study),
    signals: signalsOf(history, study),
    changes: study.changes.flatMap(({ index, confidence, before, after }) => {
      const at = observations[index];
      return at === undefined ? [] : [{ periodKey: at.periodKey, start: at.start, confidence, before, after }];
    }),
    forecast,
    pace: paceViewOf(history),
    score: scoreOf(history, issued),
    basis: { observations: observations.length, definition, receipt, at: now },
  };
  return { behaviour, outlook: outlookOf(history, forecast) };
};
