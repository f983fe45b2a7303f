import type { UnitView } from "@sextant/model/api/answers/tile";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { formatValue } from "@sextant/model/metric/format";
import type { Metric } from "@sextant/model/metric/metric";
import { measureOf, unitOf } from "@sextant/model/metric/unit-of";
import { Problem } from "@sextant/model/problem/problem";
import { readAmount } from "@sextant/model/standing/amount";
import type { Bands } from "@sextant/model/standing/bands";
import { readTarget } from "@sextant/model/standing/read-target";
import type { StatusRule } from "@sextant/model/standing/settle";
import type { Target } from "@sextant/model/standing/target";
import { parseThresholds } from "@sextant/model/standing/threshold";
import { datasetsOf, reportingOf } from "@sextant/semantic/kinds/kinds";
import { scalesWithPeriod } from "@sextant/semantic/scale";
import type { InForce } from "./ask.ts";

/** A KPI with everything its definition means, read once per version of the definitions. */
export interface ResolvedKpi {
  kpi: Kpi;
  metric: Metric;
  label: string;
  unit: UnitView;
  target: Target | null;
  bands: Bands | null;
  rule: StatusRule;
  /** The datasets whose rows its values are made of. */
  datasets: string[];
  /** The datasets whose columns those rows are joined with: they report no periods, and are as fresh as their last landing. */
  joined: string[];
  /** Targets and thresholds of sums and counts only hold at the judged grain; those of shares and means at any. */
  scalesWithGrain: boolean;
  format: (value: number) => string;
}

const resolve = (kpi: Kpi, catalog: Catalog): ResolvedKpi => {
  const metric = catalog.metrics.get(kpi.metric);
  if (metric === undefined) throw new Problem("not_found", `There is no metric ${kpi.metric}.`);
  const measure = measureOf(metric, catalog);
  const { direction } = metric;
  const reporting = reportingOf(metric.id, catalog);
  const { hysteresis, periods, of, minimum_sample } = kpi.status;
  const margin = readAmount(hysteresis, measure);
  const unit = unitOf(metric, catalog);
  return {
    kpi,
    metric,
    label: kpi.label ?? metric.label,
    unit,
    target: kpi.target === undefined ? null : readTarget(kpi.target, measure, catalog.calendar.timeZone).target,
    bands:
      kpi.thresholds === undefined
        ? null
        : parseThresholds(kpi.thresholds, { basis: kpi.thresholds.basis, unit: measure, direction }).bands,
    rule: {
      hysteresis: margin.ok ? margin.value : 0,
      persistence: of > 1 ? { periods, of } : null,
      minimumSample: minimum_sample,
    },
    datasets: reporting,
    joined: datasetsOf(metric.id, catalog).filter((id) => !reporting.includes(id)),
    scalesWithGrain: scalesWithPeriod(metric.id, catalog),
    format: (value) => formatValue(value, unit),
  };
};

/** What a standing of the KPI rests on: its own meaning, the metric's, and the calendar that cuts its periods. */
export const meaningOf = ({ id, metric }: Kpi, versions: InForce["versions"]): string =>
  [`kpi:${id}`, `metric:${metric}`, "calendar:calendar"].map((key) => versions.get(key)?.hash ?? "").join(" ");

const known = new WeakMap<Catalog, Map<string, ResolvedKpi>>();

/** The KPI of a catalog with what its definition means; undefined when there is none. */
export const resolvedKpi = (catalog: Catalog, id: string): ResolvedKpi | undefined => {
  const kpis = known.get(catalog) ?? new Map<string, ResolvedKpi>();
  known.set(catalog, kpis);
  const before = kpis.get(id);
  if (before !== undefined) return before;
  const kpi = catalog.kpis.get(id);
  if (kpi === undefined) return undefined;
  const resolved = resolve(kpi, catalog);
  kpis.set(id, resolved);
  return resolved;
};
