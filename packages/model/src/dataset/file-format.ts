import { z } from "zod";

/** Encodings a text file may be in, by the names of the Encoding Standard (windows-1252 is also what Latin-1 means there). */
export const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "iso-8859-2",
  "iso-8859-15",
  "shift_jis",
  "gb18030",
] as const;
export type Encoding = (typeof encodings)[number];

/** What may stand between two columns; a tab has a name, since nobody sees it in a file. */
export const delimiters = [",", ";", "tab", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** The order of day, month and year in dates that are not written 2025-12-31. */
export const dateOrders = ["ymd", "dmy", "mdy"] as const;
export type DateOrder = (typeof dateOrders)[number];

/** What separates whole numbers from fractions. */
export const decimalMarks = [".", ","] as const;
export type DecimalMark = (typeof decimalMarks)[number];

/** How a file is to be read, as far as its name and first bytes do not say; what is not given is as Sextant writes it itself. */
export const fileFormatSchema = z
  .strictObject({
    delimiter: z.enum(delimiters).optional().describe("What stands between columns: , ; tab or |."),
    encoding: z.enum(encodings).optional().describe("UTF-8, or what the byte-order mark says, when not given."),
    decimal: z
      .enum(decimalMarks)
      .optional()
      .describe("Decimal mark. With it numbers may also have thousands separators, a currency and a percent sign."),
    date_order: z
      .enum(dateOrders)
      .optional()
      .describe("Order of dates like 31.12.2025 (dmy) or 12/31/2025 (mdy). Dates like 2025-12-31 are always read."),
    sheet: z
      .union([z.string().min(1).max(31), z.int().min(1).max(1000)])
      .optional()
      .describe("For Excel: the sheet, by its name or its number from 1; the first one when not given."),
  })
  .describe("How the file is to be read.");
export type FileFormat = z.infer<typeof fileFormatSchema>;
