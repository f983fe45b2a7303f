import { instantColumn, quoteIdentifier, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import { tableColumns } from "@sextant/server/warehouse/dataset-table";
import type { House } from "../house.ts";
import { eventsSql, more, ordersSql, type Size, type Stretch, whole } from "./generate.ts";
import type { Table } from "./kpis.ts";

/** How the rows of each table are made. */
const generators = { events: eventsSql, orders: ordersSql } satisfies Record<Table, unknown>;

/**
 * Lands generated rows as a batch that was pushed: written to the dataset's table by the engine itself, durable, then recorded, so
 * that freshness and sequence numbers are what a push leaves. Gives the sequence number.
 */
const land = async (
  { warehouse, ledger, catalog }: House,
  id: Table,
  stretches: readonly Stretch[],
): Promise<number> => {
  const dataset = catalog.datasets.get(id);
  if (dataset === undefined) throw new Error(`The workspace has no dataset ${id}.`);
  const sequence = ledger.landings.begin(id);
  const columns = [...tableColumns(dataset).keys()].map(quoteIdentifier);
  const own = columns.slice(0, -2).join(", ");
  const sql = `INSERT INTO ${tableName(id)} (${columns.join(", ")})
SELECT ${own}, at AS ${instantColumn}, {sequence:UInt64} AS ${sequenceColumn}
FROM (${stretches.map(generators[id]).join("\nUNION ALL\n")})`;
  await warehouse.command({ sql, parameters: { sequence } });
  await ledger.record({
    dataset: id,
    sequence,
    batchKey: `generated:${sequence}`,
    rows: stretches.reduce((total, { rows }) => total + rows, 0),
    landedAt: ledger.clock(),
    first: Math.min(...stretches.map(({ since }) => since)),
    watermark: Math.max(...stretches.map(({ until }) => until)) - 1,
    kind: "push",
    touched: stretches.map(({ since, until }) => ({ start: since, end: until })),
    fingerprint: null,
  });
  return sequence;
};

/** Lands the whole data of a size. */
export const landAll = async (house: House, size: Size): Promise<void> => {
  await land(house, "events", [whole(size.events)]);
  await land(house, "orders", [whole(size.orders)]);
};

/** Lands so many rows more in each table, in the last `parts` days or scattered over so many; gives the sequence numbers. */
export const landMore = async (
  house: House,
  { existing, extra, parts, scattered }: { existing: Size; extra: Size; parts: number; scattered: boolean },
): Promise<Record<Table, number>> => ({
  events: await land(house, "events", more(existing.events, extra.events, parts, scattered)),
  orders: await land(house, "orders", more(existing.orders, extra.orders, parts, scattered)),
});
