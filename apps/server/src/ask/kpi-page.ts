import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { Receipt } from "@sextant/model/api/answers/receipt";
import type { Observation } from "@sextant/model/series/observation";
import { samePeriodLastYear, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import { followsCohorts } from "@sextant/semantic/cohorts";
import { enteredAs } from "@sextant/semantic/entered";
import { formulaInCode, formulaInWords } from "@sextant/semantic/formula";
import { behaviourOf, type KeptCourse } from "../store/behaviour.ts";
import type { Store } from "../store/store.ts";
import { checkKept, checkWhole, gatherKnown } from "./as-known.ts";
import type { KpiQuery } from "./ask.ts";
import { askableGrains } from "./askable.ts";
import { chartBands } from "./chart-bands.ts";
import {
  askOne,
  firstOf,
  type Gathered,
  type Gathering,
  gather,
  gatherElapsed,
  latestAmong,
  plainQuestion,
} from "./gather.ts";
import { historyOf } from "./history.ts";
import { limitsOf, phasesOf } from "./limits.ts";
import { courseOf, type Memory } from "./memory.ts";
import type { Moment } from "./moment.ts";
import { earlierPeriods, gatherToDate, type ToDate, wantsNowcast } from "./nowcast.ts";
import { spansWithin } from "./range.ts";
import { type ResolvedKpi, resolvedKpi } from "./resolved.ts";
import { answerSlices, chosenDimensions, dimensionsOf } from "./slices.ts";
import { disjoint } from "./spans.ts";
import { judgeAll, needsOf, watermarkOf } from "./standings.ts";
import { latestOf, tileOf } from "./tile.ts";
import { unknownName } from "./unknown-name.ts";

const definitionOf = ({ kpi, metric }: ResolvedKpi, { inForce }: Moment): KpiAnswer["definition"] => {
  const { catalog, versions, places } = inForce;
  const version = versions.get(`kpi:${kpi.id}`);
  const place = places.get(`kpi:${kpi.id}`);
  const yaml = [place, places.get(`metric:${metric.id}`)].flatMap((one) =>
    one === undefined ? [] : [one.yaml.trimEnd()],
  );
  return {
    version: version?.version ?? 0,
    hash: version?.hash ?? "",
    state: inForce.states?.get(`kpi:${kpi.id}`) ?? kpi.state,
    file: place?.file ?? null,
    line: place?.line ?? null,
    yaml: yaml.join("\n\n"),
    formula: `${formulaInWords(metric, catalog)}\n${formulaInCode(metric, catalog)}`,
    description: metric.description ?? null,
    cadence: kpi.cadence ?? null,
    actionWhenRed: kpi.action_when_red ?? null,
    cannotBeGamedBecause: kpi.cannot_be_gamed_because ?? null,
    currentPeriod: kpi.current_period,
    leads: kpi.leads.map((id) => ({ id, label: resolvedKpi(catalog, id)?.label ?? id })),
    history: (version?.history ?? []).map(({ version: number, hash, appliedAt, by }) => ({
      version: number,
      hash,
      appliedAt,
      by,
    })),
  };
};

/** What the latest whole period is compared with may lie outside the range: the period and the year before. */
const comparedWith = (spans: readonly Period[], { datasets }: ResolvedKpi, moment: Moment): Period[] =>
  latestAmong(spans, datasets, moment).flatMap((period) => [
    shiftPeriod(period, -1, moment.catalog.calendar),
    samePeriodLastYear(period, moment.catalog.calendar),
  ]);

/** What a page is laid out from. */
interface Found {
  all: readonly Observation[];
  gathered: ReadonlyMap<Grain, Gathered>;
  elapsed: Observation | undefined;
  earlierToDate: ToDate | undefined;
  receipt: Receipt;
}

const findFresh = async (
  gathering: Gathering,
  resolved: ResolvedKpi,
  grain: Grain,
  spans: readonly Period[],
): Promise<Found> => {
  const { moment } = gathering;
  const { kpi, metric } = resolved;
  const nowcasts = wantsNowcast(kpi) ? [metric.id] : [];
  const earlier = earlierPeriods(nowcasts, grain, moment);
  const asked = disjoint([...comparedWith(spans, resolved, moment), ...earlier, ...spans]);
  const [{ gathered: here, kept }, gathered, elapsed, toDate] = await Promise.all([
    askOne(gathering, plainQuestion([metric.id], grain, asked, moment.now)),
    gather(gathering, needsOf([kpi.id, ...kpi.guardrails], moment)),
    gatherElapsed(gathering, [metric.id], grain),
    gatherToDate(gathering, nowcasts, grain),
  ]);
  const all = here.observations.get(metric.id) ?? [];
  const before = { elapsed: elapsed.get(metric.id), earlierToDate: toDate.get(metric.id) };
  return { all, gathered, ...before, receipt: kept.receipt };
};

const findKnown = async (gathering: Gathering, { kpi, metric }: ResolvedKpi, grain: Grain): Promise<Found> => {
  const answer = await gatherKnown(gathering, [kpi.id, ...kpi.guardrails]);
  checkKept(kpi, grain, answer);
  const all = answer.gathered.get(grain)?.observations.get(metric.id) ?? [];
  return { all, gathered: answer.gathered, elapsed: undefined, earlierToDate: undefined, receipt: answer.kept.receipt };
};

/** What is kept of how a KPI behaves, as far as it lies within the spans shown; at its judged grain only. */
const behaviourWithin = async (
  { kpi }: ResolvedKpi,
  course: KeptCourse | null,
  { grain, spans }: { grain: Grain; spans: readonly Period[] },
  store: Store,
): Promise<KpiAnswer["behaviour"]> => {
  if (course === null || grain !== kpi.grain) return null;
  const kept = await behaviourOf(store, kpi.id, grain);
  if (kept === null || kept.inputs !== course.inputs) return null;
  const [from, to] = [spans[0]?.start ?? 0, spans.at(-1)?.end ?? 0];
  const shown = <T extends { start: number }>(all: readonly T[]): T[] =>
    all.filter(({ start }) => start >= from && start < to);
  const { expected, signals, changes } = kept.behaviour;
  return { ...kept.behaviour, expected: shown(expected), signals: shown(signals), changes: shown(changes) };
};

/** Everything the page of a KPI shows. Its standing is that of the judged grain, whatever grain and range are shown. */
export const answerKpi = async (
  gathering: Gathering,
  id: string,
  query: KpiQuery,
  memory: Memory,
  store: Store,
): Promise<KpiAnswer> => {
  const { moment } = gathering;
  const { catalog, now } = moment;
  const resolved = resolvedKpi(catalog, id);
  if (resolved === undefined) throw unknownName("KPI", id, catalog.kpis.keys());
  const { kpi, metric } = resolved;
  const grain: Grain = query.grain ?? kpi.grain;
  if (moment.known !== null) checkWhole({ by: query.by === undefined ? [] : [query.by] });
  const dimensions = moment.known === null ? dimensionsOf(resolved, catalog) : [];
  const by = chosenDimensions(query.by, dimensions);
  const first = firstOf([metric.id], moment);
  const spans = spansWithin(
    { from: query.from, to: query.to, grain, window: kpi.window },
    now,
    first,
    catalog.calendar,
  );
  const [{ all, gathered, receipt, ...before }, history] = await Promise.all([
    moment.known === null ? findFresh(gathering, resolved, grain, spans) : findKnown(gathering, resolved, grain),
    historyOf(gathering, resolved, grain, spans),
  ]);
  const standingOf = judgeAll(moment, gathered, memory);
  const within = new Set(spans.map((span) => span.start));
  const series = all.filter((observation) => within.has(observation.start));
  const course = courseOf(resolved, memory, moment);
  const shifts = course?.shifts ?? [];
  const parts = {
    grain,
    all,
    series,
    ...before,
    standing: standingOf(resolved),
    receipt: receipt.id,
    course,
  };
  const latest = latestOf(series, resolved, moment);
  const limits = limitsOf(series, watermarkOf(resolved, moment), shifts);
  const { slices, omitted, other } = await answerSlices(gathering, resolved, {
    grain,
    by,
    latest,
    compare: query.compare,
  });
  return {
    now,
    pinned: moment.pinned,
    known: moment.known,
    timeZone: catalog.calendar.timeZone,
    tile: tileOf(resolved, parts, moment),
    grains: askableGrains(metric.id, moment),
    from: spans[0]?.start ?? now,
    to: spans.at(-1)?.end ?? now,
    judgedGrain: kpi.grain,
    bands: chartBands(resolved, latest, limits, grain),
    controlLimits: limits === null ? null : { lower: limits.lower, mean: limits.mean, upper: limits.upper },
    phases: phasesOf(series, watermarkOf(resolved, moment), shifts),
    behaviour: await behaviourWithin(resolved, course, { grain, spans }, store),
    dimensions,
    by,
    slices,
    slicesOmitted: omitted,
    otherSlices: other,
    guardrailStandings: kpi.guardrails.flatMap((guardrail) => {
      const other = resolvedKpi(catalog, guardrail);
      return other === undefined ? [] : [{ id: guardrail, label: other.label, standing: standingOf(other) }];
    }),
    definition: definitionOf(resolved, moment),
    history,
    dashboards: [...catalog.dashboards.values()]
      .filter(({ kpis }) => kpis.includes(id))
      .map(({ id: dashboard, label }) => ({ id: dashboard, label })),
    hasCohorts: followsCohorts(catalog, metric.id),
    entered: enteredAs(metric),
    receipt,
  };
};
