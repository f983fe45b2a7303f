import { z } from "zod";
import {
  expectationBodySchema,
  expectationListSchema,
  expectationSchema,
  expectationScoresSchema,
} from "../../practice/expectation.ts";
import { minutesForms } from "../../practice/minutes.ts";
import {
  calendarLinkBodySchema,
  calendarLinkSchema,
  noteBodySchema,
  noteSchema,
  openReviewSchema,
  reviewChangeSchema,
  reviewListSchema,
  reviewSchema,
} from "../../practice/review.ts";
import { reviewKpiSchema } from "../../practice/review-kpi.ts";
import type { Route } from "../route.ts";
import { id } from "./parts.ts";

const ofKpi = id.extend({ kpi: z.string().min(1).max(100) });
const calendarQuery = z.strictObject({ token: z.string().min(20).max(100) });
const minutesQuery = z.strictObject({ form: z.enum(minutesForms).default("markdown") });
const expectationsQuery = z.strictObject({ kpi: z.string().max(100).optional() });

/** Reviews: their dates, the meeting, its minutes, and what was expected in it. */
export const reviewsRoutes = {
  reviews: {
    act: "read",
    tag: "reviews",
    summary: "Series with their next dates, and the reviews held",
    response: reviewListSchema,
    success: 200,
  },
  openReview: {
    act: "practise",
    tag: "reviews",
    summary: "Open the review a series owes, or the next one ahead of its day; the open one where there is one",
    body: openReviewSchema,
    response: reviewSchema,
    success: 200,
  },
  reviewCalendar: {
    act: "open",
    tag: "reviews",
    summary: "The next dates as iCalendar, for calendar programs; the token in the address says whose",
    query: calendarQuery,
    produces: "text/calendar",
    success: 200,
    attemptsPerMinute: 120,
  },
  reviewCalendarLink: {
    act: "practise",
    tag: "reviews",
    summary: "Make an address that a calendar program can subscribe to",
    body: calendarLinkBodySchema,
    response: calendarLinkSchema,
    success: 201,
  },
  review: {
    act: "read",
    tag: "reviews",
    summary: "A review with its agenda, notes, and what the last one left behind",
    params: id,
    response: reviewSchema,
    success: 200,
  },
  changeReview: {
    act: "practise",
    tag: "reviews",
    summary: "Move everybody to a KPI, hand over, or close the review",
    params: id,
    body: reviewChangeSchema,
    response: reviewSchema,
    success: 200,
  },
  reviewKpi: {
    act: "read",
    tag: "reviews",
    summary: "The five fields of one KPI of a review",
    params: ofKpi,
    response: reviewKpiSchema,
    success: 200,
  },
  noteInReview: {
    act: "practise",
    tag: "reviews",
    summary: "Write a note to the revision one has read; another one is a conflict",
    params: id,
    body: noteBodySchema,
    response: noteSchema,
    success: 200,
  },
  reviewMinutes: {
    act: "read",
    tag: "reviews",
    summary: "The minutes as Markdown, HTML, PDF or PPTX; of a closed review always the same bytes",
    params: id,
    query: minutesQuery,
    produces: "text/markdown",
    success: 200,
  },
  expectations: {
    act: "read",
    tag: "reviews",
    summary: "What was expected, newest first, without names but the caller's own",
    query: expectationsQuery,
    response: expectationListSchema,
    success: 200,
  },
  expect: {
    act: "practise",
    tag: "reviews",
    summary: "Write down what one expects of the next value, before it is known",
    body: expectationBodySchema,
    response: expectationSchema,
    success: 201,
  },
  expectationScores: {
    act: "read",
    tag: "reviews",
    summary: "How the caller's expectations came out, and everybody's together",
    response: expectationScoresSchema,
    success: 200,
  },
} as const satisfies Record<string, Route>;
