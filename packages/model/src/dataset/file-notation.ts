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
