import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import { instantColumn, quoteIdentifier, tableName } from "@sextant/semantic/sql/name";
import { createTable, dropTable, exchangeTables, existingColumns, stagingName, tableColumns } from "./dataset-table.ts";
import type { Warehouse } from "./warehouse.ts";

const canonicalType = (type: string): string => type.replaceAll(" ", "");
const bare = (type: string): string => /^Nullable\((.*)\)$/.exec(type)?.[1] ?? type;
/** A column as another type, null where the value does not fit; the engine's own cast calls every number but 0 true. */
const castTo = (name: string, type: string): string => {
  const column = quoteIdentifier(name);
  if (bare(type) !== "Bool") return `accurateCastOrNull(${column}, '${bare(type).replaceAll("'", "\\'")}')`;
  return `multiIf(toString(${column}) IN ('1', 'true'), true, toString(${column}) IN ('0', 'false'), false, NULL)`;
};

/** Throws conflict when values that are there do not fit the new type of their column. */
const checkValues = async (
  warehouse: Warehouse,
  dataset: Dataset,
  retyped: readonly [string, string][],
): Promise<void> => {
  const misfits = retyped.map(([name, type]) => {
    const lost = `${castTo(name, type)} IS NULL`;
    return `countIf(${type.startsWith("Nullable") ? `${quoteIdentifier(name)} IS NOT NULL AND ${lost}` : lost})`;
  });
  const sql = `SELECT ${misfits.join(", ")} FROM ${tableName(dataset.id)}`;
  const { rows } = await warehouse.query({ sql, parameters: {} }, { lane: "background" });
  const bad = retyped.flatMap(([name], index) => {
    const count = Number(rows[0]?.[index] ?? 0);
    return count === 0 ? [] : [`${count} values of "${name}" are no ${dataset.columns[name]?.type}`];
  });
  if (bad.length === 0) return;
  throw new Problem("conflict", `The rows of ${dataset.label} do not fit its columns any more: ${bad.join("; ")}.`, {
    hint: "Take the change of type back, or give the column a new name.",
  });
};

/** Moves the rows into a table of the new types, which then takes the place of the old one in one step. */
const rebuild = async (
  warehouse: Warehouse,
  dataset: Dataset,
  existing: ReadonlyMap<string, string>,
): Promise<void> => {
  const table = tableName(dataset.id);
  const staging = stagingName(dataset);
  const common = [...tableColumns(dataset)].filter(([name]) => existing.has(name));
  const names = common.map(([name]) => quoteIdentifier(name)).join(", ");
  const values = common.map(([name, type]) => {
    const before = existing.get(name) ?? type;
    if (canonicalType(before) === canonicalType(type)) return quoteIdentifier(name);
    return type.startsWith("Nullable") ? castTo(name, type) : `assumeNotNull(${castTo(name, type)})`;
  });
  await dropTable(warehouse, staging);
  await createTable(warehouse, dataset, staging);
  await warehouse.command({
    sql: `INSERT INTO ${staging} (${names}) SELECT ${values.join(", ")} FROM ${table}`,
    parameters: {},
  });
  await exchangeTables(warehouse, staging, table);
  await dropTable(warehouse, staging);
};

/**
 * Makes the table of a dataset follow its definition: created when there is none, columns added. Retyped columns are converted
 * when all values fit, else conflict is thrown and nothing changes; where a file is the source, loading it anew does that.
 * Columns that are no longer declared stay until then, and do no harm.
 */
export const followDefinition = async (warehouse: Warehouse, dataset: Dataset): Promise<void> => {
  const table = tableName(dataset.id);
  await createTable(warehouse, dataset, table);
  const existing = await existingColumns(warehouse, table);
  for (const [name, type] of tableColumns(dataset)) {
    if (existing.has(name)) continue;
    if (!type.startsWith("Nullable") && name !== instantColumn && dataset.source === undefined)
      await refuseUnfilled(warehouse, dataset, name);
    await warehouse.command({
      sql: `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${quoteIdentifier(name)} ${type}`,
      parameters: {},
    });
  }
  const retyped = [...tableColumns(dataset)].filter(([name, type]) => {
    const before = existing.get(name);
    return before !== undefined && canonicalType(before) !== canonicalType(type);
  });
  if (retyped.length === 0 || dataset.source !== undefined) return;
  await checkValues(warehouse, dataset, retyped);
  await rebuild(warehouse, dataset, await existingColumns(warehouse, table));
};

/** A column that may not be missing cannot be added to rows that do not have it. */
const refuseUnfilled = async (warehouse: Warehouse, dataset: Dataset, name: string): Promise<void> => {
  const { rows } = await warehouse.query(
    { sql: `SELECT count() FROM ${tableName(dataset.id)}`, parameters: {} },
    { lane: "background" },
  );
  if (Number(rows[0]?.[0]) === 0) return;
  throw new Problem("conflict", `The rows of ${dataset.label} that have landed do not have the new column "${name}".`, {
    hint: "Make the column nullable.",
  });
};
