import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import { traitsOf } from "@sextant/model/metric/metric";
import { typedNames } from "../expression/names.ts";
import { kindOf } from "../kinds/kinds.ts";
import { buildPlan } from "../plan/build.ts";
import type { Aggregate, Slot, Term } from "../plan/plan.ts";
import { fuse } from "../rewrite/fuse.ts";
import { type Shared, sharedOf } from "../sql/aggregate.ts";

/** What a rollup of a dataset holds. */
export interface RollupDesign {
  dataset: string;
  by: string | null;
  /** The states, each under the name of its column. */
  states: readonly { column: string; shared: Shared }[];
}

/** A design whose states in some columns hold whole numbers in 32 bits: half the bytes, and half the time to merge them. */
export const narrowed = (design: RollupDesign, columns: readonly string[]): RollupDesign => ({
  ...design,
  states: design.states.map(({ column, shared }) => ({
    column,
    shared: columns.includes(column) ? { ...shared, narrow: true } : shared,
  })),
});

/** States one rollup may hold: a table of thousands of columns is no cache. */
const mostStates = 200;

/** The metrics behind KPIs, and those they are built on. */
const metricsBehindKpis = (catalog: Catalog): Set<string> => {
  const found = new Set<string>();
  const visit = (id: string): void => {
    const metric = catalog.metrics.get(id);
    if (metric === undefined || found.has(id)) return;
    found.add(id);
    for (const base of kindOf(metric).builtOn(metric)) visit(base);
  };
  for (const { metric } of catalog.kpis.values()) visit(metric);
  return found;
};

const mergeable = (id: string, catalog: Catalog): boolean => {
  const metric = catalog.metrics.get(id);
  if (metric === undefined) return false;
  const { rollup } = traitsOf(metric);
  return rollup === "sum" || rollup === "merge";
};

/** The slots of the mergeable metrics behind KPIs, by dataset. */
const slotsOf = (catalog: Catalog): Map<string, readonly Slot[]> => {
  const metrics = [...metricsBehindKpis(catalog)].filter((id) => mergeable(id, catalog)).sort();
  const nothing = { grain: "day", spans: [], by: [], where: null, until: 0, limit: 1 } as const;
  const { scans } = fuse(buildPlan({ ...nothing, metrics }, catalog));
  return new Map(scans.flatMap((scan) => (scan.kind === "rows" ? [[scan.dataset, scan.slots] as const] : [])));
};

const termsOf = (aggregate: Aggregate): readonly Term[] => {
  if (!("of" in aggregate)) return [];
  return "key" in aggregate.of ? [aggregate.of] : aggregate.of;
};

/** Whether a slot reads columns of the dataset's own rows alone: what is joined changes without a row of it landing. */
const isOfRows = ({ aggregate, filters }: Slot, dataset: Dataset): boolean =>
  [...termsOf(aggregate), ...filters]
    .flatMap(({ typed }) => typedNames(typed))
    .every((name) => Object.hasOwn(dataset.columns, name));

/** The rollups that serve the KPIs of a workspace: per dataset one of the whole, and one for every dimension. */
export const rollupDesigns = (catalog: Catalog): RollupDesign[] =>
  [...slotsOf(catalog)].flatMap(([id, slots]) => {
    const dataset = catalog.datasets.get(id);
    if (dataset === undefined) return [];
    const shared = [
      ...sharedOf(
        slots.filter((slot) => isOfRows(slot, dataset)),
        dataset,
      ).values(),
    ];
    if (shared.length === 0 || shared.length > mostStates) return [];
    const states = shared.map((one, index) => ({ column: `_r${index}`, shared: { ...one, levels: [] } }));
    const dimensions = dataset.dimensions.filter((name) => Object.hasOwn(dataset.columns, name));
    return [null, ...dimensions].map((by) => ({ dataset: id, by, states }));
  });
