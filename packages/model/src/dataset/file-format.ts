import { z } from "zod";
import { dateOrders, decimalMarks, delimiters, encodings } from "./file-notation.ts";

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
