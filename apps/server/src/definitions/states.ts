import { type Approval, type LifeState, stateOf } from "@sextant/model/definition/approval";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { DefinitionVersions } from "./definitions.ts";

/** How many people must stand behind a meaning in this workspace. */
export const neededIn = ({ workspace }: Catalog): number => workspace.approval?.people ?? 1;

/** The state of every metric and KPI (K4), and who approved the meaning in force, by `type:id`. */
export const statesOf = (
  catalog: Catalog,
  versions: ReadonlyMap<string, DefinitionVersions>,
  kept: ReadonlyMap<string, readonly Approval[]>,
): { states: Map<string, LifeState>; approvals: Map<string, readonly Approval[]> } => {
  const states = new Map<string, LifeState>();
  const approvals = new Map<string, readonly Approval[]>();
  const needed = neededIn(catalog);
  const note = (key: string, written: LifeState): void => {
    const known = versions.get(key);
    const [newest] = known?.history ?? [];
    const own = kept.get(`${key} ${known?.hash ?? ""}`) ?? [];
    if (own.length > 0) approvals.set(key, own);
    const author = { kind: newest?.byKind ?? "folder", id: newest?.byId ?? "", name: newest?.by ?? "" } as const;
    states.set(key, stateOf({ written, author, approvals: own, needed }));
  };
  for (const metric of catalog.metrics.values()) note(`metric:${metric.id}`, metric.lifecycle);
  for (const kpi of catalog.kpis.values()) note(`kpi:${kpi.id}`, kpi.state);
  return { states, approvals };
};
