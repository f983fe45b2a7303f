import type { Encoding } from "@sextant/model/dataset/file-notation";
import { Problem } from "@sextant/model/problem/problem";
import { CsvError, parse } from "csv-parse";
import { asUnicode } from "./encoding.ts";
import type { LandFormat } from "./intake.ts";

/** One record of a batch: where it stands, and its fields by name – or why it could not be read at all. */
export type RecordReading =
  | {
      line: number;
      ok: true;
      field: (name: string) => unknown;
      names: readonly string[];
      /** The values in the order of the names, where the format has one order for all rows. */
      values?: readonly unknown[];
    }
  | { line: number; ok: false; reason: string };

export interface RecordLimits {
  /** Bytes of one line. */
  line: number;
  /** Bytes of everything. */
  total: number;
  /** Rows of a pushed batch; its rows and fields are bounded before they are parsed. Files are their author's own. */
  rows?: number;
  delimiter?: string;
  /** Encoding of a text file, when it is neither UTF-8 nor says by its mark that it is UTF-16. */
  encoding?: Encoding | undefined;
}

const newline = 10;

const tooLarge = (limits: RecordLimits): Problem =>
  new Problem("too_large", `The batch is larger than ${Math.floor(limits.total / 1_048_576)} MB.`, {
    hint: "Send it in several batches.",
  });

/** Counts bytes as they pass and stops above the limit. */
const counted = async function* (body: AsyncIterable<Uint8Array>, limits: RecordLimits): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > limits.total) throw tooLarge(limits);
    yield chunk;
  }
};

const longLine = (line: number, limit: number): Problem =>
  new Problem("too_large", `Line ${line} is longer than ${limit} bytes.`, { hint: "One row is one line." });

/** Whole lines of bytes as they come, with the number of the first of them; a line that does not end within the limit is refused. */
const sections = async function* (body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<[number, Buffer]> {
  let rest: Buffer[] = [];
  let kept = 0;
  let number = 1;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = bytes.lastIndexOf(newline) + 1;
    if (end > 0) {
      const section = Buffer.concat([...rest, bytes.subarray(0, end)]);
      yield [number, section];
      number += breaksIn(section);
      rest = [];
      kept = 0;
    }
    rest.push(Buffer.from(bytes.subarray(end)));
    kept += bytes.byteLength - end;
    if (kept > limit) throw longLine(number, limit);
  }
  if (kept > 0) yield [number, Buffer.concat(rest)];
};

const breaksIn = (bytes: Buffer): number => {
  let breaks = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) breaks += 1;
  return breaks;
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

const decode = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const readObject = (line: number, value: unknown): RecordReading => {
  if (!isRecord(value)) return { line, ok: false, reason: "it is not an object with a field per column" };
  const field = (name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);
  return { line, ok: true, field, names: Object.keys(value) };
};

const readLine = (line: number, text: string | null): RecordReading => {
  if (text === null) return { line, ok: false, reason: "it is not UTF-8" };
  try {
    return readObject(line, JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { line, ok: false, reason: `it is not JSON: ${error.message.slice(0, 120)}` };
  }
};

/** The lines of a section as text; when it is not UTF-8 as a whole, those that are not are null. */
const textLines = (section: Buffer): (string | null)[] => {
  const text = decode(section);
  if (text !== null) return text.split("\n");
  const lines: (string | null)[] = [];
  let from = 0;
  for (let to = section.indexOf(newline); to !== -1; to = section.indexOf(newline, from)) {
    lines.push(decode(section.subarray(from, to)));
    from = to + 1;
  }
  return [...lines, decode(section.subarray(from))];
};

const readSection = (first: number, section: Buffer, limit: number): RecordReading[] => {
  const readings: RecordReading[] = [];
  let line = first;
  for (const text of textLines(section)) {
    if (section.byteLength > limit && text !== null && Buffer.byteLength(text) > limit) throw longLine(line, limit);
    if (text === null || text.trim() !== "") readings.push(readLine(line, text));
    line += 1;
  }
  return readings;
};

const readNdjson = async function* (
  body: AsyncIterable<Uint8Array>,
  limits: RecordLimits,
): AsyncGenerator<RecordReading[]> {
  for await (const [first, section] of sections(asUnicode(counted(body, limits), limits.encoding, false), limits.line))
    yield readSection(first, section, limits.line);
};

/** Fields of one pushed row and of a batch: a few bytes become many of memory and time. */
const most = { fields: 10_000, cells: 20_000_000 };
const [quote, backslash, comma] = [34, 92, 44];
const [openBrace, openBracket, closeBrace, closeBracket] = [123, 91, 125, 93];

const tooMany = (what: string): Problem =>
  new Problem("too_large", what, { hint: "Send flat rows, in several batches." });

/** Throws when a JSON array has more rows, or one of them more fields or nests, than any batch; looks at brackets only. */
const checkShape = (bytes: Uint8Array, mostRows: number): void => {
  let [depth, rows, openings, fields, inText] = [0, 0, 0, 0, false];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === openBrace || byte === openBracket) {
      depth += 1;
      openings += 1;
      if (depth === 2) fields = 0;
    } else if (byte === closeBrace || byte === closeBracket) depth -= 1;
    else if (byte === comma && depth <= 1) rows += 1;
    else if (byte === comma) fields += 1;
    if (rows >= mostRows || openings > 2 * mostRows)
      throw tooMany(`The batch has more than ${mostRows} rows, or rows that nest.`);
    if (fields >= most.fields) throw tooMany(`A row has more than ${most.fields} fields.`);
  }
};

const readJson = async function* (
  body: AsyncIterable<Uint8Array>,
  limits: RecordLimits,
): AsyncGenerator<RecordReading[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of asUnicode(counted(body, limits), limits.encoding, false)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (limits.rows !== undefined) checkShape(bytes, limits.rows);
  const text = decode(bytes);
  if (text === null) throw new Problem("invalid_request", "The body is not UTF-8.", { hint: "Send UTF-8." });
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 120) : "";
    throw new Problem("invalid_request", `The body is not JSON: ${why}`, {
      hint: "Send an array of objects, or NDJSON.",
    });
  }
  if (!Array.isArray(rows)) {
    throw new Problem("invalid_request", "The body is not an array.", { hint: "Send an array of objects, or NDJSON." });
  }
  yield rows.map((row, index) => readObject(index + 1, row));
};

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

const csvFault = (error: unknown): unknown => {
  if (!(error instanceof CsvError)) return error;
  return new Problem("invalid_request", `The CSV cannot be read: ${error.message.slice(0, 200)}`, {
    hint: "Check the quotes near that line.",
    cause: error,
  });
};

const separators: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

const readHeader = (record: readonly string[], delimiter: string): string[] => {
  const names = record.map((name) => name.trim());
  const other = Object.keys(separators).find((one) => one !== delimiter && names[0]?.includes(one));
  if (names.length === 1 && other !== undefined) {
    const what = `The columns are separated by ${separators[other]}, not by ${separators[delimiter]}.`;
    throw new Problem("invalid_request", what, { hint: `Separate them by ${separators[delimiter]}.` });
  }
  const twice = names.find((name, index) => name !== "" && names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Problem("invalid_request", `The header names the column "${twice.slice(0, 60)}" twice.`, {
      hint: "Give every column its own name.",
    });
  return names;
};

const readCsv = async function* (
  body: AsyncIterable<Uint8Array>,
  limits: RecordLimits,
): AsyncGenerator<RecordReading[]> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: limits.line,
    delimiter: limits.delimiter ?? ",",
  });
  const closed = waitFor(parser, "close");
  const feed = (async () => {
    try {
      for await (const chunk of asUnicode(counted(body, limits), limits.encoding)) {
        // A parser that was given up tells neither of drain nor of close again: waiting for them would be for ever.
        if (parser.destroyed) return;
        if (!parser.write(chunk)) await Promise.race([waitFor(parser, "drain"), closed]);
      }
      parser.end();
    } catch (error) {
      parser.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  })();
  let header: Map<string, number> | null = null;
  let names: string[] = [];
  let cells = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      cells += record.length;
      if (limits.rows !== undefined && (record.length > most.fields || cells > most.cells))
        throw tooMany(`Line ${info.lines} has too many fields.`);
      if (header === null) {
        names = readHeader(record, limits.delimiter ?? ",");
        header = new Map(names.map((name, index) => [name, index]));
        continue;
      }
      const columns = header;
      if (record.length !== names.length) {
        yield [
          {
            line: info.lines,
            ok: false,
            reason: `it has ${record.length} fields where the header has ${names.length}`,
          },
        ];
        continue;
      }
      const field = (name: string): unknown => {
        const index = columns.get(name);
        return index === undefined ? undefined : record[index];
      };
      yield [{ line: info.lines, ok: true, field, names, values: record }];
    }
  } catch (error) {
    throw csvFault(error);
  } finally {
    parser.destroy();
    await feed;
  }
};

const waitFor = (parser: NodeJS.EventEmitter, event: string): Promise<void> =>
  new Promise((resolve) => parser.once(event, () => resolve()));

const readers = { ndjson: readNdjson, json: readJson, csv: readCsv } satisfies Record<LandFormat, unknown>;

/** Reads the records of a body in blocks as they come; throws too_large and, when nothing more can be made of it, invalid_request. */
export const readBlocks = (
  body: AsyncIterable<Uint8Array>,
  format: LandFormat,
  limits: RecordLimits,
): AsyncGenerator<RecordReading[]> => readers[format](body, limits);

/** Reads the records of a body one by one, as `readBlocks`. */
export const readRecords = async function* (
  body: AsyncIterable<Uint8Array>,
  format: LandFormat,
  limits: RecordLimits,
): AsyncGenerator<RecordReading> {
  for await (const block of readBlocks(body, format, limits)) yield* block;
};
