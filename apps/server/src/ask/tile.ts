import type { Delta } from "@sextant/model/api/answers/observation";
import type { Tile } from "@sextant/model/api/answers/tile";
import type { Observation } from "@sextant/model/series/observation";
import type { Standing } from "@sextant/model/standing/status";
import { paceAt, targetAt } from "@sextant/model/standing/target";
import type { Grain } from "@sextant/model/time/grain";
import { durationOf } from "@sextant/semantic/duration";
import { isApproximate } from "@sextant/semantic/kinds/kinds";
import type { KeptCourse } from "../store/behaviour.ts";
import { deltaBetween, deltaToTarget, deltaWithin } from "./deltas.ts";
import { hasArrived } from "./limits.ts";
import type { Moment } from "./moment.ts";
import { nowcastOf, type ToDate } from "./nowcast.ts";
import { type ResolvedKpi, resolvedKpi } from "./resolved.ts";
import { coveredOf, knownUntil } from "./standings.ts";

/** What a tile is made of, besides the KPI. */
export interface TileParts {
  grain: Grain;
  /** Everything asked for at the grain shown, with the periods it is compared with. */
  all: readonly Observation[];
  /** What is drawn. */
  series: readonly Observation[];
  /** The part of the previous period that has passed of the current one. */
  elapsed: Observation | undefined;
  /** What earlier periods had reached after the same part; undefined where no nowcast is wanted. */
  earlierToDate: ToDate | undefined;
  standing: Standing;
  receipt: string;
  /** What was kept of how it behaves; null where nothing is. */
  course: Pick<KeptCourse, "shifts" | "outlook"> | null;
}

/** The last period that is over and whose data has arrived. */
export const latestOf = (series: readonly Observation[], resolved: ResolvedKpi, moment: Moment): Observation | null => {
  const watermark = coveredOf(resolved, moment);
  return series.findLast((observation) => hasArrived(observation, watermark)) ?? null;
};

/** The wanted value of a period at a grain, as it is judged by; null where the target does not speak of that grain. */
export const wantedAt = (
  { target, bands, scalesWithGrain, kpi }: ResolvedKpi,
  period: Observation,
  grain: Grain,
): number | null => {
  if (target === null || (scalesWithGrain && grain !== kpi.grain)) return null;
  return bands?.basis === "target" ? targetAt(target, period.end) : paceAt(target, period.end);
};

const deltasOf = (
  resolved: ResolvedKpi,
  parts: TileParts,
  latest: Observation | null,
  toDate: Observation | null,
  moment: Moment,
): Delta[] => {
  const { direction } = resolved.metric;
  const { calendar } = moment.catalog;
  const deltas: (Delta | null)[] = [];
  if (latest !== null) {
    deltas.push(deltaWithin("previous_period", latest, parts.all, direction, calendar));
    deltas.push(deltaWithin("previous_year", latest, parts.all, direction, calendar));
  }
  if (toDate !== null) deltas.push(deltaBetween("like_for_like_to_date", toDate, parts.elapsed, direction));
  if (latest !== null) deltas.push(deltaToTarget(latest, wantedAt(resolved, latest, parts.grain), direction));
  return deltas.filter((delta) => delta !== null);
};

const reference = (id: string, label: string | undefined) => ({ id, label: label ?? id });

/** How fresh the datasets behind a KPI are. */
const freshnessOf = (resolved: ResolvedKpi, moment: Moment): Tile["freshness"] =>
  knownUntil(resolved, moment).map(([id, until]) => {
    const { catalog, landed, now } = moment;
    const { watermark = null, landedAt = null } = landed.get(id) ?? {};
    const staleAfter = durationOf(catalog.datasets.get(id)?.stale_after ?? "2d");
    return { dataset: id, watermark, landedAt, staleAfter, stale: until === null || now - until > staleAfter };
  });

/** A KPI as a dashboard shows it. The standing belongs to the judged grain, whatever grain is shown. */
export const tileOf = (resolved: ResolvedKpi, parts: TileParts, moment: Moment): Tile => {
  const { kpi, metric, label, unit } = resolved;
  const { catalog, inForce } = moment;
  const series = parts.series.filter((observation) => !observation.current || observation.presence !== "unknown");
  const latest = latestOf(series, resolved, moment);
  const toDate = series.find((observation) => observation.current && observation.presence === "value") ?? null;
  const version = inForce.versions.get(`kpi:${kpi.id}`);
  const owner = kpi.owner === undefined ? null : reference(kpi.owner, catalog.people.get(kpi.owner)?.label);
  return {
    id: kpi.id,
    label,
    objective: kpi.objective ?? null,
    metric: metric.id,
    unit,
    ...(isApproximate(metric.id, catalog) ? { approximate: true } : {}),
    direction: metric.direction,
    owner,
    level: kpi.level,
    timing: kpi.timing ?? null,
    grain: parts.grain,
    latest,
    toDate,
    outlook: parts.grain === kpi.grain ? (parts.course?.outlook ?? null) : null,
    nowcast:
      toDate === null ? null : nowcastOf(resolved, { ...parts, toDate, shifts: parts.course?.shifts ?? [] }, moment),
    deltas: deltasOf(resolved, parts, latest, toDate, moment),
    series,
    targets: series.map((observation) => wantedAt(resolved, observation, parts.grain)),
    target: latest === null ? null : wantedAt(resolved, latest, parts.grain),
    standing: parts.standing,
    freshness: freshnessOf(resolved, moment),
    guardrails: kpi.guardrails.map((id) => reference(id, resolvedKpi(catalog, id)?.label)),
    definition: { version: version?.version ?? 0, hash: version?.hash ?? "", state: kpi.state },
    drift: [...(inForce.drift.get(`kpi:${kpi.id}`) ?? [])],
    receipt: parts.receipt,
  };
};
