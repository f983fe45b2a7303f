import { z } from "zod";
import { directions } from "../../metric/direction.ts";
import { grains } from "../../time/grain.ts";
import { findingSchema } from "./finding.ts";
import { tileSchema } from "./tile.ts";

const summarySchema = z.object({
  id: z.string(),
  name: z.string(),
  department: z.string(),
  /** Other departments that look for it. */
  also: z.array(z.string()),
  synonyms: z.array(z.string()),
  meaning: z.string(),
  kind: z.string(),
  direction: z.enum(directions),
  timing: z.enum(["leading", "lagging"]),
  grain: z.enum(grains),
  /** How surely the workspace's columns are meant, 0 to 1; null when some are missing. */
  fit: z.number().nullable(),
  /** Whether a KPI of this name is in the workspace. */
  installed: z.boolean(),
});
export type LibrarySummary = z.infer<typeof summarySchema>;

export const libraryListSchema = z.object({
  /** How many entries there are in all. */
  total: z.number(),
  departments: z.array(z.object({ id: z.string(), entries: z.number() })),
  entries: z.array(summarySchema),
});
export type LibraryList = z.infer<typeof libraryListSchema>;

const namedSchema = z.object({ id: z.string(), name: z.string() });

export const libraryEntrySchema = summarySchema.extend({
  formula: z.string(),
  /** The definition with what has to be mapped in braces, as YAML. */
  code: z.string(),
  objective: z.string(),
  cadence: z.string(),
  unit: z.string(),
  thresholds: z.object({ green: z.string(), yellow: z.string().nullable(), red: z.string() }),
  /** Where the thresholds come from. */
  source: z.string(),
  gaming: z.string(),
  guardrail: namedSchema,
  leads: z.array(namedSchema),
  whenRed: z.string(),
  tables: z.array(
    z.object({
      name: z.string(),
      row: z.string(),
      time: z.string(),
      columns: z.array(z.object({ name: z.string(), role: z.string(), needs: z.string(), meaning: z.string() })),
    }),
  ),
  example: z.object({ rows: z.record(z.string(), z.string()), gives: z.number(), because: z.string() }),
  /** What of the workspace looks as if it were meant. */
  suggestion: z.object({
    datasets: z.record(z.string(), z.string()),
    columns: z.record(z.string(), z.string()),
    missing: z.array(z.string()),
  }),
  /** The datasets of the workspace a table can be mapped to. */
  datasets: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      time: z.string(),
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
    }),
  ),
});
export type LibraryEntry = z.infer<typeof libraryEntrySchema>;

const name = z.string().min(1).max(200);

/** Which datasets and columns stand for those of an entry. */
export const libraryMappingSchema = z.strictObject({
  datasets: z.record(name, name).default({}),
  columns: z.record(name, z.string().min(1).max(2000)).default({}),
  as: z.string().min(1).max(600).optional(),
  currency: name.optional(),
  owner: name.optional(),
});
export type LibraryMapping = z.input<typeof libraryMappingSchema>;

export const libraryPreviewSchema = z.object({
  /** Handle of the metric and the KPI. */
  id: z.string(),
  /** What does not fit, and what the definitions as a whole would find in it. */
  findings: z.array(findingSchema),
  /** The file to apply; null while a finding is an error. */
  file: z.object({ path: z.string(), text: z.string() }).nullable(),
  /** The KPI as it would be shown now, computed from the workspace's rows; its receipt is not kept. */
  tile: tileSchema.nullable(),
  /** Why there is no tile, as a sentence; null when there is one. */
  problem: z.string().nullable(),
});
export type LibraryPreview = z.infer<typeof libraryPreviewSchema>;
