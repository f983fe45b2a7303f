import type { Dataset } from "@sextant/model/dataset/dataset";
import { tableName } from "@sextant/semantic/sql/name";
import type { Landings } from "../store/landing.ts";
import {
  deleteSequences,
  dropTable,
  exchangeTables,
  existingColumns,
  presentSequences,
  stagingName,
} from "../warehouse/dataset-table.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";

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
  const recorded = await landings.list(dataset.id);
  const known = new Set(recorded.map((landing) => landing.sequence));
  const hasStaging = (await existingColumns(warehouse, staging)).size > 0;
  let present = await presentSequences(warehouse, table);
  if (hasStaging && present.some((sequence) => !known.has(sequence))) {
    const before = await presentSequences(warehouse, staging);
    if (before.every((sequence) => known.has(sequence))) {
      await exchangeTables(warehouse, staging, table);
      present = before;
    }
  }
  if (hasStaging) await dropTable(warehouse, staging);
  await deleteSequences(
    warehouse,
    table,
    present.filter((sequence) => !known.has(sequence)),
  );
  const lost = recorded.filter((landing) => landing.rows > 0 && !present.includes(landing.sequence));
  await landings.forget(
    dataset.id,
    lost.map((landing) => landing.sequence),
  );
  return { lost: lost.filter((landing) => landing.kind === "push").length };
};
