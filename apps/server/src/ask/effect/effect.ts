import type { Effect, KpiEffectView, SeriesEffectView } from "@sextant/model/api/answers/effect";
import type { Catalog } from "@sextant/model/definition/catalog";
import { compareSeries } from "@sextant/model/effect/compare-series";
import { compareStatuses } from "@sextant/model/effect/compare-statuses";
import { unitOf } from "@sextant/model/metric/unit-of";
import type { Observation } from "@sextant/model/series/observation";
import { replayStatuses } from "@sextant/model/standing/replay";
import type { Grain } from "@sextant/model/time/grain";
import { datasetsOf } from "@sextant/semantic/kinds/kinds";
import { definitionHash } from "@sextant/semantic/version/version";
import type { InForce } from "../ask.ts";
import { type Gathered, type Gathering, gather, type KnownAnswer, type Need } from "../gather.ts";
import type { Memory } from "../memory.ts";
import type { Moment } from "../moment.ts";
import { resolvedKpi } from "../resolved.ts";
import { inputOf, judgeAll, needsOf, windowOf } from "../standings.ts";
import { type ComparedSeries, type EffectScope, scopeOf } from "./scope.ts";
import { unreadFor } from "./unread.ts";

/** Periods of a series sent along, the latest; the counts are over all of them. */
const mostPoints = 120;

/** Past changes of a status sent along, the latest. */
const mostChanges = 12;

/** Proposed definitions as if they were in force, as far as judging needs it: with the hashes of their meanings. */
export const asInForce = (proposed: Catalog): InForce => {
  const hashed = (type: "kpi" | "metric" | "calendar", id: string) => {
    const entry = { version: 0, hash: definitionHash(proposed, type, id), history: [] };
    return [`${type}:${id}`, entry] as const;
  };
  const versions = new Map([
    hashed("calendar", "calendar"),
    ...[...proposed.kpis.values()].flatMap(({ id, metric }) => [hashed("kpi", id), hashed("metric", metric)]),
  ]);
  return { catalog: proposed, findings: [], versions, places: new Map(), revision: -1, drift: new Map() };
};

/** One version of the definitions with what was gathered for it. */
interface Side {
  moment: Moment;
  gathered: ReadonlyMap<Grain, Gathered>;
  /** Why metrics cannot be computed before their data is read anew, by id. */
  unread: ReadonlyMap<string, string>;
}

/** Answers of one version that hold for the other as well: those about metrics that mean the same, of datasets that are the same. */
const stillTrue = (known: ReadonlyMap<string, KnownAnswer>, inForce: Catalog, proposed: Catalog) => {
  const isSame = (type: "metric" | "dataset" | "calendar", id: string): boolean =>
    definitionHash(inForce, type, id) === definitionHash(proposed, type, id);
  if (!isSame("calendar", "calendar")) return new Map<string, KnownAnswer>();
  const holds = (id: string): boolean =>
    proposed.metrics.has(id) &&
    isSame("metric", id) &&
    datasetsOf(id, proposed).every((dataset) => isSame("dataset", dataset));
  return new Map([...known].filter(([, { gathered }]) => [...gathered.receipts.keys()].every(holds)));
};

const gatherSide = async (
  gathering: Gathering,
  scope: EffectScope,
  pick: "before" | "after",
  unread: ReadonlyMap<string, string>,
): Promise<Side> => {
  const { moment } = gathering;
  const compared = scope.series.map((one): Need => ({ metric: one[pick], grain: one.grain, window: one.window }));
  const judged = needsOf(scope.kpis, moment);
  const needs = [...compared, ...judged].filter(({ metric }) => !unread.has(metric));
  return { moment, gathered: await gather(gathering, needs), unread };
};

const brokenIn = ({ gathered, unread }: Side, metric: string, grain: Grain): string | null =>
  unread.get(metric) ?? gathered.get(grain)?.broken.get(metric) ?? null;

const observationsIn = ({ gathered, moment }: Side, metric: string, grain: Grain, window: number): Observation[] =>
  windowOf(gathered.get(grain)?.observations.get(metric) ?? [], window, grain, moment);

const seriesEffect = (one: ComparedSeries, before: Side, after: Side): SeriesEffectView[] => {
  const { type, id, grain, window } = one;
  const metric = after.moment.catalog.metrics.get(one.after);
  if (metric === undefined) return [];
  const broken = { before: brokenIn(before, one.before, grain), after: brokenIn(after, one.after, grain) };
  const isWhole = broken.before === null && broken.after === null;
  const { points, ...effect } = isWhole
    ? compareSeries(observationsIn(before, one.before, grain, window), observationsIn(after, one.after, grain, window))
    : compareSeries([], []);
  const label = type === "kpi" ? (resolvedKpi(after.moment.catalog, id)?.label ?? id) : metric.label;
  return [
    {
      type,
      id,
      label,
      unit: unitOf(metric, after.moment.catalog),
      grain,
      periods: points.length,
      ...effect,
      points: points.slice(-mostPoints),
      broken,
    },
  ];
};

type StandingOf = ReturnType<typeof judgeAll>;

const kpiEffect = (
  id: string,
  before: Side,
  after: Side,
  standings: [StandingOf, StandingOf],
  memory: Memory,
): KpiEffectView[] => {
  const was = resolvedKpi(before.moment.catalog, id);
  const is = resolvedKpi(after.moment.catalog, id);
  if (was === undefined || is === undefined) return [];
  const from = standings[0](was);
  const unread = after.unread.has(is.metric.id);
  const to = unread ? null : standings[1](is);
  const { periods, changes } = compareStatuses(
    replayStatuses(inputOf(before.moment, before.gathered, was, memory)),
    unread ? [] : replayStatuses(inputOf(after.moment, after.gathered, is, memory)),
  );
  return [
    {
      id,
      label: is.label,
      grain: is.kpi.grain,
      from,
      to,
      flips: to !== null && to.status !== from.status,
      periods,
      changed: changes.length,
      changes: changes.slice(-mostChanges),
    },
  ];
};

/**
 * What proposed definitions would do to past values and to statuses, at the gathering's moment: from the same rows, for the same
 * now. A metric that cannot be computed costs only its own line.
 */
export const answerEffect = async (gathering: Gathering, proposed: Moment, memory: Memory): Promise<Effect> => {
  const { moment } = gathering;
  const scope = scopeOf(moment.catalog, proposed.catalog);
  const unread = new Map(
    [
      ...new Set([
        ...scope.series.map(({ after }) => after),
        ...needsOf(scope.kpis, proposed).map(({ metric }) => metric),
      ]),
    ]
      .map((id) => [id, unreadFor(id, moment.catalog, proposed.catalog)] as const)
      .filter((entry): entry is readonly [string, string] => entry[1] !== null),
  );
  const before = await gatherSide(gathering, scope, "before", new Map());
  const known = stillTrue(gathering.known, moment.catalog, proposed.catalog);
  const after = await gatherSide({ ...gathering, moment: proposed, known, receipts: [] }, scope, "after", unread);
  const standings: [StandingOf, StandingOf] = [
    judgeAll(before.moment, before.gathered, memory),
    judgeAll(after.moment, after.gathered, memory),
  ];
  return {
    now: moment.now,
    timeZone: moment.catalog.calendar.timeZone,
    series: scope.series.flatMap((one) => seriesEffect(one, before, after)),
    kpis: scope.kpis.flatMap((id) => kpiEffect(id, before, after, standings, memory)),
    dashboards: scope.dashboards.map((id) => ({
      id,
      label: proposed.catalog.dashboards.get(id)?.label ?? id,
    })),
    leftOut: scope.leftOut,
  };
};
