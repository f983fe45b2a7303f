import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "@sextant/model/problem/problem";
import type { UrlSource } from "@sextant/model/source/kinds/url";
import { type RecordReading, readRecords } from "../records.ts";
import { type Block, blockRows, bytesOf, type Connect, type SourceColumn } from "./connector.ts";
import { download } from "./download.ts";

/** Bytes of a published file. */
const mostBytes = 256 * 1_048_576;
const lineBytes = 1_048_576;

/** Connects to a published file: it is fetched once, checked addresses only, into a file of its own that goes with the connection. */
export const connectUrl: Connect<UrlSource> = async (source, means) => {
  const folder = mkdtempSync(join(tmpdir(), "sextant-url-"));
  const path = join(folder, "download");
  const ending = new AbortController();
  let fetched: Promise<number> | null = null;
  const fetchOnce = (): Promise<number> => {
    fetched ??= download(new URL(source.url), path, {
      label: source.label,
      allowedHosts: means.allowedHosts,
      limit: mostBytes,
      signal: ending.signal,
    });
    return fetched;
  };
  const isCsv = source.format === "csv" || source.format === "tsv";
  const records = async function* (): AsyncGenerator<RecordReading> {
    await fetchOnce();
    const format = source.format === "ndjson" || source.format === "json" ? source.format : "csv";
    const limits = { line: lineBytes, total: mostBytes, delimiter: source.format === "tsv" ? "\t" : "," };
    try {
      yield* readRecords(createReadStream(path), format, limits);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem("source_unreadable", `${source.label}: ${error.message}`, {
        hint: error.hint ?? "Check what is published.",
        cause: error,
      });
    }
  };
  const profile = async (): Promise<SourceColumn[]> => {
    for await (const record of records()) {
      if (record.ok) return record.names.map((name) => ({ name, native: "text", type: null, nullable: true }));
    }
    throw new Problem("source_unreadable", `${source.label} has no rows.`, { hint: "Check what is published." });
  };
  return {
    emptyIsMissing: isCsv,
    test: async () => `${await fetchOnce()} bytes`,
    list: async () => [{ name: source.id, rows: null }],
    profile,
    read: async function* ({ columns, signal }): AsyncGenerator<Block> {
      let rows: unknown[][] = [];
      for await (const record of records()) {
        if (signal.aborted) return;
        if (!record.ok)
          throw new Problem("source_unreadable", `${source.label}, line ${record.line}: ${record.reason}.`, {
            hint: "Correct the line where it is published.",
          });
        rows.push(columns.map((name) => record.field(name)));
        if (rows.length < blockRows) continue;
        yield { rows, bytes: bytesOf(rows) };
        rows = [];
      }
      if (rows.length > 0) yield { rows, bytes: bytesOf(rows) };
    },
    close: async () => {
      ending.abort();
      await fetched?.catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
