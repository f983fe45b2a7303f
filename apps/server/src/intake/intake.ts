import type { DatasetList, IngestAnswer } from "@sextant/model/api/answers/ingest";
import type { Dataset } from "@sextant/model/dataset/dataset";
import type { FileFormat } from "@sextant/model/dataset/file-format";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { ColumnDrift } from "@sextant/model/definition/drift";
import type { Finding } from "@sextant/model/problem/finding";
import type { Profiled } from "./profile.ts";
import type { LandServices } from "./pull/replace.ts";
import type { WrittenSource } from "./source.ts";

export type LandFormat = "ndjson" | "json" | "csv";

/** How fresh a dataset is; instants in epoch ms. */
export interface DatasetFreshness {
  dataset: string;
  /** Latest row not after the workspace's now; null when there is none. */
  watermark: number | null;
  /** Earliest row. */
  first: number | null;
  landedAt: number | null;
  rows: number;
  /** Last recorded landing. */
  sequence: number;
}

/** What became of one dataset's source; `problem` says why it was not loaded and what to do. */
export interface LoadResult {
  dataset: string;
  rows: number;
  refused: number;
  /** False when the same source had been loaded before. */
  loaded: boolean;
  problem: string | null;
  findings: Finding[];
}

export type LoadProgress = (dataset: string, rows: number, done: boolean) => void;

/** How pulls reach their datasets. */
export interface Pulling {
  timeZone(dataset: Dataset): string;
  landing(dataset: Dataset): LandServices;
  begin(dataset: Dataset): void;
  /** With a failure the dataset cannot be told: what depends on it is unknown. */
  end(dataset: Dataset, failure: { error: unknown; problem: string } | null): void;
}

/** Takes data in: files at start and after apply, rows over HTTP at any time. */
export interface Intake {
  /** Creates and alters the tables of the catalog's datasets and settles what a crash left behind. */
  prepare(catalog: Catalog): Promise<void>;
  /** Loads file sources that changed; a source that fails leaves its rows as they were and the others go on. */
  load(catalog: Catalog, datasetIds?: readonly string[], onProgress?: LoadProgress): Promise<LoadResult[]>;
  /** Lands pushed rows; throws too_large, bad_rows, invalid_request or disk_full with nothing landed. */
  land(
    dataset: Dataset,
    body: AsyncIterable<Uint8Array>,
    format: LandFormat,
    options: { atomic: boolean; batchKey: string | null },
  ): Promise<IngestAnswer>;
  /** Keeps an uploaded file; throws too_large or disk_full. */
  upload(name: string, body: AsyncIterable<Uint8Array>): Promise<{ upload: string; bytes: number }>;
  /** Reads a file whole and says what it holds; throws source_unreadable. */
  profile(source: WrittenSource, asked: FileFormat): Promise<Profiled>;
  /** Loads one dataset of proposed definitions, so that its rows can be looked at; applying them then loads nothing anew. */
  tryOut(proposed: Catalog, dataset: string, now: number): Promise<LoadResult>;
  /** Merges the records of landings older than a day, so that they do not grow for ever. */
  tidy(): Promise<void>;
  /** For `sources`, whose rows land as pulls. */
  pulling: Pulling;
  freshness(): ReadonlyMap<string, DatasetFreshness>;
  /** Why the datasets that could not be read could not, and what to do, by id. */
  problems(): ReadonlyMap<string, string>;
  /** Columns that are gone from, or retyped in, sources whose last good rows are still there (K5). */
  columnDrift(): readonly ColumnDrift[];
  list(catalog: Catalog): DatasetList;
}
