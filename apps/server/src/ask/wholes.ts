import type { Catalog } from "@sextant/model/definition/catalog";
import type { Algebra, Whole } from "@sextant/model/kpi/cascade";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { traitsOf } from "@sextant/model/metric/metric";
import { paceAt } from "@sextant/model/standing/target";
import { arithmeticOf } from "@sextant/semantic/arithmetic";
import { scalesWithPeriod } from "@sextant/semantic/scale";
import { resolvedKpi } from "./resolved.ts";

/** The wanted value of a KPI at an instant (epoch ms); null without a target. */
export const targetNow = (catalog: Catalog, id: string, now: number): number | null => {
  const target = resolvedKpi(catalog, id)?.target;
  return target === undefined || target === null ? null : paceAt(target, now);
};

/** The KPIs of a catalog that are not archived. */
export const kpisInUse = (catalog: Catalog): Kpi[] =>
  [...catalog.kpis.values()].filter(({ state }) => state !== "archived");

/** A whole with the formula it is written as. */
export interface WrittenWhole extends Whole {
  formula: string;
}

/** KPIs by the metric they promote, those of a unit first when one is asked for. */
type Promoted = ReadonlyMap<string, Kpi[]>;

/** The KPI on a part that speaks of the same periods, of the same unit of the organisation if there is one. */
const partOn = (promoted: Promoted, metric: string, whole: Kpi, catalog: Catalog): Kpi | undefined => {
  const sized = scalesWithPeriod(metric, catalog);
  const fit = promoted.get(metric)?.filter(({ grain }) => grain === whole.grain || !sized) ?? [];
  return fit.find(({ org_unit }) => org_unit === whole.org_unit) ?? fit[0];
};

const ofFormula = (whole: Kpi, promoted: Promoted, catalog: Catalog): WrittenWhole[] => {
  const metric = catalog.metrics.get(whole.metric);
  const arithmetic = metric === undefined ? null : arithmeticOf(metric, catalog);
  if (metric === undefined || arithmetic === null) return [];
  const parts = arithmetic.parts.map((name) => ({ name, kpi: partOn(promoted, name, whole, catalog)?.id ?? null }));
  if (parts.every(({ kpi }) => kpi === null)) return [];
  const { formula, wholeOf } = arithmetic;
  return [
    { kpi: whole.id, direction: metric.direction, formula, parts, algebra: { kind: "formula", formula, wholeOf } },
  ];
};

/** Whether values of units add up: amounts of one grain, or states at one moment. */
const addUp = (kpis: readonly Kpi[], catalog: Catalog): boolean => {
  const [whole] = kpis;
  const amounts = kpis.every(({ metric, grain }) => scalesWithPeriod(metric, catalog) && grain === whole?.grain);
  const states = kpis.every((kpi) => {
    const metric = catalog.metrics.get(kpi.metric);
    if (metric === undefined) return false;
    const { rollup, slices } = traitsOf(metric);
    return rollup === "state" && slices === "add_up";
  });
  return amounts || states;
};

/** Whether a value is a mean over something, so that a whole lies between its parts. */
const isMean = (kpi: Kpi, catalog: Catalog): boolean => {
  const metric = catalog.metrics.get(kpi.metric);
  return metric !== undefined && ["mean", "proportion", "ratio"].includes(traitsOf(metric).estimate);
};

const ofContributions = (whole: Kpi, parts: readonly Kpi[], catalog: Catalog, weights: Weights): WrittenWhole[] => {
  const metric = catalog.metrics.get(whole.metric);
  const all = [whole, ...parts];
  const isOneUnit = all.every((kpi) => catalog.metrics.get(kpi.metric)?.unit === metric?.unit);
  if (metric === undefined || parts.length === 0 || !isOneUnit) return [];
  const named = parts.map(({ id }) => ({ name: id, kpi: id }));
  const base = { kpi: whole.id, direction: metric.direction, parts: named };
  if (addUp(all, catalog))
    return [{ ...base, formula: parts.map(({ id }) => id).join(" + "), algebra: { kind: "sum" } }];
  if (!all.every((kpi) => isMean(kpi, catalog))) return [];
  const algebra: Algebra = {
    kind: "weighted",
    weights: new Map(parts.map(({ id }) => [id, weights.get(id) ?? null])),
  };
  return [{ ...base, formula: `weighted mean of ${parts.map(({ id }) => id).join(", ")}`, algebra }];
};

/** What each share counts by, by KPI. */
export type Weights = ReadonlyMap<string, number>;

/** Every way a KPI follows from others: by its metric's formula, and by what contributes to it (K8). */
export const wholesOf = (catalog: Catalog, weights: Weights = new Map()): WrittenWhole[] => {
  const kpis = kpisInUse(catalog);
  const promoted = Map.groupBy(kpis, ({ metric }) => metric);
  const parts = new Map<string, Kpi[]>();
  for (const kpi of kpis)
    for (const whole of kpi.contributes_to ?? []) parts.set(whole, [...(parts.get(whole) ?? []), kpi]);
  return kpis.flatMap((whole) => [
    ...ofFormula(whole, promoted, catalog),
    ...ofContributions(whole, parts.get(whole.id) ?? [], catalog, weights),
  ]);
};

/** The KPIs whose weights decide a weighted mean. */
export const weighedIn = (wholes: readonly WrittenWhole[]): string[] => [
  ...new Set(
    wholes.flatMap(({ algebra, parts }) => (algebra.kind === "weighted" ? parts.map(({ name }) => name) : [])),
  ),
];
