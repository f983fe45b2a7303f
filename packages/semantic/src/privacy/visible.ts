import { manualEntries } from "@sextant/model/dataset/manual-entries";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import type { Metric } from "@sextant/model/metric/metric";
import { joinedBy, kindOf, reportingOf } from "../kinds/kinds.ts";

/** A KPI of one person: its values are the owner's alone. */
export const isPersonal = ({ level }: Kpi): boolean => level === "person";

/** Whether a workspace has anything to keep from anybody. */
export const hasPersonal = (catalog: Catalog): boolean => [...catalog.kpis.values()].some(isPersonal);

/** What is closed to a reader. */
interface Closed {
  /** The reader's own metrics, by id. */
  own: ReadonlySet<string>;
  /** Metrics somebody else's personal KPI promotes, or one without an owner. */
  foreign: ReadonlySet<string>;
  /** Datasets personal KPIs read: their rows speak of single people. */
  datasets: ReadonlySet<string>;
}

/**
 * The datasets personal KPIs read. A condition, a slice or another metric over the same rows would tell a person's value, so the
 * rows are closed as a whole unless their author says that everybody may see them. Entries by hand are kept apart by metric already.
 */
const closedDatasets = (catalogs: readonly Catalog[]): Set<string> => {
  const closed = new Set<string>();
  const sources = new Set<string>();
  for (const catalog of catalogs)
    for (const kpi of catalog.kpis.values())
      for (const id of isPersonal(kpi) ? reportingOf(kpi.metric, catalog) : []) {
        const dataset = catalog.datasets.get(id);
        if (id === manualEntries.id || dataset?.open_rows === true) continue;
        closed.add(id);
        if (dataset?.source !== undefined) sources.add(JSON.stringify(dataset.source));
      }
  // Another dataset over the same source holds the same rows.
  for (const { datasets } of catalogs)
    for (const { id, source } of datasets.values())
      if (source !== undefined && sources.has(JSON.stringify(source))) closed.add(id);
  return closed;
};

const closedTo = (reader: string | null, catalog: Catalog, also: readonly Catalog[]): Closed => {
  const kpis = [catalog, ...also].flatMap((one) => [...one.kpis.values()]).filter(isPersonal);
  const isOwn = ({ owner }: Kpi): boolean => owner !== undefined && owner === reader;
  const foreign = new Set(kpis.filter((kpi) => !isOwn(kpi)).map(({ metric }) => metric));
  const own = kpis.filter((kpi) => isOwn(kpi) && !foreign.has(kpi.metric)).map(({ metric }) => metric);
  return { own: new Set(own), foreign, datasets: closedDatasets([catalog, ...also]) };
};

const visibleMetrics = (catalog: Catalog, closed: Closed): Map<string, Metric> => {
  const known = new Map<string, boolean>();
  const readsClosed = (metric: Metric): boolean =>
    [...kindOf(metric).datasets(metric), ...[...joinedBy(metric, catalog).values()].flatMap(({ hops }) => hops)].some(
      ({ dataset }) => closed.datasets.has(dataset),
    );
  const isVisible = (id: string): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const metric = catalog.metrics.get(id);
    // A definition that leans on itself is never visible.
    known.set(id, false);
    const visible =
      metric !== undefined &&
      !closed.foreign.has(id) &&
      (closed.own.has(id) || (!readsClosed(metric) && [...kindOf(metric).builtOn(metric)].every(isVisible)));
    known.set(id, visible);
    return visible;
  };
  return new Map([...catalog.metrics].filter(([id]) => isVisible(id)));
};

const visibleKpis = (
  catalog: Catalog,
  metrics: ReadonlyMap<string, Metric>,
  reader: string | null,
): Map<string, Kpi> => {
  const kept = new Map(
    [...catalog.kpis].filter(
      ([, kpi]) => metrics.has(kpi.metric) && !(isPersonal(kpi) && (kpi.owner === undefined || kpi.owner !== reader)),
    ),
  );
  // A status that rests on a guardrail nobody else may see would tell the guardrail's.
  const whole = [...kept].filter(([, { guardrails }]) =>
    guardrails.every((id) => (catalog.kpis.has(id) ? kept.has(id) : metrics.has(id) || !catalog.metrics.has(id))),
  );
  const ids = new Set(whole.map(([id]) => id));
  return new Map(whole.map(([id, kpi]) => [id, { ...kpi, leads: kpi.leads.filter((led) => ids.has(led)) }]));
};

const withoutJoins = (catalog: Catalog, closed: Closed): Catalog["datasets"] =>
  new Map(
    [...catalog.datasets].map(([id, dataset]) => {
      const joins = Object.entries(dataset.joins ?? {}).filter(([, join]) => !closed.datasets.has(join.dataset));
      if (joins.length === Object.keys(dataset.joins ?? {}).length) return [id, dataset];
      const names = new Set(joins.map(([name]) => name));
      const dimensions = dataset.dimensions.filter(
        (name) => !name.includes(".") || names.has(name.split(".")[0] ?? ""),
      );
      return [id, { ...dataset, joins: Object.fromEntries(joins), dimensions }];
    }),
  );

const visible = (catalog: Catalog, reader: string | null, also: readonly Catalog[]): Catalog => {
  const closed = closedTo(reader, catalog, also);
  const metrics = visibleMetrics(catalog, closed);
  const kpis = visibleKpis(catalog, metrics, reader);
  const dashboards = [...catalog.dashboards].map(
    ([id, dashboard]) => [id, { ...dashboard, kpis: dashboard.kpis.filter((kpi) => kpis.has(kpi)) }] as const,
  );
  return {
    ...catalog,
    ...{ metrics, kpis, datasets: withoutJoins(catalog, closed), dashboards: new Map(dashboards) },
    alerts: new Map([...catalog.alerts].filter(([, { kpi }]) => kpis.has(kpi))),
  };
};

const remembered = new WeakMap<Catalog, Map<string, Catalog>>();

/** Readers whose definitions are remembered. */
const most = 200;

/** The name of what a reader may see: people without a personal KPI all see the same. */
export const audienceOf = (reader: string | null, catalog: Catalog): string =>
  reader !== null && [...catalog.kpis.values()].some((kpi) => isPersonal(kpi) && kpi.owner === reader) ? reader : "";

/**
 * The definitions as far as a person, or nobody in particular (null), may see answers from them (P5). The same object for the same
 * definitions and audience, and the definitions themselves where nothing is personal.
 */
export const visibleTo = (reader: string | null, catalog: Catalog): Catalog => {
  if (!hasPersonal(catalog)) return catalog;
  const audience = audienceOf(reader, catalog);
  const views = remembered.get(catalog) ?? new Map<string, Catalog>();
  remembered.set(catalog, views);
  const known = views.get(audience);
  if (known !== undefined) return known;
  const view = visible(catalog, audience === "" ? null : audience, []);
  if (views.size >= most) views.clear();
  views.set(audience, view);
  return view;
};

/** Proposed definitions as far as a reader may see answers from them: what is closed in those in force stays closed. */
export const proposedTo = (reader: string | null, proposed: Catalog, inForce: Catalog): Catalog =>
  hasPersonal(proposed) || hasPersonal(inForce) ? visible(proposed, reader, [inForce]) : proposed;
