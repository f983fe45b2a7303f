import type { KpiLink, OrganisationAnswer } from "@sextant/model/api/answers/organisation";
import type { Catalog } from "@sextant/model/definition/catalog";
import { holdWhole } from "@sextant/model/kpi/cascade";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { kindOf } from "@sextant/semantic/kinds/kinds";
import type { KeptStanding } from "../store/standing.ts";
import type { InForce } from "./ask.ts";
import { meaningOf, resolvedKpi } from "./resolved.ts";
import { kpisInUse, targetNow, wholesOf } from "./wholes.ts";

type Reconciled = OrganisationAnswer["reconciliations"][number];

/** KPIs by the metric they promote; several may promote one at different levels. */
const byMetric = (kpis: readonly Kpi[]): Map<string, Kpi[]> => Map.groupBy(kpis, ({ metric }) => metric);

/** Declared links, and those of formulas: a KPI on a metric that another's metric is built on. */
const linksOf = (kpis: readonly Kpi[], catalog: Catalog): KpiLink[] => {
  const known = new Set(kpis.map(({ id }) => id));
  const promoted = byMetric(kpis);
  const links = kpis.flatMap((kpi): KpiLink[] => {
    const metric = catalog.metrics.get(kpi.metric);
    const bases = metric === undefined ? [] : kindOf(metric).builtOn(metric);
    const components = bases.flatMap((base) => promoted.get(base) ?? []).filter(({ id }) => id !== kpi.id);
    return [
      ...components.map(({ id }): KpiLink => ({ from: id, to: kpi.id, kind: "component" })),
      ...(kpi.contributes_to ?? []).map((to): KpiLink => ({ from: kpi.id, to, kind: "contributes" })),
      ...kpi.leads.map((to): KpiLink => ({ from: kpi.id, to, kind: "leads" })),
      ...kpi.guardrails.map((from): KpiLink => ({ from, to: kpi.id, kind: "guardrail" })),
    ];
  });
  return links.filter(({ from, to }) => known.has(from) && known.has(to));
};

/** Wholes against their parts, where the whole has a target. */
const reconciliationsOf = (catalog: Catalog, now: number): Reconciled[] => {
  const targetOf = (id: string): number | null => targetNow(catalog, id, now);
  return wholesOf(catalog).flatMap((whole): Reconciled[] => {
    const held = holdWhole(whole, targetOf);
    if (held === null) return [];
    const { result, wanted } = held;
    const parts = whole.parts.map(({ name, kpi }) => ({
      kpi: kpi ?? name,
      target: kpi === null ? null : targetOf(kpi),
    }));
    const base = { kpi: whole.kpi, formula: whole.formula, parts, wanted };
    if (result.kind === "cannot_tell")
      return [{ ...base, fromParts: null, gap: null, share: null, missing: result.missing }];
    const { gap, share } = result.kind === "gap" ? result : { gap: 0, share: 0 };
    return [{ ...base, fromParts: result.fromParts, gap, share, missing: [] }];
  });
};

const nodeOf = (
  kpi: Kpi,
  { catalog, versions }: InForce,
  standings: ReadonlyMap<string, KeptStanding>,
  linked: ReadonlySet<string>,
  now: number,
): OrganisationAnswer["kpis"] => {
  const resolved = resolvedKpi(catalog, kpi.id);
  if (resolved === undefined) return [];
  const kept = standings.get(`${kpi.id} ${kpi.grain}`);
  return [
    {
      id: kpi.id,
      label: resolved.label,
      level: kpi.level,
      orgUnit: kpi.org_unit ?? null,
      owner:
        kpi.owner === undefined ? null : { id: kpi.owner, label: catalog.people.get(kpi.owner)?.label ?? kpi.owner },
      grain: kpi.grain,
      unit: resolved.unit,
      target: targetNow(catalog, kpi.id, now),
      standing: kept !== undefined && kept.meaning === meaningOf(kpi, versions) ? kept.standing : null,
      orphan: !linked.has(kpi.id),
    },
  ];
};

/** The organisation with its KPIs, how they are linked, and whether their targets reconcile; `now` is the workspace's, epoch ms. */
export const answerOrganisation = (
  inForce: InForce,
  standings: ReadonlyMap<string, KeptStanding>,
  now: number,
): OrganisationAnswer => {
  const { catalog } = inForce;
  const kpis = kpisInUse(catalog);
  const links = linksOf(kpis, catalog);
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const people = [...catalog.people.values()];
  const shown = ({ id, label }: { id: string; label: string }): { id: string; label: string } => ({ id, label });
  return {
    units: [...catalog.orgUnits.values()].map(({ id, label, level, parent }) => ({
      id,
      label,
      level,
      parent: parent ?? null,
      people: people.filter(({ org_unit }) => org_unit === id).map(shown),
      kpis: kpis.filter(({ org_unit }) => org_unit === id).map((kpi) => kpi.id),
    })),
    unplaced: people.filter(({ org_unit }) => org_unit === undefined).map(shown),
    kpis: kpis.flatMap((kpi) => nodeOf(kpi, inForce, standings, linked, now)),
    links,
    reconciliations: reconciliationsOf(catalog, now),
  };
};
