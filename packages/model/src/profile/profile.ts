import { z } from "zod";
import { findingSchema } from "../api/answers/finding.ts";
import { columnTypes } from "../dataset/dataset.ts";
import { fileFormatSchema } from "../dataset/file-format.ts";

/** How many distinct values are remembered before a column counts as having many. */
export const distinctLimit = 10_000;

/** What a column is for: when it happened, who or what it is about, what to slice by, what to add up; `junk` says nothing. */
export const columnRoles = ["time", "entity", "category", "money", "measure", "flag", "text", "junk"] as const;
export type ColumnRole = (typeof columnRoles)[number];

export const columnProfileSchema = z.object({
  /** Name in the file. */
  from: z.string(),
  /** Name in definitions: lower-case letters, digits and underscores. */
  name: z.string(),
  type: z.enum(columnTypes),
  role: z.enum(columnRoles),
  rows: z.number(),
  empty: z.number(),
  /** Distinct values, at most the limit + 1. */
  distinct: z.number(),
  /** Earliest and latest date or date-time, as 2025-12-31 or 2025-12-31T08:00:00; null for other columns. */
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Distinct days, at most the limit + 1; 0 for a column that holds no dates. */
  days: z.number(),
  /** Smallest and largest number; null for other columns. */
  least: z.number().nullable(),
  most: z.number().nullable(),
  /** Whether every date-time says its offset from UTC. */
  zoned: z.boolean(),
  /** The first value that is no date, and how many dates came before it; null for dates. */
  notDate: z.object({ value: z.string(), after: z.number() }).nullable(),
  /** The first distinct values, as written. */
  examples: z.array(z.string()),
  /** Currency sign or code, or %, that stands with the numbers. */
  mark: z.string().nullable(),
});
/** What is known of one column after all its values were seen. */
export type ColumnProfile = z.infer<typeof columnProfileSchema>;

export const fileProfileSchema = z.object({
  rows: z.number(),
  columns: z.array(columnProfileSchema),
  /** How the file must be read, as far as its name does not say; empty when nothing needs saying. */
  format: fileFormatSchema,
  /** Columns that are left out, each a sentence that says why. */
  leftOut: z.array(z.string()),
  /** What a person should look at, such as dates that can be read two ways. */
  findings: z.array(findingSchema),
  /** The first rows, as written, in the order of the columns. */
  preview: z.array(z.array(z.string())),
});
/** What a file holds. */
export type FileProfile = z.infer<typeof fileProfileSchema>;
