import { renameOutput } from "../plan/formula.ts";
import type { Aggregate, Plan, Scan, Slot } from "../plan/plan.ts";
import { filterKey } from "../plan/term.ts";

const aggregateKey = (aggregate: Aggregate): string => {
  switch (aggregate.kind) {
    case "count":
      return "count";
    case "count_distinct":
      return JSON.stringify(["count_distinct", ...aggregate.of.map((term) => term.key)]);
    case "quantile":
      return JSON.stringify(["quantile", aggregate.of.key, aggregate.level]);
    default:
      return JSON.stringify([aggregate.kind, aggregate.of.key]);
  }
};

/** Makes one scan of all scans of a dataset, and one slot of all slots that mean the same. */
export const fuse = (plan: Plan): Plan => {
  const scans = new Map<string, Scan & { slots: Slot[] }>();
  const kept = new Map<string, string>();
  const renamed = new Map<string, string>();
  for (const scan of plan.scans) {
    const fused = scans.get(scan.dataset) ?? { ...scan, slots: [] };
    scans.set(scan.dataset, fused);
    for (const slot of scan.slots) {
      const filters = [...scan.filters, ...slot.filters];
      const key = `${scan.dataset} ${aggregateKey(slot.aggregate)} ${filterKey(filters)}`;
      const same = kept.get(key);
      const id = same ?? `_s${kept.size}`;
      renamed.set(slot.id, id);
      if (same !== undefined) continue;
      kept.set(key, id);
      fused.slots.push({ ...slot, id, filters });
    }
  }
  const rename = (slot: string): string => renamed.get(slot) ?? slot;
  const fused = [...scans.values()].map((scan) => ({ ...scan, filters: [] }));
  return { ...plan, scans: fused, outputs: plan.outputs.map((output) => renameOutput(output, rename)) };
};
