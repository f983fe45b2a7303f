import { Problem } from "@sextant/model/problem/problem";
import type { Observation } from "@sextant/model/series/observation";
import { periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import { elapsedPart } from "@sextant/model/time/elapsed";
import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import { reportingOf } from "@sextant/semantic/kinds/kinds";
import type { Question } from "@sextant/semantic/question";
import type { KeptReceipt } from "../store/receipt.ts";
import type { Moment } from "./moment.ts";
import { receiptOf } from "./receipts.ts";
import { type Asking, type Run, run } from "./run.ts";
import { disjoint, isAfter, windowSpans, yearEarlier } from "./spans.ts";
import { watermarkOf } from "./standings.ts";

/** What one answer is gathered with; receipts pile up until the answer is whole. */
export interface Gathering extends Asking {
  /** The server's clock, epoch ms. */
  at: number;
  receipts: KeptReceipt[];
  /** Questions answered at the same moment before, by their text; what is asked now is added. */
  known: Map<string, KnownAnswer>;
}

/** A question's answer with its receipt, as it can be used again while the moment lasts. */
export interface KnownAnswer {
  gathered: Gathered;
  kept: KeptReceipt;
}

/** A metric wanted at a grain, for so many periods back, or for given ones. */
export interface Need {
  metric: string;
  grain: Grain;
  window: number;
}

/** Observations of several metrics at one grain, whichever of them could be computed. */
export interface Gathered {
  grain: Grain;
  /** Id of the receipt behind each metric's numbers. */
  receipts: ReadonlyMap<string, string>;
  observations: ReadonlyMap<string, readonly Observation[]>;
  /** Why a metric could not be computed, as a sentence. */
  broken: ReadonlyMap<string, string>;
}

/** The earliest row behind some metrics, epoch ms. */
export const firstOf = (metrics: readonly string[], { catalog, coverage }: Moment): number | null => {
  const firsts = metrics.flatMap((metric) => reportingOf(metric, catalog)).map((id) => coverage.get(id)?.first ?? null);
  return firsts.reduce<number | null>(
    (least, first) => (first !== null && (least === null || first < least) ? first : least),
    null,
  );
};

const receiptsOf = ({ metrics }: Question, { receipt }: KeptReceipt): Map<string, string> =>
  new Map(metrics.map((metric) => [metric, receipt.id]));

const askFresh = async (gathering: Gathering, question: Question): Promise<KnownAnswer> => {
  const { warehouse, moment, at } = gathering;
  const done = await run(gathering, question);
  const kept = receiptOf(done, moment, at, warehouse.engine());
  const gathered = {
    grain: question.grain,
    receipts: receiptsOf(question, kept),
    observations: bySeries(done),
    broken: new Map(),
  };
  return { gathered, kept };
};

const sentenceOf = (error: unknown): string =>
  error instanceof Problem ? error.message : "an error inside Sextant; see the log.";

/** Whether asking for each metric alone could go better than asking for all at once. */
const isOwnFault = (error: unknown): boolean =>
  !(error instanceof Problem) || error.code === "invalid_request" || error.code === "query_too_slow";

const bySeries = (done: Run): Map<string, readonly Observation[]> =>
  new Map(done.series.map((series) => [series.metric, series.observations]));

/**
 * Asks for several metrics in one question. When that fails each is asked alone, so that a metric that cannot be computed does
 * not take the others with it.
 */
export const askTogether = async (gathering: Gathering, question: Question): Promise<Gathered> => {
  const { grain } = question;
  if (question.metrics.length === 0 || question.spans.length === 0)
    return { grain, receipts: new Map(), observations: new Map(), broken: new Map() };
  try {
    return (await askOne(gathering, question)).gathered;
  } catch (error) {
    if (!isOwnFault(error)) throw error;
    if (question.metrics.length === 1) {
      return {
        grain,
        receipts: new Map(),
        observations: new Map(),
        broken: new Map([[question.metrics[0] ?? "", sentenceOf(error)]]),
      };
    }
  }
  const alone: Gathered[] = [];
  for (const metric of question.metrics) alone.push(await askTogether(gathering, { ...question, metrics: [metric] }));
  return {
    grain,
    receipts: new Map(alone.flatMap((one) => [...one.receipts])),
    observations: new Map(alone.flatMap((one) => [...one.observations])),
    broken: new Map(alone.flatMap((one) => [...one.broken])),
  };
};

/** Asks for one metric; throws what keeps it from being answered. */
export const askOne = async (gathering: Gathering, question: Question): Promise<KnownAnswer> => {
  const text = JSON.stringify(question);
  const answer = gathering.known.get(text) ?? (await askFresh(gathering, question));
  gathering.known.set(text, answer);
  gathering.receipts.push(answer.kept);
  return answer;
};

/** A question about whole periods up to now, without slices. */
export const plainQuestion = (
  metrics: readonly string[],
  grain: Grain,
  spans: readonly Period[],
  now: number,
): Question => ({
  metrics,
  grain,
  spans,
  by: [],
  where: null,
  until: now,
  limit: 1,
});

/** The periods the latest whole one is among: the one the data of some datasets reaches into, and the one before. */
export const latestAmong = (spans: readonly Period[], datasets: readonly string[], moment: Moment): Period[] => {
  const watermark = watermarkOf({ datasets }, moment);
  return watermark === null ? [] : spans.filter((period) => period.start <= watermark).slice(-2);
};

/**
 * Everything needed at each grain, in one question per grain: the longest window, and what its latest whole period is compared
 * with, the period and the year before.
 */
export const gather = async (gathering: Gathering, needs: readonly Need[]): Promise<Map<Grain, Gathered>> => {
  const { moment } = gathering;
  const { calendar } = moment.catalog;
  const grains = [...new Set(needs.map((need) => need.grain))];
  const gathered = await Promise.all(
    grains.map((grain) => {
      const here = needs.filter((need) => need.grain === grain);
      const metrics = [...new Set(here.map((need) => need.metric))].sort();
      const first = firstOf(metrics, moment);
      const window = windowSpans(grain, Math.max(...here.map((need) => need.window)), moment.now, first, calendar);
      const latest = disjoint(
        metrics.flatMap((metric) => latestAmong(window, reportingOf(metric, moment.catalog), moment)),
      );
      const before = latest
        .map((period) => shiftPeriod(period, -1, calendar))
        .filter((period) => isAfter(period, first));
      const spans = disjoint([...yearEarlier(latest, first, calendar), ...before, ...window]);
      return askTogether(gathering, plainQuestion(metrics, grain, spans, moment.now));
    }),
  );
  return new Map(gathered.map((one) => [one.grain, one]));
};

/** Where the data of a metric ends (epoch ms, exclusive), at now the latest; null when its datasets end at different instants. */
const reachOf = (metric: string, { catalog, reach, now }: Moment): number | null => {
  const ends = reportingOf(metric, catalog).map((id) => {
    const end = reach.get(id) ?? null;
    return end === null ? null : Math.min(now, end);
  });
  return new Set(ends).size === 1 ? (ends[0] ?? null) : null;
};

/** As much of earlier periods as has passed of the current one and has been reported, with the metrics it holds for. */
export interface ElapsedParts {
  /** Where the data of the metrics ends, epoch ms, exclusive. */
  until: number;
  /** Ascending. */
  parts: Period[];
  metrics: string[];
}

/**
 * The parts of earlier periods that a value to date is compared with (T3): so many periods back each. What has not arrived yet
 * is not missing from the value, so a part ends where the data ends, not where the clock is.
 */
export const elapsedParts = (
  metrics: readonly string[],
  grain: Grain,
  { moment, back = [1] }: { moment: Moment; back?: readonly number[] },
): ElapsedParts[] => {
  const { now, catalog } = moment;
  const { calendar } = catalog;
  const current = periodAt(now, grain, calendar);
  const found = new Map<number, ElapsedParts>();
  for (const metric of metrics) {
    const until = reachOf(metric, moment);
    if (until === null || until <= current.start) continue;
    const earlier = back.map((count) => shiftPeriod(current, -count, calendar));
    const parts = disjoint(earlier.map((period) => elapsedPart(current, until, period, calendar)));
    const known = found.get(until) ?? { until, parts, metrics: [] };
    known.metrics.push(metric);
    found.set(until, known);
  }
  return [...found.values()].filter(({ parts }) => parts.length > 0);
};

/**
 * The whole of a period as it stood at the end of a part of it: its windows, cohorts and shifts are then those of a period that
 * is not over, as they are on the side it is compared with. Of the part alone they would be shorter.
 */
export const asItStood = (part: Period, { catalog }: Moment): { spans: Period[]; until: number } => ({
  spans: [periodAt(part.start, part.grain, catalog.calendar)],
  until: part.end,
});

/** What metrics were over the part of the previous period that corresponds to their value to date (T3), by metric. */
export const gatherElapsed = async (
  gathering: Gathering,
  metrics: readonly string[],
  grain: Grain,
): Promise<ReadonlyMap<string, Observation>> => {
  const { moment } = gathering;
  const elapsed = elapsedParts(metrics, grain, { moment });
  const answers = await Promise.all(
    elapsed.flatMap(({ parts, metrics: here }) =>
      parts.map((part) => {
        const { spans, until } = asItStood(part, moment);
        return askTogether(gathering, plainQuestion(here, grain, spans, until));
      }),
    ),
  );
  const all = answers.flatMap(({ observations }) => [...observations]);
  return new Map(all.flatMap(([metric, [only]]) => (only === undefined ? [] : [[metric, only]])));
};
