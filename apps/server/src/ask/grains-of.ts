import type { Catalog } from "@sextant/model/definition/catalog";
import type { Grain } from "@sextant/model/time/grain";

/** The grains a metric is looked at – judged by a KPI, shown on a dashboard – with the longest window of each. */
export const grainsOf = (metric: string, { kpis, dashboards }: Catalog): Map<Grain, number> => {
  const grains = new Map<Grain, number>();
  const look = (grain: Grain, window: number): void => {
    grains.set(grain, Math.max(grains.get(grain) ?? 0, window));
  };
  const own = [...kpis.values()].filter((kpi) => kpi.metric === metric);
  for (const { grain, window } of own) look(grain, window);
  for (const dashboard of dashboards.values())
    for (const kpi of own) if (dashboard.kpis.includes(kpi.id)) look(dashboard.grain, kpi.window);
  return grains;
};
