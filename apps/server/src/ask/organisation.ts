import type { KpiLink, OrganisationAnswer } from "@sextant/model/api/answers/organisation";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { reconcile, sumOf } from "@sextant/model/kpi/reconcile";
import { paceAt } from "@sextant/model/standing/target";
import { arithmeticOf } from "@sextant/semantic/arithmetic";
import { kindOf } from "@sextant/semantic/kinds/kinds";
import { scalesWithPeriod } from "@sextant/semantic/scale";
import type { KeptStanding } from "../store/standing.ts";
import type { InForce } from "./ask.ts";
import { meaningOf, resolvedKpi } from "./resolved.ts";

type Reconciled = OrganisationAnswer["reconciliations"][number];

const isInUse = ({ state }: Kpi): boolean => state !== "archived";

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

const targetNow = (catalog: Catalog, id: string, now: number): number | null => {
  const target = resolvedKpi(catalog, id)?.target;
  return target === undefined || target === null ? null : paceAt(target, now);
};

/** The KPI on a part that speaks of the same periods: a target per week is none per month where values grow with the period. */
const partOn = (promoted: ReadonlyMap<string, Kpi[]>, metric: string, whole: Kpi, catalog: Catalog): Kpi | undefined =>
  promoted.get(metric)?.find(({ grain }) => grain === whole.grain || !scalesWithPeriod(metric, catalog));

const held = (
  whole: Kpi,
  formula: string,
  parts: readonly (readonly [kpi: string, target: number | null, name: string])[],
  wanted: number,
  wholeOf: (values: ReadonlyMap<string, number>) => number | null,
): Reconciled => {
  const result = reconcile({ wanted, parts: new Map(parts.map(([, target, name]) => [name, target])), wholeOf });
  const listed = parts.map(([kpi, target]) => ({ kpi, target }));
  const base = { kpi: whole.id, formula, parts: listed, wanted };
  if (result.kind === "cannot_tell")
    return { ...base, fromParts: null, gap: null, share: null, missing: result.missing };
  const gap = result.kind === "gap" ? result.gap : 0;
  return { ...base, fromParts: result.fromParts, gap, share: result.kind === "gap" ? result.share : 0, missing: [] };
};

/** Targets of formulas against those of the KPIs on their parts. */
const ofFormulas = (kpis: readonly Kpi[], catalog: Catalog, now: number): Reconciled[] => {
  const promoted = byMetric(kpis);
  return kpis.flatMap((whole): Reconciled[] => {
    const metric = catalog.metrics.get(whole.metric);
    const arithmetic = metric === undefined ? null : arithmeticOf(metric, catalog);
    const wanted = targetNow(catalog, whole.id, now);
    if (arithmetic === null || wanted === null) return [];
    const parts = arithmetic.parts.map((id) => [id, partOn(promoted, id, whole, catalog)] as const);
    if (parts.every(([, kpi]) => kpi === undefined)) return [];
    const targets = parts.map(
      ([id, kpi]) => [kpi?.id ?? id, kpi === undefined ? null : targetNow(catalog, kpi.id, now), id] as const,
    );
    return [held(whole, arithmetic.formula, targets, wanted, arithmetic.wholeOf)];
  });
};

/** Targets of amounts against the sum of those that contribute to them, where all are amounts of one unit and grain. */
const ofContributions = (kpis: readonly Kpi[], catalog: Catalog, now: number): Reconciled[] =>
  kpis.flatMap((whole): Reconciled[] => {
    const wanted = targetNow(catalog, whole.id, now);
    const parts = kpis.filter((kpi) => kpi.contributes_to?.includes(whole.id));
    const unit = catalog.metrics.get(whole.metric)?.unit;
    const addUp = [whole, ...parts].every(
      ({ metric, grain }) =>
        scalesWithPeriod(metric, catalog) && grain === whole.grain && catalog.metrics.get(metric)?.unit === unit,
    );
    if (wanted === null || parts.length === 0 || !addUp) return [];
    const targets = parts.map(({ id }) => [id, targetNow(catalog, id, now), id] as const);
    return [held(whole, parts.map(({ id }) => id).join(" + "), targets, wanted, sumOf)];
  });

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
  const kpis = [...catalog.kpis.values()].filter(isInUse);
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
    reconciliations: [...ofFormulas(kpis, catalog, now), ...ofContributions(kpis, catalog, now)],
  };
};
