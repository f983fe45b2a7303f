import { readFile } from "node:fs/promises";
import type { FileFormat } from "@sextant/model/dataset/file-format";
import { Problem } from "@sextant/model/problem/problem";
import { type CellValue, readXlsx, streamXlsxRows } from "hucre/xlsx";
import type { RecordReading } from "./records.ts";
import { unpackedSize } from "./zip.ts";

/** Bytes of a workbook as it lies on disk, and unpacked: 256 MB of XML are some millions of cells. */
const most = { packed: 64 * 1_048_576, unpacked: 256 * 1_048_576, parts: 5000 };

const unreadable = (detail: string, hint: string, cause?: unknown): Problem =>
  new Problem("invalid_request", detail, { hint, cause });

const tooLarge = (detail: string): Problem =>
  new Problem("too_large", detail, { hint: "Save the sheet as CSV or Parquet and use that." });

const isLibraryFault = (error: unknown): error is Error =>
  error instanceof Error &&
  !(error instanceof Problem) &&
  /^(Hucre|Parse|Zip|Xml|Encrypted|Decryption|Unsupported|Invalid)/.test(error.name);

const openWorkbook = async (path: string, bytes: number): Promise<Uint8Array> => {
  if (bytes > most.packed) throw tooLarge(`The workbook is larger than ${most.packed / 1_048_576} MB.`);
  const workbook = await readFile(path);
  const size = unpackedSize(workbook);
  if (size === null)
    throw unreadable(
      "It is not an Excel workbook (.xlsx), or it is damaged.",
      "Save it as .xlsx again, without a password.",
    );
  if (size.parts > most.parts || size.bytes > most.unpacked)
    throw tooLarge(`The workbook unpacks to more than ${most.unpacked / 1_048_576} MB.`);
  return workbook;
};

/** A cell as text-file cells are; a date of Excel has no zone, and one without a clock time is a date. */
const cellOf = (cell: CellValue | undefined): unknown => {
  if (!(cell instanceof Date)) return typeof cell === "string" ? cell.trim() : cell;
  const iso = cell.toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19);
};

/** The name of a column whose header is no text; a cell with nothing in it names none. */
const nameOf = (value: unknown): string => (value === null || value === undefined ? "" : JSON.stringify(value));

const sheetNames = async (workbook: Uint8Array): Promise<string[]> => {
  const names: string[] = [];
  const note = ({ name }: { name: string }): boolean => {
    names.push(name);
    return false;
  };
  await readXlsx(workbook, { sheets: note });
  return names;
};

const chosen = (names: readonly string[], sheet: FileFormat["sheet"]): number => {
  const index = sheet === undefined ? 0 : typeof sheet === "number" ? sheet - 1 : names.indexOf(sheet);
  if (names[index] !== undefined) return index;
  throw unreadable(
    `There is no sheet ${JSON.stringify(sheet)}.`,
    `There are: ${names.map((name) => JSON.stringify(name)).join(", ")}.`,
  );
};

/** The names of a workbook's sheets; throws invalid_request or too_large. */
export const listSheets = async (path: string, bytes: number): Promise<string[]> => {
  const workbook = await openWorkbook(path, bytes);
  try {
    return await sheetNames(workbook);
  } catch (error) {
    throw isLibraryFault(error)
      ? unreadable(`The workbook cannot be read: ${error.message.slice(0, 200)}`, "Save it again as .xlsx.", error)
      : error;
  }
};

/**
 * Reads the rows of a sheet: the first row with anything in it is the header, empty rows are skipped, and of formulas the values
 * count that were saved with them. Throws invalid_request or too_large.
 */
export const readSheet = async function* (
  path: string,
  bytes: number,
  sheet: FileFormat["sheet"],
): AsyncGenerator<RecordReading> {
  const workbook = await openWorkbook(path, bytes);
  try {
    const index = chosen(await sheetNames(workbook), sheet);
    let names: string[] | null = null;
    for await (const row of streamXlsxRows(workbook, { sheet: index })) {
      const values = row.values.map(cellOf);
      if (values.every((value) => value === null || value === undefined || value === "")) continue;
      if (names === null) {
        names = values.map((value) => (typeof value === "string" ? value.trim() : nameOf(value)));
        continue;
      }
      const [header, line] = [names, row.index + 1];
      const field = (name: string): unknown => values[header.indexOf(name)];
      if (values.slice(header.length).some((value) => value !== null && value !== undefined && value !== ""))
        yield { line, ok: false, reason: `it has ${values.length} cells where the header has ${header.length}` };
      else yield { line, ok: true, field, names: header, values };
    }
  } catch (error) {
    throw isLibraryFault(error)
      ? unreadable(
          `The workbook cannot be read: ${error.message.slice(0, 200)}`,
          "Save it again as .xlsx, without a password.",
          error,
        )
      : error;
  }
};
