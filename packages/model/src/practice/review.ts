import { z } from "zod";
import { idSchema } from "../definition/id.ts";
import { agendaItemSchema } from "./agenda.ts";
import { authorSchema } from "./author.ts";
import { seriesStates } from "./occurrence.ts";
import { reviewKpiSchema } from "./review-kpi.ts";
import { reviewCadences } from "./review-series.ts";

/** What is written about a KPI in a review; `general` is about the review as a whole. */
export const noteFields = ["value", "trend", "moved", "expected", "intervention", "decision", "general"] as const;
export type NoteField = (typeof noteFields)[number];

/** One note of a review; its revision grows with every change, so that two writers cannot overwrite each other unseen. */
export const noteSchema = z.object({
  /** Null for what concerns the review as a whole. */
  kpi: z.string().nullable(),
  field: z.enum(noteFields),
  text: z.string(),
  revision: z.number(),
  by: z.string(),
  /** Epoch ms. */
  at: z.number(),
});
export type Note = z.infer<typeof noteSchema>;

/** A note as it is written: to the revision it was read in, 0 where there was none. */
export const noteBodySchema = z.strictObject({
  kpi: idSchema.nullable(),
  field: z.enum(noteFields),
  text: z.string().max(10_000),
  revision: z.number().int().min(0),
});
export type NoteBody = z.infer<typeof noteBodySchema>;

/** What the last review left behind: acts and expectations this one begins with. */
export const carriedSchema = z.object({
  interventions: z.array(
    z.object({
      id: z.string(),
      kpi: z.string(),
      title: z.string(),
      owner: z.string(),
      due: z.string(),
      state: z.string(),
      overdue: z.boolean(),
      outcome: z.string().nullable(),
    }),
  ),
  expectations: z.array(z.object({ kpi: z.string(), label: z.string(), sentence: z.string(), outcome: z.string() })),
});
export type Carried = z.infer<typeof carriedSchema>;

/** A review as it is kept: opened for a date of its series, with the agenda of that moment; frozen when it is closed. */
export const keptReviewSchema = z.object({
  id: z.string(),
  series: z.string(),
  /** Name of the series when it was opened. */
  label: z.string(),
  /** The day of the series it is held for. */
  day: z.string(),
  state: z.enum(["open", "closed"]),
  openedAt: z.number(),
  openedBy: authorSchema,
  closedAt: z.number().nullable(),
  /** The workspace's now when it was opened, and then closed, epoch ms: what its numbers are as of. */
  asOf: z.number(),
  presenter: z.string().nullable(),
  participants: z.array(z.string()),
  /** The KPI everybody looks at now. */
  position: z.string().nullable(),
  /** The review before it; null for the first one. */
  previous: z.string().nullable(),
  agenda: z.array(agendaItemSchema),
  /** What everybody saw, kept when it was closed, names and all. */
  frozen: z
    .object({
      kpis: z.array(reviewKpiSchema),
      carried: carriedSchema,
      presenter: z.string().nullable(),
      participants: z.array(z.string()),
    })
    .nullable(),
  revision: z.number(),
});
export type KeptReview = z.infer<typeof keptReviewSchema>;

export const reviewSchema = keptReviewSchema.omit({ frozen: true }).extend({
  /** Names of the people, by id; of one who left the id. */
  presenterLabel: z.string().nullable(),
  participantLabels: z.array(z.string()),
  /** KPIs of the agenda that are none any more. */
  demoted: z.array(z.string()),
  carried: carriedSchema,
  notes: z.array(noteSchema),
  now: z.number(),
  timeZone: z.string(),
});
export type Review = z.infer<typeof reviewSchema>;

/** A series with its next dates and how it stands. */
export const seriesViewSchema = z.object({
  id: z.string(),
  label: z.string(),
  cadence: z.enum(reviewCadences),
  kpis: z.array(z.string()),
  presenter: z.string().nullable(),
  state: z.enum(seriesStates),
  /** The date that is due, overdue or being held; null when none is. */
  owes: z.string().nullable(),
  /** Begin of the next date, epoch ms. */
  next: z.number(),
  nextDay: z.string(),
  minutes: z.number(),
  /** The review being held. */
  open: z.string().nullable(),
});
export type SeriesView = z.infer<typeof seriesViewSchema>;

export const reviewListSchema = z.object({
  now: z.number(),
  timeZone: z.string(),
  series: z.array(seriesViewSchema),
  /** Held reviews, newest first. */
  held: z.array(
    z.object({
      id: z.string(),
      series: z.string(),
      label: z.string(),
      day: z.string(),
      state: z.enum(["open", "closed"]),
    }),
  ),
});
export type ReviewList = z.infer<typeof reviewListSchema>;

export const openReviewSchema = z.strictObject({ series: idSchema });

/** Moves everybody to a KPI, or closes the review. */
export const reviewChangeSchema = z.strictObject({
  position: idSchema.nullable().optional(),
  presenter: idSchema.optional(),
  close: z.literal(true).optional(),
});
export type ReviewChange = z.infer<typeof reviewChangeSchema>;

/** Path and query of an address a calendar program reads; it is shown once, for only a hash of it is kept. */
export const calendarLinkSchema = z.object({ path: z.string() });
export const calendarLinkBodySchema = z.strictObject({
  series: idSchema.optional().describe("One series; every series one takes part in when not given."),
});
