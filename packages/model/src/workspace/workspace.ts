import { z } from "zod";
import { idSchema, labelSchema, proseSchema } from "../definition/id.ts";
import { weekdays, weekPatterns } from "../time/calendar.ts";

const budgets = z.strictObject({
  dashboard: z.number().int().min(1).default(8).describe("KPIs per dashboard before a warning (K6)."),
  team: z.number().int().min(1).default(8).describe("KPIs per unit of the organisation before a warning."),
  person: z.number().int().min(1).default(5).describe("KPIs per person before a warning."),
});

const approval = z.strictObject({
  people: z
    .number()
    .int()
    .min(1)
    .max(5)
    .default(1)
    .describe(
      "How many people must stand behind a meaning, its author included, before it is approved; 2 is the two-person rule (K4).",
    ),
});

const northStar = z
  .strictObject({
    kpi: idSchema.describe("The one KPI that says whether customers get what they come for."),
    inputs: z.array(idSchema).max(8).default([]).describe("The few KPIs that move it."),
  })
  .describe("The North Star and its inputs.");
const privacySchema = z.strictObject({
  cohort: z
    .number()
    .int()
    .min(3)
    .max(1000)
    .default(5)
    .describe("Fewest people an aggregate over personal KPIs may speak of (P5)."),
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
  approval: approval.optional(),
  north_star: northStar.optional(),
  budgets: budgets.default({ dashboard: 8, team: 8, person: 5 }),
  privacy: privacySchema.optional(),
});
export type Workspace = z.infer<typeof workspaceSchema>;

/** Fewest people an aggregate over personal KPIs may speak of. */
export const cohortOf = ({ privacy }: Workspace): number => privacy?.cohort ?? 5;

const fiscalWeeksSchema = z.strictObject({
  pattern: z.enum(weekPatterns).describe("Weeks of the three months of a quarter."),
  year_end: z
    .enum(["last", "nearest"])
    .describe("The year ends on the last such weekday of the month, or on the one nearest the month's end."),
  weekday: z.enum(weekdays).describe("Day every fiscal week, month and year ends on."),
  month: z.number().int().min(1).max(12).describe("Month the year ends in or near."),
  named_by: z
    .enum(["end", "start"])
    .default("end")
    .describe("Whether a year is called by the calendar year it ends in, or starts in."),
  extra_week_in: z.number().int().min(1).max(4).default(4).describe("Quarter whose last month takes a 53rd week."),
});

const holidaySchema = z.strictObject({
  date: z.string().max(10).describe("2026-12-25, or 12-25 for every year."),
  label: labelSchema,
});

/** How time is cut into periods, and which days are worked (T1). */
export const calendarSchema = z.strictObject({
  time_zone: z.string().default("UTC").describe("IANA zone, e.g. Europe/Berlin."),
  week_start: z.enum(["monday", "sunday"]).default("monday"),
  fiscal_year_start: z.number().int().min(1).max(12).default(1).describe("Month the fiscal year starts in."),
  fiscal_weeks: fiscalWeeksSchema
    .optional()
    .describe("Fiscal years of 52 or 53 whole weeks; their months, quarters and years replace the Gregorian ones."),
  holidays: z.array(holidaySchema).max(2000).default([]).describe("Days that are not worked."),
  weekend: z
    .array(z.enum(weekdays))
    .max(6)
    .default(["saturday", "sunday"])
    .describe("Weekdays that are not worked; may be empty."),
});
