import { z } from "zod";
import { idSchema, labelSchema, proseSchema } from "../definition/id.ts";

const budgets = z.strictObject({
  dashboard: z.number().int().min(1).default(8).describe("KPIs per dashboard before a warning (K6)."),
  team: z.number().int().min(1).default(8).describe("KPIs per unit of the organisation before a warning."),
  person: z.number().int().min(1).default(5).describe("KPIs per person before a warning."),
});

/** The workspace itself. */
export const workspaceSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  description: proseSchema.optional(),
  as_of: z
    .string()
    .optional()
    .describe("Pins the clock: local date-time in the calendar's zone, e.g. 2001-07-01T02:00."),
  budgets: budgets.default({ dashboard: 8, team: 8, person: 5 }),
});
export type Workspace = z.infer<typeof workspaceSchema>;

/** How time is cut into periods (T1). */
export const calendarSchema = z.strictObject({
  time_zone: z.string().default("UTC").describe("IANA zone, e.g. Europe/Berlin."),
  week_start: z.enum(["monday", "sunday"]).default("monday"),
  fiscal_year_start: z.number().int().min(1).max(12).default(1).describe("Month the fiscal year starts in."),
});
