import { closeSync, openSync, readSync } from "node:fs";
import type { FileFormat } from "@sextant/model/dataset/file-format";
import type { Encoding } from "@sextant/model/dataset/file-notation";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { guessDelimiter } from "@sextant/model/profile/delimiter";
import { type FileProfiler, fileProfiler } from "@sextant/model/profile/file";
import type { FileProfile } from "@sextant/model/profile/profile";
import { collectBadRows } from "./bad-rows.ts";
import { encodingOf, isUtf8 } from "./encoding.ts";
import { readRows } from "./rows.ts";
import type { SourceFile } from "./source.ts";

/** Bytes looked at to tell encoding and delimiter. */
const headBytes = 262_144;

const headOf = ({ path }: SourceFile): Uint8Array => {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(file, head, 0, headBytes, 0));
  } finally {
    closeSync(file);
  }
};

/** What a file that is not UTF-8, and does not say what it is, is read as: what spreadsheets in the West write. */
const usual: Encoding = "windows-1252";

const guessed = (name: string, encoding: Encoding): Finding => ({
  rule: "profile/encoding",
  severity: "warning",
  message: `${name} is not UTF-8 text; it is read as ${encoding}.`,
  hint: "Look at letters with accents in the preview, and choose another encoding if they are wrong.",
});

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  return JSON.stringify(value);
};

const isNested = (value: unknown): boolean => typeof value === "object" && value !== null;

/** Puts rows whose fields have names, and may differ from row to row, in columns. */
const byName = (profiler: FileProfiler) => {
  const places = new Map<string, number>();
  return (names: readonly string[], field: (name: string) => unknown, line: number): void => {
    const values: string[] = [];
    for (const name of names) {
      const value = field(name);
      let at = places.get(name);
      if (at === undefined) {
        at = profiler.add(name);
        places.set(name, at);
      }
      if (isNested(value))
        profiler.leaveOut(
          at,
          `"${name}" holds objects or lists (line ${line}) and is left out; write flat fields to use it.`,
        );
      values[at] = textOf(value);
    }
    profiler.see(Array.from({ length: places.size }, (_, at) => values[at] ?? ""));
  };
};

const unreadable = (source: SourceFile, why: string, hint: string, findings: readonly Finding[] = []): Problem =>
  new Problem("source_unreadable", `${source.name}: ${why}`, { hint, findings });

const readInto = async (source: SourceFile): Promise<FileProfiler> => {
  const bad = collectBadRows(source.name, source.name);
  let profiler: FileProfiler | null = null;
  let note: ReturnType<typeof byName> | null = null;
  for await (const record of readRows(source)) {
    if (!record.ok) {
      bad.refuse(record.line, [record.reason]);
      continue;
    }
    if (record.values === undefined) {
      profiler ??= fileProfiler([]);
      note ??= byName(profiler);
      note(record.names, record.field, record.line);
      continue;
    }
    profiler ??= fileProfiler(record.names);
    profiler.see(record.values.map(textOf));
  }
  if (bad.refused() > 0)
    throw unreadable(
      source,
      `${bad.refused()} rows cannot be read. ${bad.findings()[0]?.message ?? ""}`,
      "Mend these rows and try again; nothing was written.",
      bad.findings(),
    );
  if (profiler === null)
    throw unreadable(source, "there are no rows in it.", "A header line and at least one row are needed.");
  return profiler;
};

/** How a text file is to be read, from its beginning and from what was asked; without what its name says. */
const formatOf = (source: SourceFile, asked: FileFormat): { format: FileFormat; findings: Finding[] } => {
  const head = headOf(source);
  const marked = encodingOf(head);
  const unmarked = isUtf8(head) ? null : usual;
  const encoding = asked.encoding ?? marked ?? unmarked;
  const findings =
    asked.encoding === undefined && marked === null && unmarked !== null ? [guessed(source.name, usual)] : [];
  const known = encoding === null || encoding === "utf-8" ? {} : { encoding };
  if (source.format !== "csv") return { format: known, findings };
  const text = new TextDecoder(encoding ?? "utf-8").decode(head);
  const delimiter = asked.delimiter ?? guessDelimiter(text, head.byteLength < headBytes);
  return { format: { ...known, ...(delimiter === source.reading.delimiter ? {} : { delimiter }) }, findings };
};

const isNotText = (error: unknown): boolean =>
  error instanceof Problem && error.code === "invalid_request" && error.message.startsWith("It is not UTF-8 text");

/** Reads a file whole, row by row, and says what its columns hold; throws source_unreadable with the lines at fault. */
export const profileRows = async (source: SourceFile, asked: FileFormat): Promise<FileProfile> => {
  const isText = source.format !== "xlsx";
  const { format, findings } = isText ? formatOf(source, asked) : { format: {}, findings: [] };
  const { sheet } = asked;
  const whole = { ...format, ...(sheet === undefined || isText ? {} : { sheet }) };
  try {
    const reading = { ...source.reading, ...whole };
    const profiler = await readInto({ ...source, reading });
    const profile = profiler.profile({
      format: whole,
      asked,
      delimiter: source.format === "csv" ? (reading.delimiter ?? ",") : null,
    });
    return { ...profile, findings: [...findings, ...profile.findings] };
  } catch (error) {
    // A letter that is not UTF-8 may stand far behind the beginning.
    if (isNotText(error) && asked.encoding === undefined) {
      const again = await profileRows(source, { ...asked, encoding: usual });
      return { ...again, findings: [guessed(source.name, usual), ...again.findings] };
    }
    if (!(error instanceof Problem) || error.code === "source_unreadable") throw error;
    throw unreadable(source, error.message, error.hint ?? "Correct the file.", error.findings);
  }
};
