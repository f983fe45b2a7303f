import { aggregateKey } from "../plan/aggregate.ts";
import { renameOutput } from "../plan/formula.ts";
import type { Plan, RowScan, Slot } from "../plan/plan.ts";
import { filterKey } from "../plan/term.ts";

/** Makes one scan of all row scans of a dataset, and one slot of all slots that mean the same. */
export const fuse = (plan: Plan): Plan => {
  const rows = plan.scans.filter((scan) => scan.kind === "rows");
  const others = plan.scans.filter((scan) => scan.kind !== "rows");
  const scans = new Map<string, RowScan & { slots: Slot[] }>();
  const kept = new Map<string, string>();
  const renamed = new Map<string, string>();
  for (const scan of rows) {
    const fused = scans.get(scan.dataset) ?? { ...scan, slots: [] };
    scans.set(scan.dataset, fused);
    for (const slot of scan.slots) {
      const filters = [...scan.filters, ...slot.filters];
      const key = `${scan.dataset} ${slot.frame} ${aggregateKey(slot.aggregate)} ${filterKey(filters)}`;
      const same = kept.get(key);
      const id = same ?? `_s${kept.size}`;
      renamed.set(slot.id, id);
      if (same !== undefined) continue;
      kept.set(key, id);
      fused.slots.push({ ...slot, id, filters });
    }
  }
  let moved = 0;
  const rest = others.map((scan) => ({
    ...scan,
    slots: scan.slots.map((slot) => {
      const id = `_s${kept.size + moved++}`;
      renamed.set(slot.id, id);
      return { ...slot, id };
    }),
  }));
  const rename = (slot: string): string => renamed.get(slot) ?? slot;
  const fused = [...scans.values()].map((scan) => ({ ...scan, filters: [] }));
  return { ...plan, scans: [...fused, ...rest], outputs: plan.outputs.map((output) => renameOutput(output, rename)) };
};
