import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { readAmount } from "@sextant/model/standing/amount";
import { readTarget } from "@sextant/model/standing/read-target";
import { parseThresholds } from "@sextant/model/standing/threshold";
import type { Json, JsonRecord } from "./meaning.ts";

/**
 * What a KPI wants, as the numbers it is judged by: `>=80%` and `>= 80 %` are one, and a unit of measure rescaled is another. What
 * cannot be read is left out, and stays as its author wrote it.
 */
export const wantedMeaning = (kpi: Kpi, catalog: Catalog): JsonRecord => {
  const metric = catalog.metrics.get(kpi.metric);
  const unit = metric === undefined ? undefined : catalog.units.get(metric.unit);
  if (metric === undefined || unit === undefined) return {};
  const meaning: Record<string, Json> = {};
  const margin = readAmount(kpi.status.hysteresis, unit);
  if (margin.ok) meaning.status = { ...kpi.status, hysteresis: margin.value };
  if (kpi.target !== undefined) {
    const { target } = readTarget(kpi.target, unit, catalog.calendar.timeZone);
    if (target?.kind === "constant") meaning.target = { value: target.value };
    if (target?.kind === "curve") meaning.target = { points: target.points.map(({ at, value }) => ({ at, value })) };
  }
  if (kpi.thresholds !== undefined) {
    const { basis } = kpi.thresholds;
    const { bands } = parseThresholds(kpi.thresholds, { basis, unit, direction: metric.direction });
    if (bands !== null) {
      const { green, yellow, red } = bands;
      meaning.thresholds = {
        basis,
        green: green.map((interval) => ({ ...interval })),
        yellow: yellow.map((interval) => ({ ...interval })),
        red: red.map((interval) => ({ ...interval })),
      };
    }
  }
  return meaning;
};
