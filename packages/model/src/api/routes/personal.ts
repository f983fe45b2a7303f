import { z } from "zod";
import {
  checkInBodySchema,
  habitBodySchema,
  habitChangeSchema,
  habitListSchema,
  habitPageSchema,
  habitSchema,
} from "../../practice/habit.ts";
import { aggregatesSchema, checkedInSchema, linkAnswerSchema, meSchema, planChangeSchema } from "../../practice/me.ts";
import { planSchema } from "../../practice/plan.ts";
import type { Route } from "../route.ts";
import { id, nothing } from "./parts.ts";

/** What is one person's own: their day, their habits, and what a team may see of many (P4, P5). */
export const personalRoutes = {
  me: {
    act: "practise",
    tag: "personal",
    summary: "The caller's day: plan, habits, KPIs, what is overdue and what changed",
    response: meSchema,
    success: 200,
  },
  changePlan: {
    act: "practise",
    tag: "personal",
    summary: "Accept, put off or finish a line of today's plan",
    body: planChangeSchema,
    response: planSchema,
    success: 200,
  },
  looked: {
    act: "practise",
    tag: "personal",
    summary: "Say that the caller has seen what changed",
    response: nothing,
    success: 200,
  },
  habits: { act: "practise", tag: "personal", summary: "The caller's habits", response: habitListSchema, success: 200 },
  beginHabit: {
    act: "practise",
    tag: "personal",
    summary: "Begin a habit",
    body: habitBodySchema,
    response: habitSchema,
    success: 201,
  },
  habit: {
    act: "practise",
    tag: "personal",
    summary: "A habit of the caller, its adherence, and whether it leads its KPI",
    params: id,
    response: habitPageSchema,
    success: 200,
  },
  changeHabit: {
    act: "practise",
    tag: "personal",
    summary: "Change, pause or end a habit",
    params: id,
    body: habitChangeSchema,
    response: habitSchema,
    success: 200,
  },
  checkIn: {
    act: "practise",
    tag: "personal",
    summary: "Say that a habit was done, or take it back",
    params: id,
    body: checkInBodySchema,
    response: habitSchema,
    success: 200,
  },
  checkInLink: {
    act: "practise",
    tag: "personal",
    summary: "A link that checks a habit in for today: one use, two days",
    params: id,
    response: linkAnswerSchema,
    success: 201,
  },
  checkInByLink: {
    act: "open",
    tag: "personal",
    summary: "Check in with the secret of a link",
    body: z.strictObject({ secret: z.string().min(20).max(100) }),
    response: checkedInSchema,
    success: 200,
    attemptsPerMinute: 30,
  },
  aggregates: {
    act: "read",
    tag: "personal",
    summary: "Means over personal KPIs for the units that are large enough",
    response: aggregatesSchema,
    success: 200,
  },
} as const satisfies Record<string, Route>;
