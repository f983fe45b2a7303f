import type { Plan, Scan, Term } from "../plan/plan.ts";

const distinctTerms = (terms: readonly Term[]): Term[] => {
  const byKey = new Map(terms.map((term) => [term.key, term]));
  return [...byKey.values()];
};

const hoistScan = (scan: Scan): Scan => {
  if (scan.kind !== "rows" || scan.rollup !== null) return scan;
  const [first, ...rest] = scan.slots.map((slot) => new Set(slot.filters.map((filter) => filter.key)));
  if (first === undefined) return scan;
  const shared = new Set([...first].filter((key) => rest.every((keys) => keys.has(key))));
  const common = scan.slots[0]?.filters.filter((filter) => shared.has(filter.key)) ?? [];
  return {
    ...scan,
    filters: distinctTerms([...scan.filters, ...common]),
    slots: scan.slots.map((slot) => ({
      ...slot,
      filters: distinctTerms(slot.filters.filter((filter) => !shared.has(filter.key))),
    })),
  };
};

/** Moves the conditions all slots of a scan have in common to the scan, so that rows failing them are never aggregated. */
export const hoist = (plan: Plan): Plan => ({ ...plan, scans: plan.scans.map(hoistScan) });
