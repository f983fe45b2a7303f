import type { AskAnswer } from "@sextant/model/api/answers/ask";
import type { NowcastView } from "@sextant/model/api/answers/nowcast";
import type { Delta } from "@sextant/model/api/answers/observation";
import type { Catalog } from "@sextant/model/definition/catalog";
import { unitOf } from "@sextant/model/metric/unit-of";
import { Problem } from "@sextant/model/problem/problem";
import type { Observation } from "@sextant/model/series/observation";
import { samePeriodLastYear, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import { isApproximate, reportingOf } from "@sextant/semantic/kinds/kinds";
import type { AskQuestion } from "./ask.ts";
import { deltaBetween, deltaToTarget, deltaWithin } from "./deltas.ts";
import { asItStood, elapsedParts, firstOf, type Gathering } from "./gather.ts";
import { hasArrived } from "./limits.ts";
import { type Memory, shiftsOf } from "./memory.ts";
import type { Moment } from "./moment.ts";
import { earlierPeriods, gatherToDate, nothingToDate, nowcastOf, type ToDate, wantsNowcast } from "./nowcast.ts";
import { spansWithin } from "./range.ts";
import { receiptOf } from "./receipts.ts";
import { type ResolvedKpi, resolvedKpi } from "./resolved.ts";
import { type Run, run, runOther } from "./run.ts";
import { disjoint } from "./spans.ts";
import { watermarkOf } from "./standings.ts";
import { wantedAt } from "./tile.ts";
import { unknownName } from "./unknown-name.ts";

/** Periods back when neither a KPI nor `from` says how many. */
const usualWindow = 26;

/** One line of the question: a metric, as itself or as a KPI. */
interface Asked {
  metric: string;
  kpi: ResolvedKpi | null;
}

/** The lines a question names; throws not_found and invalid_request. */
export const readNames = (question: AskQuestion, catalog: Catalog): Asked[] => {
  const kpis = question.kpis.map((id): Asked => {
    const kpi = resolvedKpi(catalog, id);
    if (kpi === undefined) throw unknownName("KPI", id, catalog.kpis.keys());
    return { metric: kpi.metric.id, kpi };
  });
  const metrics = question.metrics.map((id): Asked => {
    if (!catalog.metrics.has(id)) throw unknownName("metric", id, catalog.metrics.keys());
    return { metric: id, kpi: null };
  });
  if (kpis.length + metrics.length > 0) return [...kpis, ...metrics];
  throw new Problem("invalid_request", "The question names no KPI and no metric.", { hint: "Name at least one." });
};

const before = (spans: readonly Period[], compare: AskQuestion["compare"], { catalog }: Moment): Period[] => {
  if (compare === "previous_year") return spans.map((period) => samePeriodLastYear(period, catalog.calendar));
  return compare === undefined || compare === "target"
    ? []
    : spans.slice(0, 1).map((period) => shiftPeriod(period, -1, catalog.calendar));
};

/** Slices of an elapsed part that are asked for: it need not rank its slices as the whole question does. */
const everySlice = 1_000_000;

/** The elapsed part of the period before, by metric and slice, when the question compares like for like. */
const elapsedRuns = async (
  gathering: Gathering,
  done: Run,
  compare: AskQuestion["compare"],
  grain: Grain,
): Promise<Run[]> => {
  const { moment } = gathering;
  if (compare !== "like_for_like_to_date") return [];
  const { question } = done;
  const elapsed = elapsedParts(question.metrics, grain, { moment });
  return Promise.all(
    elapsed.flatMap(({ parts, metrics }) =>
      parts.map((part) => run(gathering, { ...question, metrics, ...asItStood(part, moment), limit: everySlice })),
    ),
  );
};

/** The metrics a question asks for as KPIs that want a nowcast: whole, and up to now. */
const nowcastMetrics = (
  question: AskQuestion,
  lines: readonly Asked[],
  spans: readonly Period[],
  now: number,
): string[] =>
  question.by.length > 0 || question.where !== undefined || (spans.at(-1)?.end ?? now) <= now
    ? []
    : [...new Set(lines.flatMap(({ kpi, metric }) => (kpi !== null && wantsNowcast(kpi.kpi) ? [metric] : [])))];

/** The nowcast of one line; `all` holds the earlier whole periods too. */
const lineNowcast = (
  { kpi, metric }: Asked,
  observations: { all: readonly Observation[]; shown: readonly Observation[] },
  earlierToDate: ReadonlyMap<string, ToDate>,
  { grain, moment, memory }: { grain: Grain; moment: Moment; memory: Memory },
): NowcastView | null => {
  const { all, shown: series } = observations;
  const toDate = series.find((observation) => observation.current && observation.presence === "value");
  if (kpi === null || toDate === undefined || !wantsNowcast(kpi.kpi)) return null;
  const shifts = shiftsOf(kpi, memory, moment);
  return nowcastOf(kpi, { grain, all, series, toDate, earlierToDate: earlierToDate.get(metric), shifts }, moment);
};

/** How an observation differs from what the question compares with; null where there is nothing to say. */
export const deltaOf = (
  observation: Observation,
  all: readonly Observation[],
  asked: Asked,
  context: {
    compare: AskQuestion["compare"];
    elapsed: Observation | undefined;
    grain: Grain;
    moment: Moment;
    watermark: number | null;
  },
): Delta | null => {
  const { compare, elapsed, grain, moment, watermark } = context;
  const { catalog } = moment;
  const direction = catalog.metrics.get(asked.metric)?.direction ?? "neutral";
  if (compare === undefined || !(observation.current || hasArrived(observation, watermark))) return null;
  if (compare === "target")
    return asked.kpi === null ? null : deltaToTarget(observation, wantedAt(asked.kpi, observation, grain), direction);
  if (compare !== "like_for_like_to_date") return deltaWithin(compare, observation, all, direction, catalog.calendar);
  return observation.current
    ? deltaBetween(compare, observation, elapsed, direction)
    : deltaWithin("previous_period", observation, all, direction, catalog.calendar);
};

/** Answers a question about series: one per metric and slice, with a receipt. Throws not_found and invalid_request. */
export const answerSeries = async (gathering: Gathering, question: AskQuestion, memory: Memory): Promise<AskAnswer> => {
  const { warehouse, moment, at, receipts } = gathering;
  const { catalog, now } = moment;
  const lines = readNames(question, catalog);
  const metrics = [...new Set(lines.map((line) => line.metric))];
  const grain = question.grain ?? lines[0]?.kpi?.kpi.grain ?? "week";
  const window = lines[0]?.kpi?.kpi.window ?? usualWindow;
  const spans = spansWithin(
    { from: question.from, to: question.to, grain, window },
    now,
    firstOf(metrics, moment),
    catalog.calendar,
  );
  const nowcasts = nowcastMetrics(question, lines, spans, now);
  const earlier = earlierPeriods(nowcasts, grain, moment);
  const asked = disjoint([...before(spans, question.compare, moment), ...earlier, ...spans]);
  const { by, limit } = question;
  const where = question.where ?? null;
  const rankBy = lines.find(({ kpi }) => kpi?.kpi.id === question.rankBy)?.metric ?? question.rankBy;
  const done = await run(gathering, { metrics, grain, spans: asked, by, where, until: now, limit, rankBy });
  const other = question.other === true ? await runOther(gathering, done) : [];
  const elapsed = await elapsedRuns(gathering, done, question.compare, grain);
  const toDate = nowcasts.length === 0 ? nothingToDate : await gatherToDate(gathering, nowcasts, grain);
  const kept = receiptOf(done, moment, at, warehouse.engine());
  receipts.push(kept);
  const within = new Set(spans.map((span) => span.start));
  const sliceKey = (metric: string, slice: readonly (string | null)[]): string => JSON.stringify([metric, ...slice]);
  const elapsedBy = new Map(
    elapsed
      .flatMap((one) => one.series)
      .map((series) => [sliceKey(series.metric, series.slice), series.observations[0]]),
  );
  const series = lines.flatMap((line) => {
    const metric = catalog.metrics.get(line.metric);
    if (metric === undefined) return [];
    const shownSlices = done.series.map((one) => ({ ...one, more: {} }));
    const rest = other
      .flatMap((one) => one.series)
      .map((one) => ({ ...one, slice: by.map(() => null), more: { other: true } }));
    return [...shownSlices, ...rest]
      .filter((one) => one.metric === line.metric)
      .map(({ slice, observations, more }) => {
        const shown = observations.filter((observation) => within.has(observation.start));
        const context = {
          compare: question.compare,
          elapsed: "other" in more ? undefined : elapsedBy.get(sliceKey(line.metric, slice)),
          grain,
          moment,
          watermark: watermarkOf({ datasets: reportingOf(line.metric, catalog) }, moment),
        };
        return {
          metric: metric.id,
          kpi: line.kpi?.kpi.id ?? null,
          label: line.kpi?.label ?? metric.label,
          unit: unitOf(metric, catalog),
          ...(isApproximate(metric.id, catalog) ? { approximate: true } : {}),
          slice,
          ...more,
          observations: shown,
          nowcast: lineNowcast(line, { all: observations, shown }, toDate, { grain, moment, memory }),
          deltas:
            question.compare === undefined
              ? []
              : shown.map((observation) => deltaOf(observation, observations, line, context)),
        };
      });
  });
  return { now, known: null, grain, by, series, omitted: done.omitted, receipt: kept.receipt };
};
