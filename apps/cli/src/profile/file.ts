import { createReadStream, existsSync, statSync } from "node:fs";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { type CsvError, parse } from "csv-parse";
import { type ColumnProfile, columnProfiler, handleOf } from "./column.ts";

/** What a file holds. */
export interface FileProfile {
  columns: ColumnProfile[];
  rows: number;
  /** Columns that are left out, each a sentence that says why. */
  leftOut: string[];
}

const shownFindings = 20;

const unreadable = (file: string, detail: string, hint: string, findings: Finding[] = []): Problem =>
  new Problem("source_unreadable", `${file}: ${detail}`, { hint, findings });

const delimiterNames: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

/** A header that is one field because something else than the delimiter stands between its names. */
const refuseOtherDelimiter = (file: string, names: readonly string[], delimiter: string): void => {
  const [only = ""] = names;
  if (names.length !== 1) return;
  const other = [";", "\t", "|", ","].find((one) => one !== delimiter && only.includes(one));
  if (other === undefined) return;
  const comma =
    other === ";" ? " Where numbers have decimal commas, write points: 1234.50; write dates as 2025-12-31." : "";
  throw unreadable(
    file,
    `its columns are separated by ${delimiterNames[other]}, not by ${delimiterNames[delimiter]}.`,
    other === "\t"
      ? "Name the file .tsv."
      : `Save it with commas (in a spreadsheet: save as CSV UTF-8, comma delimited) or, with tabs, as .tsv.${comma}`,
  );
};

const profilersFor = (file: string, names: readonly string[]): (ReturnType<typeof columnProfiler> | null)[] => {
  const twice = names.find((name, i) => name !== "" && names.indexOf(name) !== i);
  if (twice !== undefined)
    throw unreadable(
      file,
      `the header names the column "${twice}" twice (columns ${names.flatMap((name, i) => (name === twice ? [i + 1] : [])).join(" and ")}).`,
      "Give every column its own name; nothing was written.",
    );
  const taken = new Set<string>();
  return names.map((from) => {
    if (from === "") return null;
    const name = handleOf(from, taken);
    taken.add(name);
    return columnProfiler(from, name);
  });
};

/** Passes bytes on while they are UTF-8, or UTF-16 that says so by its mark; throws with the line that is neither. */
const checkedText = async function* (file: string): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | null = new TextDecoder("utf-8", { fatal: true });
  let [line, first] = [1, true];
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    if (first && chunk[0] === 0xff && chunk[1] === 0xfe) decoder = null;
    first = false;
    if (decoder !== null) {
      try {
        decoder.decode(chunk, { stream: true });
      } catch (cause) {
        if (!(cause instanceof TypeError)) throw cause;
        line += lineOfFault(chunk);
        throw unreadable(
          file,
          `it is not UTF-8 text (about line ${line}).`,
          "Save it as UTF-8 (in a spreadsheet: CSV UTF-8), e.g. iconv -f WINDOWS-1252 -t UTF-8 old.csv > new.csv.",
        );
      }
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) line += 1;
    }
    yield chunk;
  }
};

/** Line breaks before the first byte of a chunk that ends up unreadable. */
const lineOfFault = (chunk: Buffer): number => {
  const at = chunk.toString("utf8").indexOf("\uFFFD");
  return chunk.toString("utf8").slice(0, Math.max(0, at)).split("\n").length - 1;
};

const raggedRow = (file: string, line: number, have: number, want: number): Finding => ({
  rule: "csv/ragged-row",
  severity: "error",
  message: `This row has ${have} fields, the header has ${want}.`,
  hint: "Quote fields that contain the delimiter or line breaks, or mend the row.",
  place: { file, line, column: 1, length: 1 },
});

const profileCsv = async (file: string, delimiter: string): Promise<FileProfile> => {
  const parser = parse({ delimiter, bom: true, relax_column_count: true, info: true, skip_empty_lines: true });
  const reading = pipeline(checkedText(file), parser).catch(() => undefined);
  let profilers: ReturnType<typeof profilersFor> | null = null;
  const findings: Finding[] = [];
  let bad = 0;
  let rows = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (profilers === null) {
        const names = record.map((name) => name.trim());
        refuseOtherDelimiter(file, names, delimiter);
        profilers = profilersFor(file, names);
      } else if (record.length !== profilers.length) {
        bad += 1;
        if (findings.length < shownFindings)
          findings.push(raggedRow(file, info.lines, record.length, profilers.length));
      } else {
        rows += 1;
        for (const [i, profiler] of profilers.entries()) profiler?.see((record[i] ?? "").trim());
      }
    }
    await reading;
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
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
  const leftOut = (profilers ?? []).flatMap((profiler, i) =>
    profiler === null ? [`Column ${i + 1} has no name in the header and is left out.`] : [],
  );
  return { columns: (profilers ?? []).flatMap((profiler) => profiler?.profile() ?? []), rows, leftOut };
};

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
};

const isNested = (value: unknown): boolean => typeof value === "object" && value !== null;

const profileNdjson = async (file: string): Promise<FileProfile> => {
  const profilers = new Map<string, ReturnType<typeof columnProfiler>>();
  const taken = new Set<string>();
  const nested = new Map<string, number>();
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
    if (!isNested(row) || Array.isArray(row))
      throw unreadable(file, `line ${line} is not a JSON object.`, "Each line must be one JSON object.");
    rows += 1;
    for (const [from, value] of Object.entries(row)) {
      if (isNested(value) && !nested.has(from)) nested.set(from, line);
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
  for (const from of nested.keys()) profilers.delete(from);
  const leftOut = [...nested].map(
    ([from, at]) => `"${from}" holds objects or lists (line ${at}) and is left out; write flat fields to use it.`,
  );
  if (profilers.delete("")) leftOut.push("A field without a name is left out.");
  return { columns: [...profilers.values()].map((profiler) => profiler.profile()), rows, leftOut };
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
