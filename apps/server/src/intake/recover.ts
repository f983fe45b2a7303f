import type { Dataset } from "@sextant/model/dataset/dataset";
import { tableName } from "@sextant/semantic/sql/name";
import type { Landing, Landings } from "../store/landing.ts";
import {
  countRows,
  deleteSequences,
  dropTable,
  exchangeTables,
  existingColumns,
  presentSequences,
  stagingName,
} from "../warehouse/dataset-table.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";

/** Whether one of the sequence numbers, in order, is of the landing. */
const hasAny = (present: readonly number[], { since, sequence }: Landing): boolean => {
  let [low, high] = [0, present.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((present[middle] ?? 0) < (since ?? sequence)) low = middle + 1;
    else high = middle;
  }
  return (present[low] ?? Number.POSITIVE_INFINITY) <= sequence;
};

/**
 * Settles what a crash left behind, before anything else touches the dataset. Only recorded landings count: rows of others were
 * never acknowledged and go. Where a load had exchanged the tables but not recorded itself, they are exchanged back. Answers
 * the recorded landings whose rows are gone, e.g. because the data directory was deleted.
 */
export const recover = async (
  warehouse: Warehouse,
  landings: Landings,
  dataset: Dataset,
): Promise<{ lost: number }> => {
  const table = tableName(dataset.id);
  const staging = stagingName(dataset);
  const { sequence: last, rows: recordedRows } = landings.state(dataset.id);
  // Numbers are taken in order and one landing of a dataset runs at a time, so what is not recorded came after everything that is.
  const straysIn = (name: string): Promise<number[]> => presentSequences(warehouse, name, last);
  const hasStaging = (await existingColumns(warehouse, staging)).size > 0;
  let strays = await straysIn(table);
  if (hasStaging && strays.length > 0 && (await straysIn(staging)).length === 0) {
    await exchangeTables(warehouse, staging, table);
    strays = [];
  }
  if (hasStaging) await dropTable(warehouse, staging);
  await deleteSequences(warehouse, table, strays);
  if ((await countRows(warehouse, table)) === recordedRows) return { lost: 0 };
  const present = await presentSequences(warehouse, table);
  const lost = (await landings.list(dataset.id)).filter((landing) => landing.rows > 0 && !hasAny(present, landing));
  await landings.forget(
    dataset.id,
    lost.map((landing) => landing.sequence),
  );
  return { lost: lost.filter((landing) => landing.kind === "push").length };
};
