import type { Catalog } from "../definition/catalog.ts";

const known = new WeakMap<Catalog, { kpi: Map<string, string>; metric: Map<string, string> }>();

const formerHandles = (definitions: Iterable<{ id: string; formerly: readonly string[] }>): Map<string, string> =>
  new Map([...definitions].flatMap(({ id, formerly }) => formerly.map((old): [string, string] => [old, id])));

/** The handle a definition has now: its own, or that of the one that was called so before; null when there is none. */
export const handleNow = (catalog: Catalog, type: "kpi" | "metric", id: string): string | null => {
  const own = type === "kpi" ? catalog.kpis : catalog.metrics;
  if (own.has(id)) return id;
  const former = known.get(catalog) ?? {
    kpi: formerHandles(catalog.kpis.values()),
    metric: formerHandles(catalog.metrics.values()),
  };
  known.set(catalog, former);
  return former[type].get(id) ?? null;
};
