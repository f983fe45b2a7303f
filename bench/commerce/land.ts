import { instantColumn, quoteIdentifier, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import { extentOf, tableColumns } from "@sextant/server/warehouse/dataset-table";
import type { House } from "../house.ts";
import { eventsSql, lastInstant, ordersSql, type Size, type Stretch, whole } from "./generate.ts";

/** How each dataset's rows are made. */
const generators = { events: eventsSql, orders: ordersSql };
export type DatasetId = keyof typeof generators;

/**
 * Lands generated rows as a batch that was pushed: written to the dataset's table by the engine itself, durable, then recorded, so
 * that freshness and sequence numbers are what a push leaves. Gives the sequence number.
 */
export const land = async ({ warehouse, ledger, catalog }: House, id: DatasetId, stretches: readonly Stretch[]) => {
  const dataset = catalog.datasets.get(id);
  if (dataset === undefined) throw new Error(`The workspace has no dataset ${id}.`);
  const sequence = ledger.landings.begin(id);
  const columns = [...tableColumns(dataset).keys()].map(quoteIdentifier);
  const own = columns.slice(0, -2).join(", ");
  for (const stretch of stretches) {
    const sql = `INSERT INTO ${tableName(id)} (${columns.join(", ")})
SELECT ${own}, at AS ${instantColumn}, {sequence:UInt64} AS ${sequenceColumn} FROM (${generators[id](stretch)})`;
    await warehouse.command({ sql, parameters: { sequence } });
  }
  await ledger.record({
    dataset: id,
    sequence,
    batchKey: `generated:${sequence}`,
    rows: stretches.reduce((total, { rows }) => total + rows, 0),
    landedAt: ledger.clock(),
    first: Math.min(...stretches.map(({ since }) => since)),
    watermark: Math.max(...stretches.map(({ until }) => until)) - 1,
    kind: "push",
    fingerprint: null,
  });
  return sequence;
};

/** Lands the whole data of a size. */
export const landAll = async (house: House, size: Size): Promise<void> => {
  await land(house, "events", [whole(size.events)]);
  await land(house, "orders", [whole(size.orders)]);
};
