import type { Catalog } from "@sextant/model/definition/catalog";
import type { Grain } from "@sextant/model/time/grain";
import { definitionHash } from "@sextant/semantic/version/version";
import { grainsOf } from "../grains-of.ts";
import { unreadFor } from "./unread.ts";

/** Periods of 24 months at each grain: the least that is compared, where there is data. */
const twoYears: Record<Grain, number> = { day: 731, week: 105, month: 24, quarter: 8, year: 2 };

/** The grains a metric is looked at, with the longest window of each; by the month where nothing looks at it. */
const windowsOf = (id: string, catalog: Catalog): Map<Grain, number> => {
  const grains = [...grainsOf(id, catalog)].map(([grain, window]): [Grain, number] => [
    grain,
    Math.max(window, twoYears[grain]),
  ]);
  return grains.length === 0 ? new Map([["month", twoYears.month]]) : new Map(grains);
};

/** Values computed per version: what keeps a plan of a huge workspace bounded. */
const mostValues = 60_000;

/** KPIs judged under both versions. */
const mostKpis = 300;

/** A series to compare: a metric, or a KPI that looks at another metric now, at one grain. */
export interface ComparedSeries {
  type: "metric" | "kpi";
  id: string;
  grain: Grain;
  window: number;
  before: string;
  after: string;
}

/** What a change touches and will be computed for. */
export interface EffectScope {
  series: ComparedSeries[];
  /** Ids of KPIs that are judged under both versions. */
  kpis: string[];
  /** Ids of dashboards that show any of them, or are changed themselves. */
  dashboards: string[];
  leftOut: string[];
}

interface Versions {
  inForce: Catalog;
  proposed: Catalog;
}

const inBoth = (ids: Iterable<string>, other: ReadonlyMap<string, unknown>): string[] =>
  [...ids].filter((id) => other.has(id));

const changedMetrics = ({ inForce, proposed }: Versions): Set<string> => {
  const calendar = definitionHash(inForce, "calendar", "calendar") !== definitionHash(proposed, "calendar", "calendar");
  return new Set(
    inBoth(proposed.metrics.keys(), inForce.metrics).filter(
      (id) =>
        calendar ||
        definitionHash(inForce, "metric", id) !== definitionHash(proposed, "metric", id) ||
        unreadFor(id, inForce, proposed) !== null,
    ),
  );
};

const touchedKpis = ({ inForce, proposed }: Versions, metrics: ReadonlySet<string>): string[] => {
  const kpis = inBoth(proposed.kpis.keys(), inForce.kpis);
  const own = new Set(
    kpis.filter(
      (id) =>
        metrics.has(proposed.kpis.get(id)?.metric ?? "") ||
        definitionHash(inForce, "kpi", id) !== definitionHash(proposed, "kpi", id),
    ),
  );
  const guarded = (id: string): boolean => proposed.kpis.get(id)?.guardrails.some((other) => own.has(other)) ?? false;
  return kpis.filter((id) => own.has(id) || guarded(id));
};

const isSame = (type: "dashboard", id: string, { inForce, proposed }: Versions): boolean =>
  definitionHash(inForce, type, id) === definitionHash(proposed, type, id);

const touchedDashboards = (versions: Versions, kpis: readonly string[]): string[] =>
  [...versions.proposed.dashboards.values()]
    .filter(
      (dashboard) =>
        dashboard.kpis.some((id) => kpis.includes(id)) ||
        !versions.inForce.dashboards.has(dashboard.id) ||
        !isSame("dashboard", dashboard.id, versions),
    )
    .map(({ id }) => id);

const seriesOf = (versions: Versions, metrics: ReadonlySet<string>, kpis: readonly string[]): ComparedSeries[] => {
  const { inForce, proposed } = versions;
  const own = [...metrics].flatMap((id): ComparedSeries[] => {
    const grains = new Map([...windowsOf(id, inForce), ...windowsOf(id, proposed)]);
    return [...grains].map(([grain, window]) => ({ type: "metric", id, grain, window, before: id, after: id }));
  });
  const moved = kpis.flatMap((id): ComparedSeries[] => {
    const [before, after] = [inForce.kpis.get(id), proposed.kpis.get(id)];
    if (before === undefined || after === undefined || before.metric === after.metric) return [];
    const { grain } = after;
    const window = Math.max(twoYears[grain], after.window);
    return [{ type: "kpi", id, grain, window, before: before.metric, after: after.metric }];
  });
  return [...moved, ...own];
};

const withinBudget = (series: readonly ComparedSeries[], { proposed }: Versions) => {
  const used = new Set([...proposed.kpis.values()].map(({ metric }) => metric));
  const first = [...series].sort((a, b) => Number(used.has(b.after)) - Number(used.has(a.after)));
  let values = 0;
  const kept = first.filter(({ window }) => {
    if (values + window > mostValues) return false;
    values += window;
    return true;
  });
  return { kept, left: first.length - kept.length };
};

/** What a change from the definitions in force to proposed ones touches; KPIs come before metrics nothing is judged by. */
export const scopeOf = (inForce: Catalog, proposed: Catalog): EffectScope => {
  const versions = { inForce, proposed };
  const metrics = changedMetrics(versions);
  const all = touchedKpis(versions, metrics);
  const kpis = all.slice(0, mostKpis);
  const { kept, left } = withinBudget(seriesOf(versions, metrics, kpis), versions);
  return {
    series: kept,
    kpis,
    dashboards: touchedDashboards(versions, all),
    leftOut: [
      ...(left === 0
        ? []
        : [`${left} series of metrics were not compared: a comparison computes at most ${mostValues} values.`]),
      ...(all.length === kpis.length
        ? []
        : [`${all.length - kpis.length} KPIs were not judged: at most ${mostKpis} are.`]),
    ],
  };
};
