import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { RollupDesign } from "../rollup/design.ts";
import { fitsNarrowSql, mergedState, stateSql, termPrinter } from "./aggregate.ts";
import { instantColumn, quoteIdentifier, sequenceColumn, tableName } from "./name.ts";
import { createBindings } from "./parameters.ts";

/** A statement with its bound values. */
interface Written {
  sql: string;
  parameters: Record<string, unknown>;
}

const datasetOf = ({ dataset: id }: RollupDesign, catalog: Catalog): Dataset => {
  const dataset = catalog.datasets.get(id);
  if (dataset === undefined) throw new Error(`The dataset ${id} of a rollup is missing.`);
  return dataset;
};

const keysOf = ({ by }: RollupDesign): string[] => [instantColumn, ...(by === null ? [] : ["_d0"]), sequenceColumn];

/** The SELECT that turns rows of some landings into states per local day; days are epoch ms, ascending. */
const statesSql = (
  design: RollupDesign,
  catalog: Catalog,
  days: readonly number[],
  landed: { after: number; through: number },
): Written => {
  const dataset = datasetOf(design, catalog);
  const parameters = createBindings();
  const print = termPrinter(dataset, catalog.calendar.timeZone, parameters);
  const starts = parameters.bindAs("days", days.length === 0 ? [0] : [...days], "Array(Int64)");
  const columns = [
    `fromUnixTimestamp64Milli(roundDown(toUnixTimestamp64Milli(${instantColumn}), ${starts}), 'UTC') AS _day`,
    ...(design.by === null ? [] : [`${quoteIdentifier(design.by)} AS _d0`]),
    `${sequenceColumn} AS _landing`,
    ...design.states.map(({ column, shared }) => `${stateSql(shared, dataset, print)} AS ${column}`),
  ];
  const range = `${sequenceColumn} > ${parameters.bindAs("after", landed.after, "UInt64")} AND ${sequenceColumn} <= ${parameters.bindAs("through", landed.through, "UInt64")}`;
  const by = design.by === null ? "" : "_d0, ";
  const inner = `SELECT ${columns.join(", ")} FROM ${tableName(dataset.id)} WHERE ${range} GROUP BY _day, ${by}_landing`;
  const outer = [`_day AS ${instantColumn}`, ...(design.by === null ? [] : ["_d0"]), `_landing AS ${sequenceColumn}`];
  const states = design.states.map(({ column }) => column);
  return { sql: `SELECT ${[...outer, ...states].join(", ")} FROM (${inner})`, parameters: parameters.values };
};

/** Asks the rows which states could hold their whole numbers in 32 bits: gives the columns, and a statement with a 0 or 1 for each when there are any. */
export const rollupWidthsSql = (design: RollupDesign, catalog: Catalog): Written & { columns: string[] } => {
  const dataset = datasetOf(design, catalog);
  const parameters = createBindings();
  const print = termPrinter(dataset, catalog.calendar.timeZone, parameters);
  const asked = design.states.flatMap(({ column, shared }) => {
    const fits = fitsNarrowSql(shared, dataset, print);
    return fits === null ? [] : [{ column, fits }];
  });
  const sql = `SELECT ${asked.map(({ fits }) => fits).join(", ")} FROM ${tableName(dataset.id)}`;
  return { sql, parameters: parameters.values, columns: asked.map(({ column }) => column) };
};

/** Creates the empty table of a rollup; the engine derives the types of its states. */
export const rollupTableSql = (design: RollupDesign, catalog: Catalog, table: string): Written => {
  const { sql, parameters } = statesSql(design, catalog, [], { after: 0, through: 0 });
  const engine = `ENGINE = AggregatingMergeTree ORDER BY (${keysOf(design).join(", ")}) SETTINGS allow_nullable_key = 1`;
  return { sql: `CREATE TABLE IF NOT EXISTS ${table} ${engine} EMPTY AS ${sql}`, parameters };
};

/** Adds the states of the rows that landed after one sequence number and through another. */
export const rollupFillSql = (
  design: RollupDesign,
  catalog: Catalog,
  table: string,
  days: readonly number[],
  landed: { after: number; through: number },
): Written => {
  const { sql, parameters } = statesSql(design, catalog, days, landed);
  return { sql: `INSERT INTO ${table} ${sql}`, parameters };
};

/** Copies a rollup with the states of all its landings merged into the last, so that many small ones do not pile up. */
export const rollupMergeSql = (design: RollupDesign, from: string, into: string, through: number): Written => {
  const keys = design.by === null ? [instantColumn] : [instantColumn, "_d0"];
  const states = design.states.map(({ column, shared }) => `${mergedState(shared, column)} AS merged${column}`);
  const last = `{through:UInt64} AS last`;
  const select = [...keys, last, ...states].join(", ");
  const where = `WHERE ${sequenceColumn} <= {through:UInt64} GROUP BY ${keys.join(", ")}`;
  return { sql: `INSERT INTO ${into} SELECT ${select} FROM ${from} ${where}`, parameters: { through } };
};
