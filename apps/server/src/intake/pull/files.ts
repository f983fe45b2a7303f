import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { sequenceColumn } from "@sextant/semantic/sql/name";
import { type SourceFileRow, sourceFiles, writeSourceFiles } from "../../store/source-file.ts";
import type { Store } from "../../store/store.ts";
import { createTable, dropTable } from "../../warehouse/dataset-table.ts";
import { withFileReader } from "../../warehouse/file-reader.ts";
import { ColumnsChanged, goneFrom } from "../columns-changed.ts";
import { blockRows } from "../connectors/connector.ts";
import type { Folder, FolderFile } from "../connectors/folder.ts";
import { planParquet } from "../parquet.ts";
import { readRecords } from "../records.ts";
import { type FolderFormat, folderFormat } from "../source.ts";
import { pulledName } from "./compare.ts";
import { type FileGroup, planFiles } from "./plan-files.ts";
import { pullSchema, readPosition, writePosition } from "./position.ts";
import { addRows, type LandServices, replaceAll, replaceRows } from "./replace.ts";
import { noCounts, type PullCounts, type RowTaker, takeRows } from "./rows.ts";

/** A pull of a folder. */
export interface FolderPull {
  folder: Folder;
  /** What the source is called, for sentences. */
  label: string;
  timeZone: string;
  signal: AbortSignal;
  progress: (counts: PullCounts) => void;
  store: Store;
}

const lineBytes = 1_048_576;
const jsonBytes = 256 * 1_048_576;

/** Files up to this size are read in one piece. */
const pieceBytes = 262_144;

/** Findings kept of one pull. */
const mostFindings = 100;

interface Pull extends FolderPull {
  dataset: Dataset;
  services: LandServices;
  counts: PullCounts;
  /** Files whose rows could not be read at all. */
  broken: number;
}

const note = (pull: Pull, file: FolderFile, problem: Problem): void => {
  pull.broken += 1;
  if (pull.counts.findings.length >= mostFindings) return;
  const finding: Finding = {
    rule: "intake/bad-file",
    severity: "error",
    message: `${file.name}: ${problem.message}`,
    hint: problem.hint ?? "Correct the file; it is read again when it changes.",
    subject: `dataset ${pull.dataset.id}`,
  };
  pull.counts.findings.push(finding);
};

const lacking = (pull: Pull, file: FolderFile, names: readonly string[], wanted: readonly string[]): Problem | null => {
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length === 0) return null;
  const { dataset } = pull;
  const gone = Object.entries(dataset.columns).filter(([name, { from }]) => missing.includes(from ?? name));
  return new ColumnsChanged(
    `it has no column ${missing.map((name) => `"${name}"`).join(", ")}.`,
    gone.map(([name]) => goneFrom(file.name, dataset.id, name)),
    { hint: `It has ${names.map((name) => `"${name}"`).join(", ")}. Name the file's column with from.` },
  );
};

/** Gathers rows of many files, so that small ones land together. */
interface Gathering {
  rows: unknown[][];
  /** Where each row stands. */
  places: { file: string; line: number }[];
  taker: RowTaker;
}

const flush = async (pull: Pull, gathering: Gathering): Promise<void> => {
  await gathering.taker.insert({ rows: gathering.rows, places: gathering.places, bytes: 0 }, pulledName(pull.dataset));
  gathering.rows = [];
  gathering.places = [];
  pull.counts.refused = gathering.taker.bad.refused();
  pull.progress(pull.counts);
};

/** A small file in one piece, which is much less work than a stream. */
const bytesOf = async function* (file: FolderFile): AsyncGenerator<Uint8Array> {
  if (file.bytes > pieceBytes) yield* createReadStream(file.path) as AsyncIterable<Uint8Array>;
  else yield await readFile(file.path);
};

const readText = async (
  pull: Pull,
  file: FolderFile,
  { format, delimiter }: { format: Exclude<FolderFormat, "parquet">; delimiter: string },
  gathering: Gathering,
): Promise<void> => {
  const { taker } = gathering;
  const isCsv = format === "csv";
  const limits = {
    line: lineBytes,
    total: format === "json" ? jsonBytes : Number.POSITIVE_INFINITY,
    delimiter,
  };
  let isChecked = false;
  for await (const record of readRecords(bytesOf(file), format, limits)) {
    pull.counts.read += 1;
    if (!record.ok) {
      taker.bad.refuse(record.line, [`${file.name}: ${record.reason}`]);
      continue;
    }
    if (isCsv && !isChecked) {
      const problem = lacking(pull, file, record.names, taker.columns);
      if (problem !== null) throw problem;
      isChecked = true;
    }
    gathering.rows.push(taker.columns.map((name) => record.field(name)));
    gathering.places.push({ file: file.name, line: record.line });
    if (gathering.rows.length >= blockRows) await flush(pull, gathering);
  }
};

const readParquet = async (pull: Pull, file: FolderFile): Promise<void> => {
  const { services, dataset, timeZone, counts } = pull;
  const source = { ...file, format: "parquet" as const, reading: {} };
  await withFileReader(services.warehouse, async (reader) => {
    const plan = await planParquet(reader, dataset, source, timeZone);
    await plan.fill(services.warehouse, pulledName(dataset), 0);
    counts.read += plan.rows + plan.refused;
  });
};

/** Reads a file; one that cannot be read is noted, and the others go on. */
const takeFile = async (pull: Pull, file: FolderFile, gathering: Gathering): Promise<void> => {
  const known = folderFormat(file.name);
  try {
    if (known === null) throw new Problem("unsupported_format", "it is of no format that can be read.");
    const { format, delimiter } = known;
    if (file.bytes > 0 && format === "parquet") await readParquet(pull, file);
    else if (file.bytes > 0 && format !== "parquet") await readText(pull, file, { format, delimiter }, gathering);
    pull.counts.bytes += file.bytes;
  } catch (error) {
    if (error instanceof Problem) return note(pull, file, error);
    // It may have gone since the folder was listed: the next pull sees that.
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      return note(pull, file, new Problem("source_unreadable", "it is gone.", { cause: error }));
    throw error;
  }
};

const pullGroup = async (pull: Pull, group: FileGroup, fingerprint: string): Promise<void> => {
  const { dataset, services, counts, label, timeZone, signal } = pull;
  const { warehouse } = services;
  const table = pulledName(dataset);
  await dropTable(warehouse, table);
  await createTable(warehouse, dataset, table);
  const gathering: Gathering = {
    rows: [],
    places: [],
    taker: takeRows(warehouse, dataset, { emptyIsMissing: true }, { label, timeZone }),
  };
  for (const file of group.files) {
    if (signal.aborted) throw new Problem("overloaded", "The pull was cancelled; what had landed stays.");
    await takeFile(pull, file, gathering);
  }
  await flush(pull, gathering);
  gathering.taker.settle();
  counts.findings.push(...gathering.taker.bad.findings().slice(0, mostFindings - counts.findings.length));
  const { rows } = await warehouse.query(
    { sql: `SELECT count() FROM ${table}`, parameters: {} },
    { lane: "background" },
  );
  const alongside: Parameters<typeof addRows>[1]["alongside"] = (transaction, sequence) =>
    writeSourceFiles(transaction, dataset.id, {
      gone: group.replaces,
      read: group.files.map((file) => rowOf(dataset, file, sequence)),
    });
  const fresh = { table, fingerprint, alongside };
  const superseded = { sql: `has({gone:Array(UInt64)}, ${sequenceColumn})`, parameters: { gone: [...group.replaces] } };
  await services.inTurn(() => {
    if (group.isWhole) return replaceAll(dataset, fresh, services);
    if (group.replaces.length === 0) return addRows(dataset, fresh, services);
    return replaceRows(dataset, fresh, superseded, services);
  });
  counts.landed += Number(rows[0]?.[0] ?? 0);
};

const rowOf = (dataset: Dataset, { name, fingerprint }: FolderFile, sequence: number): SourceFileRow => ({
  dataset: dataset.id,
  path: name,
  fingerprint,
  sequence,
});

/**
 * Takes in what changed in a folder: new files are added, the rows of changed ones take the place of their earlier rows, those of files that
 * are gone go. Many small files land together; when one of them changes, those that landed with it are read again.
 */
export const pullFiles = async (dataset: Dataset, given: FolderPull, services: LandServices): Promise<PullCounts> => {
  const pull: Pull = { ...given, dataset, services, counts: noCounts(), broken: 0 };
  const { ledger, warehouse } = services;
  const schema = pullSchema(dataset, pull.timeZone);
  const files = pull.folder.files(dataset.source?.files ?? "");
  const recorded = await ledger.landings.list(dataset.id);
  const known = await sourceFiles(pull.store, dataset.id);
  const isSame = readPosition(ledger.landings.state(dataset.id).fingerprint)?.schema === schema;
  const groups = planFiles(files, known, recorded, isSame);
  try {
    for (const group of groups) await pullGroup(pull, group, writePosition({ schema, cursor: null }));
  } finally {
    await dropTable(warehouse, pulledName(dataset));
  }
  if (pull.broken > 0 && pull.broken === files.length)
    throw new Problem("source_unreadable", `${pull.label}: none of its ${files.length} files can be read.`, {
      hint: pull.counts.findings[0]?.message ?? "See the findings.",
      findings: pull.counts.findings,
    });
  return pull.counts;
};
