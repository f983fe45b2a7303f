import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import { type Hop, joinedColumns, readableColumns } from "../plan/joins.ts";
import type { Plan } from "../plan/plan.ts";
import { type PrintTerm, termPrinter } from "./aggregate.ts";
import { instantColumn, quoteIdentifier, sequenceColumn, tableName } from "./name.ts";
import type { Bindings } from "./parameters.ts";

/** What the rows of a dataset are read with. */
export interface SourceContext {
  plan: Pick<Plan, "sequences">;
  /** All datasets. */
  datasets: Catalog["datasets"];
  /** The calendar's zone. */
  timeZone: string;
  parameters: Bindings;
  /** Ids of the datasets the statement reads; added to. */
  reads: Set<string>;
}

/** The rows of a dataset and of those it joins, as far as columns of them are printed. */
export interface Source {
  /** The dataset with the columns it sees of others. */
  readable: Dataset;
  print: PrintTerm;
  /** A column of its own or of a joined dataset. */
  column: (name: string) => string;
  /**
   * A number that tells rows apart by everything its own columns say. Of rows that nothing else puts in an order one is always the
   * same, whatever is asked of it; in a tuple, because the function passes over nulls.
   */
  rowHash: string;
  /** What stands behind FROM; to be called when everything else has been printed. */
  from: () => string;
}

/** A joined dataset being read: the columns asked of it so far. */
interface Joined {
  hop: Hop;
  alias: string;
  /** Of the columns of its key here, how they are read. */
  here: readonly string[];
  columns: string[];
}

/**
 * One row for every key, that which landed last, so that no row is ever multiplied; a missing partner gives nulls, because all
 * columns may be null.
 */
const joinSql = ({ hop, alias, here, columns }: Joined, { plan, parameters }: SourceContext): string => {
  const keys = hop.on.map(([, there], at) => `${quoteIdentifier(there)} AS ${alias}_k${at}`);
  const values = columns.map((column) => `toNullable(${quoteIdentifier(column)})`).join(", ");
  const last = `argMax(tuple(${values}), (${sequenceColumn}, ${instantColumn}))`;
  const read = columns.map((_, at) => `${last}.${at + 1} AS ${alias}_c${at}`);
  const sequence = plan.sequences.get(hop.dataset);
  const until =
    sequence === undefined
      ? ""
      : ` WHERE ${sequenceColumn} <= ${parameters.bindAs(`sequence_${hop.dataset}`, sequence, "UInt64")}`;
  const grouped = hop.on.map((_, at) => `${alias}_k${at}`);
  const rows = `SELECT ${[...keys, ...read].join(", ")} FROM ${tableName(hop.dataset)}${until} GROUP BY ${grouped.join(", ")}`;
  const on = here.map((column, at) => `${column} = ${alias}_k${at}`).join(" AND ");
  return `ANY LEFT JOIN (${rows}) AS ${alias} ON ${on}`;
};

/** Opens the rows of a dataset; joins are added as columns of other datasets are printed. */
export const openSource = (dataset: Dataset, context: SourceContext): Source => {
  const { datasets, reads, timeZone, parameters } = context;
  const known = joinedColumns(dataset, datasets);
  const joined = new Map<string, Joined>();
  const read = (hops: readonly Hop[], column: string): string => {
    const hop = hops.at(-1);
    if (hop === undefined) return quoteIdentifier(column);
    const here = joined.get(hop.path)?.here ?? hop.on.map(([name]) => read(hops.slice(0, -1), name));
    const own = joined.get(hop.path) ?? { hop, alias: `_j${joined.size}`, here, columns: [] };
    joined.set(hop.path, own);
    if (!own.columns.includes(column)) own.columns.push(column);
    return `${own.alias}_c${own.columns.indexOf(column)}`;
  };
  const column = (name: string): string => {
    const found = Object.hasOwn(dataset.columns, name) ? undefined : known.get(name);
    return found === undefined ? quoteIdentifier(name) : read(found.hops, found.column);
  };
  const readable = { ...dataset, columns: readableColumns(dataset, datasets) };
  return {
    readable,
    column,
    print: termPrinter(readable, timeZone, parameters, column),
    rowHash: `cityHash64(tuple(${Object.keys(dataset.columns).map(quoteIdentifier).join(", ")}))`,
    from: () => {
      for (const id of [dataset.id, ...[...joined.values()].map(({ hop }) => hop.dataset)]) reads.add(id);
      const joins = [...joined.values()].map((one) => `\n  ${joinSql(one, context)}`);
      return `${tableName(dataset.id)}${joins.join("")}`;
    },
  };
};
