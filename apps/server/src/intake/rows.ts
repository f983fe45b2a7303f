import { createReadStream } from "node:fs";
import { markOf } from "@sextant/model/profile/delimiter";
import { readHistory } from "./git/history.ts";
import { type RecordReading, readRecords } from "./records.ts";
import { readSheet } from "./sheet.ts";
import type { SourceFile } from "./source.ts";

/** Bytes of one line, and of a whole file: JSON is held in memory whole, the others are not. */
const lineBytes = 1_048_576;
const jsonBytes = 256 * 1_048_576;

/** Whether the engine reads a file itself, by its columns; the others are read here, row by row. */
export const isColumnar = ({ format }: Pick<SourceFile, "format">): boolean =>
  format === "parquet" || format === "arrow" || format === "arrow_stream";

/** Whether nothing between two delimiters, or an empty cell, is a missing value. */
export const emptyIsMissing = ({ format }: SourceFile): boolean => format === "csv" || format === "xlsx";

/** Reads a file row by row; throws invalid_request or too_large when nothing more can be made of it. */
export const readRows = ({ format, path, bytes, reading, git }: SourceFile): AsyncGenerator<RecordReading> => {
  if (git !== undefined) return readHistory(path, git);
  if (format === "xlsx") return readSheet(path, bytes, reading.sheet);
  const name = format === "ndjson" || format === "json" ? format : "csv";
  return readRecords(createReadStream(path), name, {
    line: lineBytes,
    total: format === "json" ? jsonBytes : Number.POSITIVE_INFINITY,
    delimiter: markOf(reading.delimiter ?? ","),
    encoding: reading.encoding,
  });
};
