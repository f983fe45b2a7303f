import { z } from "zod";
import { columnTypes } from "../../dataset/dataset.ts";
import { fileFormatSchema } from "../../dataset/file-format.ts";
import { idSchema } from "../../definition/id.ts";
import { fileProfileSchema } from "../../profile/profile.ts";
import { grains } from "../../time/grain.ts";
import { dashboardAnswerSchema } from "./dashboard.ts";
import { exportAnswerSchema } from "./definitions.ts";
import { findingSchema } from "./finding.ts";

export const uploadAnswerSchema = z.object({
  /** The name to give as `upload` of a source. */
  upload: z.string(),
  bytes: z.number(),
});

const text = z.string().min(1).max(200);

/** Where the data is: an uploaded file, or one inside the workspace folder. */
const ownSourceSchema = z.union([
  z.strictObject({ upload: text }),
  z.strictObject({ file: z.string().min(1).max(500) }),
]);

export const ownDataBodySchema = z.strictObject({
  source: ownSourceSchema,
  /** How the file is read; what is not given is found out. */
  format: fileFormatSchema.optional(),
  dataset: idSchema.optional().describe("Id of the dataset; made from the name of the file when not given."),
  label: z.string().min(1).max(120).optional(),
  time: text.optional().describe("The column that says when a row happened."),
  time_zone: z.string().max(60).optional().describe("IANA zone of date-times without an offset."),
  types: z.record(z.string(), z.enum(columnTypes)).optional().describe("Types of columns that were guessed wrong."),
  leave_out: z.array(text).max(2000).optional().describe("Columns that are not wanted."),
  kpis: z.array(text).max(50).optional().describe("Which of the proposed KPIs are wanted; all when not given."),
  values: z.boolean().default(true).describe("Whether to read the data and compute the proposed KPIs."),
  move_clock: z.boolean().default(true).describe("Whether the clock of the workspace may be moved to see this data."),
});
export type OwnDataBody = z.input<typeof ownDataBodySchema>;

/** A KPI that fits the data. */
const proposedKpiSchema = z.object({
  id: z.string(),
  label: z.string(),
  why: z.string(),
  /** How it is computed, in one line, such as sum(amount). */
  formula: z.string(),
});

export const ownDataAnswerSchema = z.object({
  dataset: z.string(),
  profile: fileProfileSchema,
  /** Sheets to choose from, when the file is a workbook. */
  sheets: z.array(z.string()),
  /** The column taken as the time, and its zone; null when no column can be, and then `problem` says why. */
  time: z.string().nullable(),
  timeZone: z.string(),
  grain: z.enum(grains).nullable(),
  kpis: z.array(proposedKpiSchema),
  /** The dashboard that accepting gives, computed from this data; null when values were not asked for or it cannot be read. */
  dashboard: dashboardAnswerSchema.nullable(),
  /** What accepting does to the clock of the workspace, as a sentence; null when it stays. */
  clock: z.string().nullable(),
  problem: z.object({ detail: z.string(), hint: z.string().nullable() }).nullable(),
  findings: z.array(findingSchema),
  /** The files to apply; nothing is applied yet. */
  files: exportAnswerSchema.shape.files,
});
export type OwnDataAnswer = z.infer<typeof ownDataAnswerSchema>;
