import type { FileFormat } from "../dataset/file-format.ts";
import type { Delimiter } from "../dataset/file-notation.ts";
import { Problem } from "../problem/problem.ts";
import { type ColumnProfiler, columnProfiler } from "./column.ts";
import { handleOf } from "./handle.ts";
import { chooseNotation } from "./notation.ts";
import type { FileProfile } from "./profile.ts";

/** Rows shown of a file, and the length of a value there. */
const [mostPreview, longestValue] = [20, 120];
/** More columns than this are no table of a person's. */
const mostColumns = 2000;

/** Collects the rows of a file by column. */
export interface FileProfiler {
  /** Notes a row: values as written, in the order of the header; an empty text is a missing value. */
  see(values: readonly string[]): void;
  /** Adds a column that earlier rows did not have. Answers its index. */
  add(from: string): number;
  /** Leaves a column out that cannot be read, with a sentence that says why. */
  leaveOut(index: number, sentence: string): void;
  /** Says what the file holds; `rest` is how it is read besides, and what its reader found. */
  profile(rest: { format: FileFormat; asked: FileFormat; delimiter: Delimiter | null }): FileProfile;
  rows(): number;
}

const checkHeader = (header: readonly string[]): void => {
  if (header.length > mostColumns)
    throw new Problem("too_large", `The file has ${header.length} columns; ${mostColumns} are read.`);
  const twice = header.find((name, i) => name !== "" && header.indexOf(name) !== i);
  if (twice === undefined) return;
  const places = header.flatMap((name, i) => (name === twice ? [i + 1] : []));
  throw new Problem(
    "source_unreadable",
    `The header names the column "${twice}" twice (columns ${places.join(" and ")}).`,
    {
      hint: "Give every column its own name; nothing was written.",
    },
  );
};

/** The profiler of a file with this header; throws source_unreadable when two columns have one name. */
export const fileProfiler = (header: readonly string[]): FileProfiler => {
  checkHeader(header);
  const taken = new Set<string>();
  const columns: (ColumnProfiler | null)[] = [];
  const leftOut: string[] = [];
  const preview: string[][] = [];
  let rows = 0;

  const add = (from: string): number => {
    if (from === "") {
      leftOut.push(`Column ${columns.length + 1} has no name in the header and is left out.`);
      return columns.push(null) - 1;
    }
    const name = handleOf(from, taken);
    taken.add(name);
    const profiler = columnProfiler(from, name);
    for (let missed = 0; missed < rows; missed += 1) profiler.see("");
    return columns.push(profiler) - 1;
  };
  for (const name of header) add(name);

  return {
    add,
    leaveOut: (index, sentence) => {
      if (columns[index] === null) return;
      columns[index] = null;
      leftOut.push(sentence);
    },
    see: (values) => {
      rows += 1;
      for (let i = 0; i < columns.length; i += 1) columns[i]?.see((values[i] ?? "").trim());
      if (preview.length < mostPreview) preview.push(values.map((value) => value.slice(0, longestValue)));
    },
    rows: () => rows,
    profile: ({ format, asked, delimiter }) => {
      const kept = columns.flatMap((column, index) => (column === null ? [] : [{ column, index }]));
      const profilers = kept.map(({ column }) => column);
      const choice = chooseNotation(profilers, delimiter, asked);
      return {
        rows,
        columns: profilers.map((column) => column.profile(choice.notation)),
        format: { ...format, ...choice.format },
        leftOut,
        findings: choice.findings,
        preview: preview.map((row) => kept.map(({ index }) => row[index] ?? "")),
      };
    },
  };
};
