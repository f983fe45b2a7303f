import type { ColumnType, Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Scope, ValueType } from "../expression/tree.ts";
import { type JoinedColumn, joinedColumns, readableColumns } from "./joins.ts";

const valueTypes = {
  string: "string",
  integer: "number",
  number: "number",
  decimal: "number",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
} as const satisfies Record<ColumnType, ValueType>;

const scopes = new WeakMap<Catalog["datasets"], Map<Dataset, Scope>>();
const joins = new WeakMap<Scope, ReadonlyMap<string, JoinedColumn>>();

/** The names of a scope that are columns of joined datasets. */
export const joinedIn = (scope: Scope): ReadonlyMap<string, JoinedColumn> => joins.get(scope) ?? new Map();

/**
 * The columns of a dataset and of those it joins, as expressions see them; floating-point ones may hold NaN, which reads as
 * null, and joined ones may be missing.
 */
export const columnScope = (dataset: Dataset, datasets: Catalog["datasets"]): Scope => {
  const here = scopes.get(datasets) ?? new Map<Dataset, Scope>();
  scopes.set(datasets, here);
  const known = here.get(dataset);
  if (known !== undefined) return known;
  const names = Object.entries(readableColumns(dataset, datasets)).map(
    ([name, column]) =>
      [
        name,
        {
          type: valueTypes[column.type],
          nullable: name !== dataset.time && (column.nullable || column.type === "number"),
        },
      ] as const,
  );
  const scope: Scope = { kind: "columns", names: new Map(names) };
  here.set(dataset, scope);
  joins.set(scope, joinedColumns(dataset, datasets));
  return scope;
};

/** Metrics as derived formulas see them: numbers that may be unknown. */
export const metricScope = (ids: Iterable<string>): Scope => ({
  kind: "metrics",
  names: new Map(Array.from(ids, (id) => [id, { type: "number", nullable: true }] as const)),
});

const metricScopes = new WeakMap<Catalog["metrics"], Scope>();

/** The metrics of a catalog as derived formulas see them. */
export const catalogScope = (metrics: Catalog["metrics"]): Scope => {
  const known = metricScopes.get(metrics);
  if (known !== undefined) return known;
  const scope = metricScope(metrics.keys());
  metricScopes.set(metrics, scope);
  return scope;
};
