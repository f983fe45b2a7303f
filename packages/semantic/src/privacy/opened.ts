import type { Catalog } from "@sextant/model/definition/catalog";
import { joinedBy, kindOf, reportingOf } from "../kinds/kinds.ts";
import { isPersonal, visibleTo } from "./visible.ts";

/** A personal KPI with everything its value is made of, as text. */
const madeOf = (id: string, catalog: Catalog): string | null => {
  const kpi = catalog.kpis.get(id);
  if (kpi === undefined || !isPersonal(kpi)) return null;
  const seen = new Set<string>();
  const visit = (metricId: string): unknown[] => {
    const metric = catalog.metrics.get(metricId);
    if (metric === undefined || seen.has(metricId)) return [];
    seen.add(metricId);
    const { label, description, ...meaning } = metric;
    const joined = [...joinedBy(metric, catalog).keys()];
    return [meaning, joined, ...[...kindOf(metric).builtOn(metric)].flatMap(visit)];
  };
  const open = reportingOf(kpi.metric, catalog).filter((dataset) => catalog.datasets.get(dataset)?.open_rows === true);
  return JSON.stringify([kpi.owner, open, visit(kpi.metric)]);
};

/** Datasets whose rows personal KPIs of somebody else read. */
const readByOthers = (reader: string | null, catalog: Catalog): Set<string> =>
  new Set(
    [...catalog.kpis.values()]
      .filter((kpi) => isPersonal(kpi) && kpi.owner !== reader)
      .flatMap(({ metric }) => reportingOf(metric, catalog)),
  );

/**
 * Personal KPIs that an edit of the definitions by `reader` would open or take over, sorted: somebody else's that is changed or
 * dropped, one given to somebody else, a new one over rows that other people's personal KPIs read, and one that an alert rule would tell of.
 */
export const openedBy = (reader: string | null, before: Catalog, after: Catalog): string[] => {
  const ids = new Set([...before.kpis.keys(), ...after.kpis.keys()]);
  const seen = visibleTo(reader, before);
  const told = [...after.alerts.values()]
    .filter((rule) => JSON.stringify(rule) !== JSON.stringify(before.alerts.get(rule.id)))
    .filter(({ kpi }) => before.kpis.has(kpi) && !seen.kpis.has(kpi))
    .map(({ kpi }) => kpi);
  const others = readByOthers(reader, before);
  const opened = [...ids].filter((id) => {
    const [was, becomes] = [madeOf(id, before), madeOf(id, after)];
    if (was === becomes) return false;
    const [ownerBefore, kpi] = [before.kpis.get(id)?.owner ?? null, after.kpis.get(id)];
    if (was !== null && (reader === null || ownerBefore !== reader)) return true;
    if (becomes === null || kpi === undefined) return false;
    const foreign = kpi.owner === undefined || kpi.owner !== reader;
    return (was !== null && foreign) || reportingOf(kpi.metric, after).some((dataset) => others.has(dataset));
  });
  return [...new Set([...opened, ...told])].sort();
};
