import { createHash } from "node:crypto";
import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import { type Cell, lineOf } from "../warehouse/line.ts";
import { type BadRows, collectBadRows } from "./bad-rows.ts";
import type { LandFormat } from "./intake.ts";
import { type RecordReading, readBlocks } from "./records.ts";
import { compileRow, type RowReader } from "./row.ts";

/** Limits of one batch. */
const mostRows = 100_000;
const limits = { line: 1_048_576, total: 64 * 1_048_576, rows: mostRows };

/** What tells a row from every other, where the dataset has row ids. */
export interface RowIdentity {
  id: string;
  /** Epoch ms. */
  instant: number;
}

/** The rows of a batch, checked and written down as the engine reads them. */
export interface Batch {
  /** One line per good row, up to its sequence number. */
  lines: string[];
  /** Of the good rows, in order; empty where the dataset has no row ids. */
  identities: RowIdentity[];
  /** Instants of the earliest row and of the latest one not after now, epoch ms. */
  first: number | null;
  watermark: number | null;
  /** Days of UTC, counted from 1970, that good rows lie in. */
  days: Set<number>;
  bad: BadRows;
  /** SHA-256 of the format and the body. */
  hash: string;
}

const hashed = async function* (
  body: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
};

const requireColumns = (reader: RowReader, names: readonly string[]): void => {
  const missing = reader.required.filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  throw new Problem("invalid_request", `The header has no column ${missing.map((name) => `"${name}"`).join(", ")}.`, {
    hint: `The first line names the columns: ${[...reader.known].join(",")}.`,
  });
};

/** At most this many unknown columns are named. */
const mostUnknown = 20;

const noteUnknown = (
  bad: BadRows,
  dataset: Dataset,
  known: ReadonlySet<string>,
): ((names: readonly string[]) => void) => {
  const unknown = new Set<string>();
  return (names) => {
    for (const name of names) {
      if (known.has(name) || unknown.has(name) || unknown.size >= mostUnknown) continue;
      unknown.add(name);
      bad.note({
        rule: "intake/unknown-column",
        severity: "warning",
        message: `${JSON.stringify(name.slice(0, 60))} is no column of the dataset and was left out.`,
        hint: "Declare it in the dataset, or stop sending it.",
        subject: `dataset ${dataset.id}`,
      });
    }
  };
};

const dayLength = 86_400_000;

const take = (batch: Batch, row: readonly Cell[], instant: number, now: number, idIndex: number): void => {
  batch.lines.push(lineOf(row.slice(0, -1)));
  batch.days.add(Math.floor(instant / dayLength));
  if (batch.first === null || instant < batch.first) batch.first = instant;
  if (instant <= now && (batch.watermark === null || instant > batch.watermark)) batch.watermark = instant;
  if (idIndex >= 0) batch.identities.push({ id: String(row[idIndex]), instant });
};

/** Reads and checks a batch whole; `now` is the workspace's, epoch ms. Throws too_large and invalid_request. */
export const readBatch = async (
  dataset: Dataset,
  timeZone: string,
  now: number,
  body: AsyncIterable<Uint8Array>,
  format: LandFormat,
): Promise<Batch> => {
  const reader = compileRow(dataset, timeZone, { names: "dataset", emptyIsMissing: format === "csv" });
  const bad = collectBadRows(`dataset ${dataset.id}`, null);
  const note = noteUnknown(bad, dataset, reader.known);
  const hash = createHash("sha256").update(format);
  const batch: Batch = { lines: [], identities: [], first: null, watermark: null, days: new Set(), bad, hash: "" };
  const idIndex = dataset.row_id === undefined ? -1 : reader.columns.indexOf(dataset.row_id);
  const readOne = (record: RecordReading): void => {
    const { lines } = batch;
    if (lines.length + bad.refused() >= mostRows) {
      throw new Problem("too_large", `The batch has more than ${mostRows} rows.`, {
        hint: "Send it in several batches.",
      });
    }
    if (!record.ok) {
      bad.refuse(record.line, [record.reason]);
      return;
    }
    if (format === "csv" && lines.length === 0 && bad.refused() === 0) requireColumns(reader, record.names);
    note(record.names);
    const reading = reader.read(record.field, 0);
    if (reading.ok) take(batch, reading.row, reading.instant, now, idIndex);
    else bad.refuse(record.line, reading.reasons);
  };
  for await (const block of readBlocks(hashed(body, hash), format, limits)) for (const record of block) readOne(record);
  return { ...batch, hash: hash.digest("hex") };
};
