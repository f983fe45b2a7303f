import type { DictionaryAnswer, DictionaryEntry } from "@sextant/model/api/answers/dictionary";
import type { Catalog } from "@sextant/model/definition/catalog";
import { formulaInWords } from "@sextant/semantic/formula";
import { kindOf } from "@sextant/semantic/kinds/kinds";
import type { KeptStanding } from "../store/standing.ts";
import type { InForce } from "./ask.ts";
import { meaningOf, resolvedKpi } from "./resolved.ts";

const findingsAbout = ({ findings }: InForce, subject: string): number =>
  findings.filter((finding) => finding.subject === subject).length;

const versionOf = ({ versions }: InForce, key: string): { version: number; hash: string } => {
  const known = versions.get(key);
  return { version: known?.version ?? 0, hash: known?.hash ?? "" };
};

const kpiEntries = (inForce: InForce, standings: ReadonlyMap<string, KeptStanding>): DictionaryEntry[] => {
  const { catalog } = inForce;
  return [...catalog.kpis.keys()].flatMap((id): DictionaryEntry[] => {
    const resolved = resolvedKpi(catalog, id);
    if (resolved === undefined) return [];
    const { kpi, metric, label, unit } = resolved;
    const version = versionOf(inForce, `kpi:${id}`);
    const kept = standings.get(`${id} ${kpi.grain}`);
    return [
      {
        type: "kpi",
        id,
        label,
        description: kpi.objective ?? metric.description ?? null,
        metric: metric.id,
        kind: metric.kind,
        formula: formulaInWords(metric, catalog),
        unit: unit.label,
        direction: metric.direction,
        owner:
          kpi.owner === undefined ? null : { id: kpi.owner, label: catalog.people.get(kpi.owner)?.label ?? kpi.owner },
        level: kpi.level,
        state: kpi.state,
        timing: kpi.timing ?? null,
        grain: kpi.grain,
        ...version,
        standing: kept !== undefined && kept.meaning === meaningOf(kpi, inForce.versions) ? kept.standing : null,
        synonyms: metric.synonyms,
        drift: [...(inForce.drift.get(`kpi:${id}`) ?? [])],
        findings: findingsAbout(inForce, `kpi ${id}`) + findingsAbout(inForce, `metric ${metric.id}`),
        usedIn: [...catalog.dashboards.values()]
          .filter(({ kpis }) => kpis.includes(id))
          .map((dashboard) => dashboard.id),
      },
    ];
  });
};

/** KPIs and metrics that stand directly on each metric. */
const usersOfMetrics = (catalog: Catalog): Map<string, string[]> => {
  const users = new Map<string, string[]>();
  const note = (metric: string, user: string): void => {
    users.set(metric, [...(users.get(metric) ?? []), user]);
  };
  for (const kpi of catalog.kpis.values()) note(kpi.metric, kpi.id);
  for (const metric of catalog.metrics.values())
    for (const base of kindOf(metric).builtOn(metric)) note(base, metric.id);
  return users;
};

const metricEntries = (inForce: InForce): DictionaryEntry[] => {
  const { catalog } = inForce;
  const users = usersOfMetrics(catalog);
  return [...catalog.metrics.values()].map((metric) => ({
    type: "metric",
    id: metric.id,
    label: metric.label,
    description: metric.description ?? null,
    metric: metric.id,
    kind: metric.kind,
    formula: formulaInWords(metric, catalog),
    unit: catalog.units.get(metric.unit)?.label ?? metric.unit,
    direction: metric.direction,
    owner: null,
    level: null,
    state: null,
    timing: null,
    grain: null,
    ...versionOf(inForce, `metric:${metric.id}`),
    standing: null,
    synonyms: metric.synonyms,
    drift: [...(inForce.drift.get(`metric:${metric.id}`) ?? [])],
    findings: findingsAbout(inForce, `metric ${metric.id}`),
    usedIn: users.get(metric.id) ?? [],
  }));
};

/** All KPIs and all metrics; standings are those last evaluated. */
export const answerDictionary = (inForce: InForce, standings: ReadonlyMap<string, KeptStanding>): DictionaryAnswer => ({
  entries: [...kpiEntries(inForce, standings), ...metricEntries(inForce)],
});
