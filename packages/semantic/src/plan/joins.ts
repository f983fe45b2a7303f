import type { Dataset, Join } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";

/** How many datasets a joined name may pass through: `order.customer.segment` passes through two. */
const mostHops = 2;

/** One join on the way to a column: columns here, and the columns of the other dataset's key they are equal to. */
export interface Hop {
  /** The names of the joins so far, with dots. */
  path: string;
  dataset: string;
  on: readonly (readonly [here: string, there: string])[];
}

/** A column of another dataset, and the joins its rows are found by. */
export interface JoinedColumn {
  hops: readonly Hop[];
  column: string;
}

type Datasets = Catalog["datasets"];

/** The columns a join compares; a key that is not known, or not as long, gives fewer. */
export const pairsOf = ({ on }: Join, joined: Dataset): [here: string, there: string][] => {
  if (typeof on !== "string") return Object.entries(on);
  const [only] = joined.key ?? [];
  return only === undefined ? [] : [[on, only]];
};

const found = (dataset: Dataset, datasets: Datasets, before: readonly Hop[]): [string, JoinedColumn][] =>
  Object.entries(dataset.joins ?? {}).flatMap(([name, join]): [string, JoinedColumn][] => {
    const joined = datasets.get(join.dataset);
    if (joined === undefined) return [];
    const path = [...before.slice(-1).map((hop) => hop.path), name].join(".");
    const hops = [...before, { path, dataset: joined.id, on: pairsOf(join, joined) }];
    const own = Object.keys(joined.columns).map((column): [string, JoinedColumn] => [
      `${path}.${column}`,
      { hops, column },
    ]);
    return hops.length < mostHops ? [...own, ...found(joined, datasets, hops)] : own;
  });

const known = new WeakMap<Datasets, Map<Dataset, ReadonlyMap<string, JoinedColumn>>>();

/** The columns a dataset's rows see of other datasets, by name: `customer.segment`. */
export const joinedColumns = (dataset: Dataset, datasets: Datasets): ReadonlyMap<string, JoinedColumn> => {
  const here = known.get(datasets) ?? new Map<Dataset, ReadonlyMap<string, JoinedColumn>>();
  known.set(datasets, here);
  const columns = here.get(dataset) ?? new Map(found(dataset, datasets, []));
  here.set(dataset, columns);
  return columns;
};

/** The columns of a dataset with those it sees of others, which may be missing. */
export const readableColumns = (dataset: Dataset, datasets: Datasets): Dataset["columns"] => {
  const joined = joinedColumns(dataset, datasets);
  if (joined.size === 0) return dataset.columns;
  const columns = [...joined].flatMap(([name, { hops, column }]) => {
    const declared = datasets.get(hops.at(-1)?.dataset ?? "")?.columns[column];
    return declared === undefined ? [] : [[name, { ...declared, nullable: true }] as const];
  });
  return { ...Object.fromEntries(columns), ...dataset.columns };
};
