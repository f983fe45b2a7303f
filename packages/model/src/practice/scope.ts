import { z } from "zod";
import type { Catalog } from "../definition/catalog.ts";
import { idSchema } from "../definition/id.ts";

/** What a remark is about. */
export const scopeSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("workspace") }),
  z.strictObject({ type: z.literal("kpi"), id: idSchema }),
  z.strictObject({ type: z.literal("dashboard"), id: idSchema }),
  z.strictObject({ type: z.literal("org_unit"), id: idSchema }),
]);
export type Scope = z.infer<typeof scopeSchema>;

/** The ids of a unit of the organisation and of every unit above it, nearest first; a cycle is followed once. */
const unitsAbove = (unit: string | undefined, catalog: Catalog): string[] => {
  const found: string[] = [];
  for (let at = unit; at !== undefined && !found.includes(at); at = catalog.orgUnits.get(at)?.parent) found.push(at);
  return found;
};

/** Whether what is written about a scope concerns a KPI; a unit's remarks concern the units below it, too. */
export const concerns = (scope: Scope, kpi: string, catalog: Catalog): boolean => {
  if (scope.type === "workspace") return true;
  if (scope.type === "kpi") return scope.id === kpi;
  if (scope.type === "dashboard") return catalog.dashboards.get(scope.id)?.kpis.includes(kpi) ?? false;
  return unitsAbove(catalog.kpis.get(kpi)?.org_unit, catalog).includes(scope.id);
};

/** Whether the thing a scope names is defined. */
export const isDefined = (scope: Scope, catalog: Catalog): boolean => {
  if (scope.type === "workspace") return true;
  if (scope.type === "kpi") return catalog.kpis.has(scope.id);
  if (scope.type === "dashboard") return catalog.dashboards.has(scope.id);
  return catalog.orgUnits.has(scope.id);
};
