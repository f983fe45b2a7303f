import { createReadStream, existsSync, statSync } from "node:fs";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { type CsvError, parse } from "csv-parse";
import { type ColumnProfile, columnProfiler, handleOf } from "./column.ts";

/** What a file holds. */
export interface FileProfile {
  columns: ColumnProfile[];
  rows: number;
}

const shownFindings = 20;

const unreadable = (file: string, detail: string, hint: string, findings: Finding[] = []): Problem =>
  new Problem("source_unreadable", `${file}: ${detail}`, { hint, findings });

const profilersFor = (names: readonly string[]): ReturnType<typeof columnProfiler>[] => {
  const taken = new Set<string>();
  return names.map((from) => {
    const name = handleOf(from, taken);
    taken.add(name);
    return columnProfiler(from, name);
  });
};

const raggedRow = (file: string, line: number, have: number, want: number): Finding => ({
  rule: "csv/ragged-row",
  severity: "error",
  message: `This row has ${have} fields, the header has ${want}.`,
  hint: "Quote fields that contain the delimiter or line breaks, or mend the row.",
  place: { file, line, column: 1, length: 1 },
});

const profileCsv = async (file: string, delimiter: string): Promise<FileProfile> => {
  const parser = createReadStream(file).pipe(
    parse({ delimiter, bom: true, relax_column_count: true, info: true, skip_empty_lines: true }),
  );
  let profilers: ReturnType<typeof columnProfiler>[] | null = null;
  const findings: Finding[] = [];
  let bad = 0;
  let rows = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (profilers === null) profilers = profilersFor(record);
      else if (record.length !== profilers.length) {
        bad += 1;
        if (findings.length < shownFindings)
          findings.push(raggedRow(file, info.lines, record.length, profilers.length));
      } else {
        rows += 1;
        for (const [i, profiler] of profilers.entries()) profiler.see((record[i] ?? "").trim());
      }
    }
  } catch (cause) {
    const { message, lines } = cause as CsvError & { lines?: number };
    throw unreadable(file, `line ${lines ?? "?"}: ${message}`, "Check quotes and the delimiter.");
  }
  if (bad > 0)
    throw unreadable(
      file,
      `${bad} rows do not have as many fields as the header.`,
      "Mend these rows and try again; nothing was written.",
      findings,
    );
  return { columns: (profilers ?? []).map((profiler) => profiler.profile()), rows };
};

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
};

const profileNdjson = async (file: string): Promise<FileProfile> => {
  const profilers = new Map<string, ReturnType<typeof columnProfiler>>();
  const taken = new Set<string>();
  let line = 0;
  let rows = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === "") continue;
    let row: Record<string, unknown>;
    try {
      row = JSON.parse(text) as Record<string, unknown>;
    } catch (cause) {
      throw unreadable(
        file,
        `line ${line} is not JSON (${cause instanceof Error ? cause.message : "unreadable"}).`,
        "Each line must be one JSON object.",
      );
    }
    rows += 1;
    for (const [from, value] of Object.entries(row)) {
      let profiler = profilers.get(from);
      if (profiler === undefined) {
        const name = handleOf(from, taken);
        taken.add(name);
        profiler = columnProfiler(from, name);
        for (let missed = 1; missed < rows; missed += 1) profiler.see("");
        profilers.set(from, profiler);
      }
      profiler.see(textOf(value));
    }
    for (const [from, profiler] of profilers) if (!(from in row)) profiler.see("");
  }
  return { columns: [...profilers.values()].map((profiler) => profiler.profile()), rows };
};

const readers: Record<string, (file: string) => Promise<FileProfile>> = {
  ".csv": (file) => profileCsv(file, ","),
  ".tsv": (file) => profileCsv(file, "\t"),
  ".ndjson": profileNdjson,
  ".jsonl": profileNdjson,
};

/** Reads a whole file once and says what its columns hold. Throws `source_unreadable` with the lines at fault. */
export const profileFile = async (file: string): Promise<FileProfile> => {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Problem("not_found", `There is no file ${file}.`);
  const reader = readers[extname(file).toLowerCase()];
  if (reader === undefined) {
    throw new Problem("unsupported_format", `${file} is not a file that init can profile.`, {
      hint: `It reads ${Object.keys(readers).join(", ")}; for Parquet write the dataset by hand (docs/guide/definitions.md).`,
    });
  }
  const profile = await reader(file);
  if (profile.rows === 0)
    throw unreadable(file, "there are no rows in it.", "A header line and at least one row are needed.");
  return profile;
};
