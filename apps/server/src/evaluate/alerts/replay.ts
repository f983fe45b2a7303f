import { type Hold, holdOf } from "@sextant/model/alert/hold";
import type { AlertReplay, ReplayedPeriod } from "@sextant/model/alert/replay";
import type { AlertRule } from "@sextant/model/alert/rule";
import { type AlertState, type Patience, step, type Telling } from "@sextant/model/alert/state";
import { readingOf, type Verdict } from "@sextant/model/alert/verdict";
import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import type { Observation } from "@sextant/model/series/observation";
import type { JudgeInput } from "@sextant/model/standing/input";
import { replayStatuses } from "@sextant/model/standing/replay";
import type { Standing } from "@sextant/model/standing/status";
import { randomSource } from "@sextant/statistics/random/random";
import { factsOf, type ReadRule, readRule } from "./facts.ts";
import { drawQuiet, type MarkedEvent, quietValues } from "./quiet-history.ts";

/** What a rule is replayed on. */
export interface ReplayHistory {
  /** How the KPI is judged, with the observations of the whole history. */
  input: JudgeInput;
  events: readonly MarkedEvent[];
  /** At most so many false alarms per quarter are wanted. */
  wanted: number;
}

/** Conditions that follow from the series alone, so that its past can be replayed. */
const replayable = ["status", "threshold", "change", "signal"];

const daysOfQuarter = 365.25 / 4;
const day = 86_400_000;

/** Longest wait tried when a setting is suggested, in periods. */
const longestPending = 6;

/** Values judged for one estimate of the rate of false alarms; more series of a short history, fewer of a long one. */
const judgedValues = 15_000;

/** Periods within which an alert counts as having seen an event. */
const seenWithin = 20;

/** The seed of every replay: the same rule on the same history gives the same figures. */
const seed = 20_260_101;

const isOver =
  (now: number) =>
  (one: Observation): boolean =>
    !one.current && one.end <= now;

/** The verdict of every period, oldest first, each with only what was known up to it. */
const verdictsOf = (
  read: ReadRule,
  input: JudgeInput,
  catalog: Catalog,
): { period: Observation; verdict: Verdict }[] => {
  const { kpi, condition } = read;
  const periods = input.observations.filter(isOver(input.now));
  const statuses = new Map(
    condition.on === "status"
      ? replayStatuses({ ...input, observations: periods }).map(({ periodKey, status }) => [periodKey, status])
      : [],
  );
  return periods.map((period, index) => {
    const status = condition.on === "status" ? (statuses.get(period.periodKey) ?? "unknown") : "green";
    const reason = status === "unknown" ? "incomplete" : "ok";
    const sentence = `${period.value === null ? "No value" : read.format(period.value)} is ${status}.`;
    const standing: Standing = { status, reason, sentence, periodKey: period.periodKey, computed: status };
    const from = condition.on === "change" ? 0 : Math.max(0, index + 1 - kpi.window);
    const { facts } = factsOf(read, {
      observations: periods.slice(from, index + 1),
      grain: kpi.grain,
      standing,
      calendar: catalog.calendar,
      age: null,
      drift: [],
    });
    const said = period.value === null ? { kind: "hold" as const, sentence } : readingOf(condition, facts);
    return { period, verdict: { ...said, period: facts.period } };
  });
};

const tellingsOf = (
  verdicts: readonly { period: Observation; verdict: Verdict }[],
  patience: Patience,
): { state: AlertState; telling: Telling | null }[] => {
  let state: AlertState | null = null;
  return verdicts.map(({ period, verdict }) => {
    const taken = step(state, verdict, period.end, patience);
    state = taken.next;
    return { state: taken.next, telling: taken.telling };
  });
};

const alertsPerQuarter = (
  runs: readonly { period: Observation; verdict: Verdict }[][],
  patience: Patience,
  warm: number,
): number => {
  let alerts = 0;
  let time = 0;
  for (const run of runs) {
    const told = tellingsOf(run, patience).slice(warm);
    alerts += told.filter(({ telling }) => telling === "alerted").length;
    time += (run.at(-1)?.period.end ?? 0) - (run[warm]?.period.start ?? 0);
  }
  return time <= 0 ? 0 : alerts / (time / day / daysOfQuarter);
};

const delayOf = (event: MarkedEvent, periods: readonly ReplayedPeriod[]): number | null => {
  const first = periods.findIndex(({ end }) => end > event.at);
  if (first === -1) return null;
  const after = periods.slice(first, first + seenWithin);
  const seen = after.findIndex(({ telling, state }) => telling === "alerted" || state === "alerting");
  return seen === -1 ? null : seen + 1;
};

const periodsOf = (count: number): Hold => ({ kind: "periods", count });

/** A wait of one period is none: the period that fires is the first of them. */
const settings = Array.from({ length: longestPending }, (_, index) => index + 1);

/**
 * What a rule would have done on a KPI's history (A3): its alerts; how many false ones per quarter to expect, from the quiet
 * part of that history resampled in blocks (seeded); how long it took to see the marked events; and the shortest wait that
 * keeps the false ones to what is wanted. Throws invalid_request for a rule that its series alone does not decide.
 */
export const replayRule = (
  rule: AlertRule,
  catalog: Catalog,
  { input, events, wanted }: ReplayHistory,
): AlertReplay => {
  const read = readRule(rule, catalog);
  if (typeof read === "string") throw new Problem("invalid_request", read);
  if (!replayable.includes(read.condition.on))
    throw new Problem(
      "invalid_request",
      `A rule on ${read.condition.on} cannot be replayed: its past is not in the series.`,
    );
  const verdicts = verdictsOf(read, input, catalog);
  const patience: Patience = { pending: holdOf(rule.pending), keepFiring: holdOf(rule.keep_firing) };
  const told = tellingsOf(verdicts, patience);
  const periods = verdicts.map(({ period, verdict }, index): ReplayedPeriod => {
    const { periodKey, start, end, value } = period;
    const { state, telling } = told[index] ?? { state: null, telling: null };
    return { periodKey, start, end, value, verdict: verdict.kind, state: state?.state ?? "normal", telling };
  });
  const observations = verdicts.map(({ period }) => period);
  const quiet = quietValues(observations, events);
  const enough = quiet.length >= 12;
  const source = randomSource(seed);
  const count = enough ? Math.max(10, Math.min(100, Math.ceil(judgedValues / observations.length))) : 0;
  // Nobody reads what is said of resampled values, and writing numbers for people is most of the work.
  const unread = { ...read, format: String };
  const runs = Array.from({ length: count }, () =>
    verdictsOf(
      unread,
      { ...input, observations: drawQuiet(observations, quiet, { grain: read.kpi.grain, source }) },
      catalog,
    ),
  );
  const warm = Math.min(read.kpi.window, Math.floor(observations.length / 4));
  const tried = enough
    ? settings.map((pending) => {
        const waiting = { ...patience, pending: periodsOf(pending) };
        const shown = tellingsOf(verdicts, waiting);
        const replayed = periods.map((one, i) => ({
          ...one,
          ...{ state: shown[i]?.state.state ?? "normal", telling: shown[i]?.telling ?? null },
        }));
        const delays = events.map((event) => delayOf(event, replayed));
        return { pending, falsePerQuarter: alertsPerQuarter(runs, waiting, warm), delays };
      })
    : [];
  const suggested = tried.find(({ falsePerQuarter }) => falsePerQuarter <= wanted)?.pending ?? null;
  return {
    kpi: rule.kpi,
    label: read.label,
    grain: read.kpi.grain,
    periods,
    fired: periods.filter(({ telling }) => telling === "alerted").length,
    falsePerQuarter: enough ? alertsPerQuarter(runs, patience, warm) : null,
    resampled: count,
    quiet: quiet.length,
    wanted,
    events: events.map((event) => ({ ...event, delay: delayOf(event, periods) })),
    settings: tried,
    suggested,
    wholeOnly: rule.by !== undefined,
  };
};
