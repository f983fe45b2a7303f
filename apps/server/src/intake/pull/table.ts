import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import { quoteIdentifier, tableName } from "@sextant/semantic/sql/name";
import { createTable, dropTable } from "../../warehouse/dataset-table.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { Block, Bound, Connector, Reading } from "../connectors/connector.ts";
import { freshName, pulledName, sameContent, sift, supersededBy } from "./compare.ts";
import { boundAt, type Position, pullSchema, readPosition, resumeFrom, writePosition } from "./position.ts";
import { addRows, countRows, holdsPushes, type LandServices, replaceAll, replaceRows } from "./replace.ts";
import { checkColumns, noCounts, type PullCounts, type RowTaker, takeRows } from "./rows.ts";

/** Rows that land together: a crash costs no more than these. */
const chunkRows = 400_000;

/** A pull of a table. */
export interface TablePull {
  connector: Connector;
  /** What the source is called, for sentences. */
  label: string;
  timeZone: string;
  /** A stretch of the cursor to read again, epoch ms; else what is new. */
  range: { from: number; to: number } | null;
  signal: AbortSignal;
  progress: (counts: PullCounts) => void;
}

interface Pull extends TablePull {
  dataset: Dataset;
  services: LandServices;
  taker: RowTaker;
  schema: string;
  counts: PullCounts;
}

const stop = (signal: AbortSignal): void => {
  if (signal.aborted) throw new Problem("overloaded", "The pull was cancelled; what had landed stays.");
};

const empty = async (warehouse: Warehouse, dataset: Dataset, name: string): Promise<void> => {
  await dropTable(warehouse, name);
  await createTable(warehouse, dataset, name);
};

/** The highest cursor among the rows of a table, as a position keeps it. */
const reached = async (warehouse: Warehouse, dataset: Dataset, table: string): Promise<string | null> => {
  const cursor = dataset.source?.cursor;
  const type = cursor === undefined ? undefined : dataset.columns[cursor]?.type;
  if (cursor === undefined || type === undefined) return null;
  const highest = `max(${quoteIdentifier(cursor)})`;
  const text = type === "datetime" ? `toString(toUnixTimestamp64Milli(${highest}))` : `toString(${highest})`;
  const { rows } = await warehouse.query(
    { sql: `SELECT ${text} FROM ${table}`, parameters: {} },
    { lane: "background" },
  );
  const value = rows[0]?.[0];
  return typeof value === "string" ? value : null;
};

/** The later of two positions of the same cursor. */
const later = (one: string | null, other: string | null): string | null => {
  if (one === null || other === null) return one ?? other;
  if (/^\d{4}-/.test(one)) return one > other ? one : other;
  return Number(one) > Number(other) ? one : other;
};

/** Lands what is new of the rows pulled so far, which lie in a table of their own. */
const landChunk = async (pull: Pull): Promise<void> => {
  const { dataset, services, counts, schema } = pull;
  const { warehouse, ledger } = services;
  await sift(warehouse, dataset);
  const table = freshName(dataset);
  const { rows } = await warehouse.query(
    { sql: `SELECT count() FROM ${table}`, parameters: {} },
    { lane: "background" },
  );
  const count = Number(rows[0]?.[0] ?? 0);
  if (count === 0) return;
  const before = readPosition(ledger.landings.state(dataset.id).fingerprint)?.cursor ?? null;
  const found = pull.range === null ? await reached(warehouse, dataset, pulledName(dataset)) : null;
  counts.cursor = later(before, found);
  const fresh = { table, fingerprint: writePosition({ schema, cursor: counts.cursor }) };
  const sql = supersededBy(dataset);
  const superseded = { sql: sql ?? "", parameters: { pulled: await ledger.landings.sourceSequences(dataset.id) } };
  const changed = sql === null ? 0 : await countRows(warehouse, dataset, superseded);
  if (changed === 0) await addRows(dataset, fresh, services);
  else await replaceRows(dataset, fresh, superseded, services);
  counts.landed += count;
  counts.changed += changed;
};

const takeBlock = async ({ dataset, taker, counts, progress }: Pull, block: Block): Promise<number> => {
  const rows = await taker.insert(block, pulledName(dataset));
  counts.read += block.rows.length;
  counts.bytes += block.bytes;
  counts.refused = taker.bad.refused();
  progress(counts);
  return rows;
};

const readingOf = ({ dataset, taker, range, timeZone, signal }: Pull, position: Position | null): Reading => {
  const { cursor } = dataset.source ?? {};
  const column = cursor === undefined ? null : (dataset.columns[cursor]?.from ?? cursor);
  const bounds = (): { from: Bound | null; before: Bound | null } => {
    if (range === null)
      return { from: position === null ? null : resumeFrom(dataset, position, timeZone), before: null };
    const isDay = cursor !== undefined && dataset.columns[cursor]?.type === "date";
    const bound = (instant: number): Bound => {
      const at = boundAt(instant, timeZone);
      return isDay && at.kind === "time" ? { kind: "date", text: at.wall.slice(0, 10) } : at;
    };
    return { from: bound(range.from), before: bound(range.to) };
  };
  return {
    table: dataset.source?.table ?? "",
    columns: taker.columns,
    cursor: column === null ? null : { column, ...bounds() },
    signal,
  };
};

/** Reads in the order of the cursor; every chunk lands by itself, so that after a crash the next pull goes on there. */
const pullByCursor = async (pull: Pull, position: Position | null): Promise<void> => {
  const { dataset, services, taker, signal } = pull;
  const { warehouse } = services;
  const pulled = pulledName(dataset);
  const reading = readingOf(pull, position);
  const place = taker.columns.indexOf(reading.cursor?.column ?? "");
  let [waiting, last]: [number, unknown] = [0, null];
  const take = async (block: Block): Promise<void> => {
    waiting += await takeBlock(pull, block);
    last = block.rows.at(-1)?.[place] ?? last;
  };
  const land = async (): Promise<void> => {
    taker.settle();
    if (waiting > 0) await services.inTurn(() => landChunk(pull));
    waiting = 0;
    await empty(warehouse, dataset, pulled);
  };
  await empty(warehouse, dataset, pulled);
  for await (const block of pull.connector.read(reading)) {
    stop(signal);
    // Rows of one value of the cursor land together, or a copy of a row in the next chunk would look like the one that landed.
    const cut = waiting < chunkRows ? -1 : block.rows.findIndex((row) => row[place] !== last);
    if (cut === -1) await take(block);
    else {
      await take({ rows: block.rows.slice(0, cut), bytes: 0 });
      await land();
      await take({ rows: block.rows.slice(cut), bytes: block.bytes });
    }
  }
  stop(signal);
  await land();
};

/** Reads everything; it takes the place of what was read before, in one step, unless it is the same. */
const pullWhole = async (pull: Pull): Promise<void> => {
  const { dataset, services, taker, counts, schema, signal } = pull;
  const { warehouse, ledger } = services;
  const pulled = pulledName(dataset);
  await empty(warehouse, dataset, pulled);
  for await (const block of pull.connector.read({ ...readingOf(pull, null), cursor: null })) {
    stop(signal);
    await takeBlock(pull, block);
  }
  stop(signal);
  taker.settle();
  counts.cursor = await reached(warehouse, dataset, pulled);
  const fingerprint = writePosition({ schema, cursor: counts.cursor });
  await services.inTurn(async () => {
    const isSame =
      ledger.landings.state(dataset.id).fingerprint === fingerprint &&
      !(await holdsPushes(dataset, ledger)) &&
      (await sameContent(warehouse, dataset, pulled, tableName(dataset.id)));
    if (isSame) return;
    await replaceAll(dataset, { table: pulled, fingerprint }, services);
    counts.landed = counts.read - counts.refused;
  });
};

/**
 * Pulls a table into its dataset. With a cursor rows are read from its last position less the lookback, and only those that are not there
 * as they are land; without one, after a change of what is read, or when deletions matter, everything is read anew.
 */
export const pullTable = async (dataset: Dataset, pull: TablePull, services: LandServices): Promise<PullCounts> => {
  const { connector, label, timeZone } = pull;
  const counts = noCounts();
  const there = await connector.profile(dataset.source?.table ?? "");
  counts.columns = there.map(({ name, native }) => ({ name, native }));
  pull.progress(counts);
  checkColumns(dataset, label, there);
  const taker = takeRows(services.warehouse, dataset, connector, { label, timeZone });
  const schema = pullSchema(dataset, timeZone);
  const position = readPosition(services.ledger.landings.state(dataset.id).fingerprint);
  const state: Pull = { ...pull, dataset, services, taker, schema, counts };
  const isNew = position === null && services.ledger.landings.state(dataset.id).fingerprint === null;
  const { cursor, deletes } = dataset.source ?? {};
  const byCursor = cursor !== undefined && deletes !== "full_reload" && (isNew || position?.schema === schema);
  try {
    if (byCursor) await pullByCursor(state, position);
    else await pullWhole(state);
  } finally {
    counts.findings = taker.bad.findings();
    for (const name of [pulledName(dataset), freshName(dataset)]) await dropTable(services.warehouse, name);
  }
  return counts;
};
