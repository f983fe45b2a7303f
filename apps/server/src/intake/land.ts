import { createHash } from "node:crypto";
import type { IngestAnswer } from "@sextant/model/api/answers/ingest";
import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import type { Interval } from "@sextant/model/time/interval";
import { tableName } from "@sextant/semantic/sql/name";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { type BadRows, collectBadRows } from "./bad-rows.ts";
import type { LandFormat } from "./intake.ts";
import type { Ledger } from "./ledger.ts";
import { type Leftovers, undoPush } from "./leftovers.ts";
import { readRecords } from "./records.ts";
import { compileRow, type RowReader } from "./row.ts";

/** Limits of one batch. */
const mostRows = 100_000;
const limits = { line: 1_048_576, total: 64 * 1_048_576, rows: mostRows };

interface Batch {
  rows: { row: unknown[]; instant: number }[];
  bad: BadRows;
  /** SHA-256 of the body. */
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

const noteUnknown = (bad: BadRows, dataset: Dataset, name: string): void =>
  bad.note({
    rule: "intake/unknown-column",
    severity: "warning",
    message: `${JSON.stringify(name.slice(0, 60))} is no column of the dataset and was left out.`,
    hint: "Declare it in the dataset, or stop sending it.",
    subject: `dataset ${dataset.id}`,
  });

const requireColumns = (reader: RowReader, names: readonly string[]): void => {
  const missing = reader.required.filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  throw new Problem("invalid_request", `The header has no column ${missing.map((name) => `"${name}"`).join(", ")}.`, {
    hint: `The first line names the columns: ${[...reader.known].join(",")}.`,
  });
};

/** At most this many unknown columns are named. */
const mostUnknown = 20;

const readBatch = async (
  dataset: Dataset,
  timeZone: string,
  body: AsyncIterable<Uint8Array>,
  format: LandFormat,
): Promise<Batch> => {
  const reader = compileRow(dataset, timeZone, { names: "dataset", emptyIsMissing: format === "csv" });
  const bad = collectBadRows(`dataset ${dataset.id}`, null);
  const hash = createHash("sha256").update(format);
  const rows: Batch["rows"] = [];
  const unknown = new Set<string>();
  for await (const record of readRecords(hashed(body, hash), format, limits)) {
    if (rows.length + bad.refused() >= mostRows) {
      throw new Problem("too_large", `The batch has more than ${mostRows} rows.`, {
        hint: "Send it in several batches.",
      });
    }
    if (!record.ok) {
      bad.refuse(record.line, [record.reason]);
      continue;
    }
    if (format === "csv" && rows.length === 0 && bad.refused() === 0) requireColumns(reader, record.names);
    for (const name of record.names) {
      if (reader.known.has(name) || unknown.has(name) || unknown.size >= mostUnknown) continue;
      unknown.add(name);
      noteUnknown(bad, dataset, name);
    }
    const reading = reader.read(record.field, 0);
    if (reading.ok) rows.push(reading);
    else bad.refuse(record.line, reading.reasons);
  }
  return { rows, bad, hash: hash.digest("hex") };
};

const refuse = (batch: Batch, why: string): Problem => {
  const findings = batch.bad.findings();
  return new Problem(
    "bad_rows",
    `${why} ${findings.find((finding) => finding.severity === "error")?.message ?? ""}`.trim(),
    {
      hint: "Correct the rows named in the findings and send the batch again.",
      findings,
    },
  );
};

export interface LandContext {
  warehouse: Warehouse;
  ledger: Ledger;
  leftovers: Leftovers;
  timeZone: string;
  /** The workspace's now, epoch ms. */
  now: number;
  /** Waits its turn among the landings of the dataset. */
  inTurn: <T>(task: () => Promise<T>) => Promise<T>;
}

const day = 86_400_000;
/** More separate days than this are told as one stretch. */
const mostStretches = 400;

/** The days of UTC that rows lie in, neighbours as one stretch. */
const touchedBy = (instants: readonly number[]): Interval[] => {
  const days = [...new Set(instants.map((instant) => Math.floor(instant / day)))].sort((a, b) => a - b);
  const stretches: Interval[] = [];
  for (const one of days) {
    const last = stretches.at(-1);
    if (last?.end === one * day) last.end += day;
    else stretches.push({ start: one * day, end: (one + 1) * day });
  }
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (stretches.length <= mostStretches || first === undefined || last === undefined) return stretches;
  return [{ start: first.start, end: last.end }];
};

const insert = async (dataset: Dataset, batch: Batch, batchKey: string, context: LandContext): Promise<number> => {
  const { warehouse, ledger, timeZone, now } = context;
  const { landings } = ledger;
  const { columns } = compileRow(dataset, timeZone, { names: "dataset", emptyIsMissing: false });
  const sequence = landings.begin(dataset.id);
  try {
    const rows = batch.rows.map(({ row }) => [...row.slice(0, -1), sequence]);
    await warehouse.insert(tableName(dataset.id), rows, { columns });
    const instants = batch.rows.map((row) => row.instant);
    const seen = instants.filter((instant) => instant <= now);
    const greatest = (values: readonly number[]): number | null =>
      values.reduce<number | null>((best, value) => (best === null || value > best ? value : best), null);
    const least = greatest(instants.map((instant) => -instant));
    await ledger.record({
      dataset: dataset.id,
      sequence,
      batchKey,
      rows: rows.length,
      landedAt: ledger.clock(),
      first: least === null ? null : -least,
      watermark: greatest(seen),
      kind: "push",
      fingerprint: batch.hash,
      touched: touchedBy(instants),
    });
  } catch (error) {
    await context.leftovers.discard(dataset, sequence, undoPush(warehouse, dataset, sequence));
    throw error;
  }
  return sequence;
};

/**
 * Lands a batch of pushed rows: read and checked whole, inserted as one durable block, then recorded; what is answered has
 * survived (D1). The same batch – by its key, or else by its content – counts once (D2);
 * another one under a key that was used is a conflict, or its rows would be lost without a word. Columns the dataset does not have are
 * left out with a warning.
 */
export const landBatch = async (
  dataset: Dataset,
  body: AsyncIterable<Uint8Array>,
  format: LandFormat,
  options: { atomic: boolean; batchKey: string | null },
  context: LandContext,
): Promise<IngestAnswer> => {
  const batch = await readBatch(dataset, context.timeZone, body, format);
  const batchKey = options.batchKey === null ? `content:${batch.hash}` : `key:${options.batchKey}`;
  const [rows, refused, findings] = [batch.rows.length, batch.bad.refused(), batch.bad.findings()];
  return context.inTurn(async () => {
    const earlier = await context.ledger.landings.byKey(dataset.id, batchKey);
    const answer = { dataset: dataset.id, refused, findings };
    if (earlier !== null && earlier.fingerprint !== null && earlier.fingerprint !== batch.hash)
      throw new Problem("conflict", "Another batch has landed under this Idempotency-Key; nothing of this one has.", {
        hint: "Give every batch a key of its own, and send it again unchanged.",
      });
    if (earlier !== null) return { ...answer, landed: earlier.rows, duplicate: true, sequence: earlier.sequence };
    if (rows === 0 && refused === 0)
      throw new Problem("invalid_request", "The batch has no rows.", { hint: "Send at least one row." });
    if (rows === 0) throw refuse(batch, `None of the ${refused} rows can be read.`);
    if (options.atomic && refused > 0)
      throw refuse(
        batch,
        `${refused} of ${rows + refused} rows cannot be read, and the batch was to land whole or not at all.`,
      );
    const sequence = await insert(dataset, batch, batchKey, context);
    return { ...answer, landed: rows, duplicate: false, sequence };
  });
};
