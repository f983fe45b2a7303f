import { z } from "zod";
import { idSchema, labelSchema, proseSchema } from "../definition/id.ts";
import { durationSchema } from "./duration-schema.ts";
import { datasetSourceSchema } from "./source-schema.ts";

export const columnTypes = ["string", "integer", "number", "decimal", "boolean", "date", "datetime"] as const;
export type ColumnType = (typeof columnTypes)[number];

const column = z.strictObject({
  type: z.enum(columnTypes),
  from: z.string().min(1).max(200).optional().describe("Name of the column in the file, when it differs."),
  nullable: z.boolean().default(true).describe("Whether a value may be missing."),
  description: proseSchema.optional(),
});

/** Another dataset with at most one row for every row of this one. */
const joinSchema = z.strictObject({
  dataset: idSchema.describe("The dataset whose columns are read; each of its rows is known by its `key`."),
  on: z
    .union([z.string().min(1), z.record(z.string().min(1), z.string().min(1))])
    .describe("The column here that holds the other's key; for keys of several columns { here: there, … }."),
});
export type Join = z.infer<typeof joinSchema>;

/** A table in the warehouse that metrics read. */
export const datasetSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  description: proseSchema.optional(),
  source: datasetSourceSchema.optional(),
  time: z
    .string()
    .min(1)
    .describe("The column that says when a row happened; a date or datetime that is never missing."),
  time_zone: z
    .string()
    .optional()
    .describe("IANA zone that datetimes without an offset are in; the calendar's zone when not given."),
  columns: z.record(z.string().min(1).max(200), column).describe("The columns by name."),
  key: z
    .array(z.string().min(1))
    .min(1)
    .max(8)
    .optional()
    .describe(
      "Columns that identify a row. Of rows with an equal key the one that landed last counts when it is joined.",
    ),
  row_id: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Column that tells one row from every other. A pushed row whose id has landed with the same time is not counted again.",
    ),
  joins: z
    .record(idSchema, joinSchema)
    .optional()
    .describe("Datasets whose columns are read as name.column: { customer: { dataset: customers, on: customer_id } }."),
  dimensions: z
    .array(z.string())
    .default([])
    .describe("Columns that may be sliced by, joined ones as customer.segment."),
  open_rows: z
    .boolean()
    .optional()
    .describe("Everybody may see these rows one by one, although personal KPIs read them (P5)."),
  lag: durationSchema.default("0h").describe("How long after a period ends its rows may still arrive (T2)."),
  stale_after: durationSchema
    .default("2d")
    .describe("Without new rows for this long, KPIs that depend on it are unknown (S3)."),
});
export type Dataset = z.infer<typeof datasetSchema>;
