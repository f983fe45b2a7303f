import type { UnitView } from "../api/answers/tile.ts";
import type { Catalog } from "../definition/catalog.ts";
import type { Metric } from "./metric.ts";
import type { UnitOfMeasure } from "./unit.ts";

const plainNumber: UnitOfMeasure = { label: "Number", symbol: "", position: "after", scale: 1, decimals: 2 };

/** The unit a metric is measured in; a plain number when the workspace does not know the one it names. */
export const measureOf = (metric: Metric, catalog: Pick<Catalog, "units">): UnitOfMeasure =>
  catalog.units.get(metric.unit) ?? plainNumber;

/** The unit of measure of a metric, as answers carry it. */
export const unitOf = (metric: Metric, catalog: Pick<Catalog, "units">): UnitView => {
  const { label, symbol, position, scale, decimals } = measureOf(metric, catalog);
  return { id: metric.unit, label, symbol, position, scale, decimals };
};
