import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ColumnType } from "@sextant/model/dataset/dataset";
import { canonicalJson } from "../../version/json.ts";
import type { Json } from "../../version/meaning.ts";

/** The version of the Apache Ossie core specification that is written; 0.2 is a draft and carries this name. */
export const ossieVersion = "0.2.0.dev0";

/** Versions that are read: earlier ones lack keys, they do not mean other things by them. */
export const readableVersions: readonly string[] = ["0.1.0", "0.1.1", "0.2.0", ossieVersion];

/** The name our parts of `custom_extensions` go by. */
export const vendorName = "SEXTANT";

/** The dialect that is written, and read first. */
export const ansi = "ANSI_SQL";

/** Types of columns as Ossie calls them. */
export const dataTypes: Record<ColumnType, string> = {
  string: "String",
  integer: "Integer",
  number: "Float",
  decimal: "Decimal",
  boolean: "Boolean",
  date: "Date",
  datetime: "DateTime",
};

/** An expression in the one dialect we write. */
export const expressionIn = (sql: string): Json => ({ dialects: [{ dialect: ansi, expression: sql }] });

/** What tells whether a part of a document is as it was written: SHA-256 of it without its extensions. */
export const sealOf = (part: { readonly [key: string]: Json }): string => {
  const { custom_extensions: _, ...rest } = part;
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(rest))));
};

/** Our extension of a part of a document. */
export const extensionOf = (data: Json): Json => [{ vendor_name: vendorName, data: JSON.stringify(data) }];

/** A column as SQL writes it. */
export const identifier = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
