import type { DictionaryAnswer, DictionaryEntry, DictionaryQuery } from "@sextant/model/api/answers/dictionary";
import type { Catalog } from "@sextant/model/definition/catalog";
import { type Prepared, prepared, searchEntries } from "@sextant/model/dictionary/search";
import { type Metric, traitsOf } from "@sextant/model/metric/metric";
import { formulaInWords } from "@sextant/semantic/formula";
import { datasetsOf, kindOf } from "@sextant/semantic/kinds/kinds";
import type { KeptStanding } from "../store/standing.ts";
import type { InForce } from "./ask.ts";
import { meaningOf, resolvedKpi } from "./resolved.ts";

/** How many findings each definition has, by subject, e.g. `kpi revenue`. */
const countBySubject = ({ findings }: InForce): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { subject } of findings) if (subject !== undefined) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  return counts;
};

const versionOf = ({ versions }: InForce, key: string): { version: number; hash: string } => {
  const known = versions.get(key);
  return { version: known?.version ?? 0, hash: known?.hash ?? "" };
};

/** Dashboards by the KPIs on them. */
const dashboardsByKpi = (catalog: Catalog): Map<string, string[]> => {
  const on = new Map<string, string[]>();
  for (const { id, kpis } of catalog.dashboards.values())
    for (const kpi of kpis) on.set(kpi, [...(on.get(kpi) ?? []), id]);
  return on;
};

/** What an entry takes from its metric, whether a KPI promotes it or not. */
const ofMetric = (metric: Metric, catalog: Catalog) => ({
  metric: metric.id,
  kind: metric.kind,
  formula: formulaInWords(metric, catalog),
  unit: catalog.units.get(metric.unit)?.label ?? metric.unit,
  direction: metric.direction,
  nature: traitsOf(metric).qualitative === true ? ("qualitative" as const) : ("quantitative" as const),
  synonyms: metric.synonyms,
  sources: datasetsOf(metric.id, catalog),
});

const kpiEntries = (inForce: InForce, findings: ReadonlyMap<string, number>): DictionaryEntry[] => {
  const { catalog, states, drift } = inForce;
  const dashboards = dashboardsByKpi(catalog);
  return [...catalog.kpis.keys()].flatMap((id): DictionaryEntry[] => {
    const resolved = resolvedKpi(catalog, id);
    if (resolved === undefined) return [];
    const { kpi, metric, label, unit } = resolved;
    const owner =
      kpi.owner === undefined ? null : { id: kpi.owner, label: catalog.people.get(kpi.owner)?.label ?? kpi.owner };
    return [
      {
        ...ofMetric(metric, catalog),
        type: "kpi",
        id,
        label,
        description: kpi.objective ?? metric.description ?? null,
        unit: unit.label,
        owner,
        level: kpi.level,
        departments: kpi.departments,
        state: states?.get(`kpi:${id}`) ?? kpi.state,
        timing: kpi.timing ?? null,
        grain: kpi.grain,
        ...versionOf(inForce, `kpi:${id}`),
        standing: null,
        formerly: kpi.formerly,
        drift: [...(drift.get(`kpi:${id}`) ?? [])],
        findings: (findings.get(`kpi ${id}`) ?? 0) + (findings.get(`metric ${metric.id}`) ?? 0),
        usedIn: dashboards.get(id) ?? [],
      },
    ];
  });
};

/** KPIs and metrics that stand directly on each metric. */
export const usersOfMetrics = (catalog: Catalog): Map<string, { kpis: string[]; metrics: string[] }> => {
  const users = new Map<string, { kpis: string[]; metrics: string[] }>();
  const of = (metric: string): { kpis: string[]; metrics: string[] } => {
    const known = users.get(metric) ?? { kpis: [], metrics: [] };
    users.set(metric, known);
    return known;
  };
  for (const kpi of catalog.kpis.values()) of(kpi.metric).kpis.push(kpi.id);
  for (const metric of catalog.metrics.values())
    for (const base of kindOf(metric).builtOn(metric)) of(base).metrics.push(metric.id);
  return users;
};

const metricEntries = (inForce: InForce, findings: ReadonlyMap<string, number>): DictionaryEntry[] => {
  const { catalog, states, drift } = inForce;
  const users = usersOfMetrics(catalog);
  return [...catalog.metrics.values()].map((metric) => {
    const { kpis, metrics } = users.get(metric.id) ?? { kpis: [], metrics: [] };
    return {
      ...ofMetric(metric, catalog),
      type: "metric",
      id: metric.id,
      label: metric.label,
      description: metric.description ?? null,
      owner: null,
      level: null,
      departments: [],
      state: states?.get(`metric:${metric.id}`) ?? metric.lifecycle,
      timing: null,
      grain: null,
      ...versionOf(inForce, `metric:${metric.id}`),
      standing: null,
      formerly: metric.formerly,
      drift: [...(drift.get(`metric:${metric.id}`) ?? [])],
      findings: findings.get(`metric ${metric.id}`) ?? 0,
      usedIn: [...kpis, ...metrics],
    };
  });
};

/** Entries already prepared, per catalog: searching as somebody types prepares them once. */
const known = new WeakMap<Catalog, { revision: number; drift: InForce["drift"]; entries: Prepared[] }>();

/** Every KPI and metric, prepared for looking up, without standings. */
export const entriesOf = (inForce: InForce): Prepared[] => {
  const { revision, catalog, drift } = inForce;
  const before = known.get(catalog);
  if (before?.revision === revision && before.drift === drift) return before.entries;
  const findings = countBySubject(inForce);
  const entries = [...kpiEntries(inForce, findings), ...metricEntries(inForce, findings)].map(prepared);
  known.set(catalog, { revision, drift, entries });
  return entries;
};

/** Entries with the standings evaluated last, of the meaning in force. */
export const withStandings = (
  entries: readonly Prepared[],
  { catalog, versions }: InForce,
  standings: ReadonlyMap<string, KeptStanding>,
): Prepared[] =>
  entries.map((one) => {
    const kept = standings.get(`${one.entry.id} ${one.entry.grain}`);
    const kpi = one.entry.type === "kpi" ? catalog.kpis.get(one.entry.id) : undefined;
    if (kept === undefined || kpi === undefined || kept.meaning !== meaningOf(kpi, versions)) return one;
    return { ...one, entry: { ...one.entry, standing: kept.standing } };
  });

/** The KPIs and metrics that have what is looked for; standings are those last evaluated. */
export const answerDictionary = (
  inForce: InForce,
  standings: ReadonlyMap<string, KeptStanding>,
  query: DictionaryQuery,
): DictionaryAnswer => searchEntries(withStandings(entriesOf(inForce), inForce, standings), query);
