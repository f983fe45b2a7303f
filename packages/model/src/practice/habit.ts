import { z } from "zod";
import { idSchema } from "../definition/id.ts";
import { weekdays } from "../time/calendar.ts";
import { isTimeZone } from "../time/zone.ts";
import { remarkSchema, titleSchema } from "./text.ts";

const day = z.iso.date();

/** When a habit is due: on weekdays, or so many times in a week that begins on Monday. */
const cadenceSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("weekdays"), days: z.array(z.enum(weekdays)).min(1).max(7) }),
  z.strictObject({ type: z.literal("per_week"), times: z.number().int().min(1).max(7) }),
]);
export type Cadence = z.infer<typeof cadenceSchema>;

const zoneSchema = z.string().max(64).refine(isTimeZone, "write an IANA time zone, e.g. Europe/Berlin");

const pauseSchema = z
  .strictObject({ from: day, to: day.optional().describe("The last day of it; open when not given.") })
  .refine(({ from, to }) => to === undefined || to >= from, { path: ["to"], error: "It ends before it begins." });
export type Pause = z.infer<typeof pauseSchema>;

const what = {
  title: titleSchema,
  cue: remarkSchema.max(300).describe("What sets it off: after the first coffee."),
  cadence: cadenceSchema,
};
const graceSchema = z.number().int().min(0).max(7).describe("Misses in a row – days, or weeks – that end no streak.");
const lagSchema = z.number().int().min(0).max(52).describe("Periods of the KPI's grain until that shows.");
const effortSchema = z.number().min(0.1).max(40).describe("Hours it takes.");
const where = {
  kpi: idSchema.optional().describe("The KPI it claims to lead."),
  time_zone: zoneSchema.optional().describe("Where the owner is; the workspace's when not given."),
  remind_at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write a time such as 08:30")
    .optional()
    .describe("The owner's wall clock at which it is said to be due."),
};

/** A small repeated act, and the KPI it is believed to lead (P4). It is its owner's alone (P5). */
export const habitBodySchema = z.strictObject({
  ...what,
  grace: graceSchema.default(1),
  lag: lagSchema.default(1),
  effort: effortSchema.default(0.25),
  ...where,
});
export type HabitBody = z.infer<typeof habitBodySchema>;

/** What may change later. */
export const habitChangeSchema = z.strictObject({
  ...z.object({ ...what, grace: graceSchema, lag: lagSchema, effort: effortSchema, ...where }).partial().shape,
  pauses: z.array(pauseSchema).max(200).optional(),
  ended: z.boolean().optional().describe("Whether it is given up; what was done stays."),
});
export type HabitChange = z.infer<typeof habitChangeSchema>;

/** A habit as it is kept. */
export const keptHabitSchema = z.object({
  ...habitBodySchema.shape,
  id: z.string(),
  /** Person it belongs to. */
  owner: z.string(),
  /** The owner's calendar day it began on. */
  since: day,
  pauses: z.array(pauseSchema),
  ended: z.boolean(),
  createdAt: z.number(),
});
export type KeptHabit = z.infer<typeof keptHabitSchema>;

const streakSchema = z.object({
  /** Days, or weeks of a habit so many times a week, in a row; forgiven misses are neither counted nor an end. */
  length: z.number(),
  longest: z.number(),
  unit: z.enum(["days", "weeks"]),
  /** Misses that may still follow before it ends. */
  graceLeft: z.number(),
});

export const habitSchema = z.object({
  ...keptHabitSchema.shape,
  kpiLabel: z.string().nullable(),
  /** The owner's calendar day. */
  today: day,
  done: z.boolean().describe("Whether it was done today."),
  due: z.boolean().describe("Whether it is still to be done today, or in what is left of the week."),
  streak: streakSchema,
});
export type Habit = z.infer<typeof habitSchema>;

export const habitListSchema = z.object({ habits: z.array(habitSchema) });

export const leadVerdictSchema = z.object({
  outcome: z.enum(["leads", "leads_the_wrong_way", "cannot_tell"]),
  sentence: z.string(),
  /** Change of the KPI, in its unit, from never to always doing it, with the interval. */
  effect: z
    .object({ estimate: z.number(), interval: z.tuple([z.number(), z.number()]), periods: z.number() })
    .nullable(),
});
export type LeadVerdict = z.infer<typeof leadVerdictSchema>;

export const habitPageSchema = z.object({
  habit: habitSchema,
  /** Share of what was due that was done, by period of the KPI's grain, or by week; null where nothing was due. */
  adherence: z.array(
    z.object({ periodKey: z.string(), value: z.number().nullable(), due: z.number(), done: z.number() }),
  ),
  /** The days it was done on. */
  days: z.array(day),
  lead: leadVerdictSchema.nullable(),
});
export type HabitPage = z.infer<typeof habitPageSchema>;

export const checkInBodySchema = z.strictObject({
  day: day.optional().describe("The day it was done on: today or one of the seven before; today when not given."),
  time_zone: zoneSchema.optional().describe("Where the owner is now; a traveller's day is the day there."),
  done: z.boolean().default(true).describe("False takes it back."),
});
export type CheckInBody = z.infer<typeof checkInBodySchema>;
