import type { Dataset } from "@sextant/model/dataset/dataset";
import { instantColumn, quoteIdentifier, tableName } from "@sextant/semantic/sql/name";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { RowIdentity } from "./batch.ts";

/** Ids looked up at a time. */
const block = 5000;

const nameOf = ({ id, instant }: RowIdentity): string => `${instant} ${id}`;

const landedAlready = async (
  warehouse: Warehouse,
  dataset: Dataset,
  identities: readonly RowIdentity[],
): Promise<Set<string>> => {
  const column = quoteIdentifier(dataset.row_id ?? "");
  const sql = `SELECT toUnixTimestamp64Milli(${instantColumn}), toString(${column}) FROM ${tableName(dataset.id)}
WHERE ${instantColumn} >= fromUnixTimestamp64Milli({since:Int64}, 'UTC') AND ${instantColumn} <= fromUnixTimestamp64Milli({until:Int64}, 'UTC')
AND toString(${column}) IN {ids:Array(String)}`;
  const found = new Set<string>();
  const sorted = identities.toSorted((a, b) => a.instant - b.instant);
  for (let from = 0; from < sorted.length; from += block) {
    const part = sorted.slice(from, from + block);
    const parameters = {
      since: part[0]?.instant ?? 0,
      until: part.at(-1)?.instant ?? 0,
      ids: part.map(({ id }) => id),
    };
    const { rows } = await warehouse.query({ sql, parameters }, { lane: "background" });
    for (const [instant, id] of rows) found.add(nameOf({ id: String(id), instant: Number(instant) }));
  }
  return found;
};

/**
 * For every batch of a group which of its rows are deliveries of rows that have landed, or stand earlier in the group: same id,
 * same time. To be asked in the dataset's turn.
 */
export const repeatedRows = async (
  warehouse: Warehouse,
  dataset: Dataset,
  group: readonly (readonly RowIdentity[])[],
): Promise<boolean[][]> => {
  const seen = await landedAlready(warehouse, dataset, group.flat());
  return group.map((identities) =>
    identities.map((identity) => {
      const name = nameOf(identity);
      if (seen.has(name)) return true;
      seen.add(name);
      return false;
    }),
  );
};
