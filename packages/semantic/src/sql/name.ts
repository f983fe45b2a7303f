import type { Dataset } from "@sextant/model/dataset/dataset";

/** The column of every dataset table that says at which instant a row happened. */
export const instantColumn = "_at";
/** The column of every dataset table that says with which landing a row came. */
export const sequenceColumn = "_sequence";

/** Name of the table that holds a dataset; ids are checked, so it needs no quoting. */
export const tableName = (datasetId: string): string => `dataset_${datasetId}`;

/** Digits a decimal column holds after its point. */
export const decimalDigits = 10;

const engineTypes = {
  string: "String",
  integer: "Int64",
  number: "Float64",
  decimal: `Decimal(38, ${decimalDigits})`,
  boolean: "Bool",
  date: "Date32",
  datetime: "DateTime64(3, 'UTC')",
} as const satisfies Record<Dataset["columns"][string]["type"], string>;

/** The ClickHouse type of a declared column. */
export const columnType = (column: { type: keyof typeof engineTypes; nullable: boolean }): string => {
  const type = engineTypes[column.type];
  return column.nullable ? `Nullable(${type})` : type;
};

/** An identifier between backticks, escaped as ClickHouse reads it. */
export const quoteIdentifier = (name: string): string => `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
