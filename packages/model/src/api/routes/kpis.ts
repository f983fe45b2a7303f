import { z } from "zod";
import { grains } from "../../time/grain.ts";
import { askAnswerSchema, askBodySchema } from "../answers/ask.ts";
import { cohortsAnswerSchema } from "../answers/cohorts.ts";
import { dashboardAnswerSchema, dashboardListSchema } from "../answers/dashboard.ts";
import { kpiAnswerSchema } from "../answers/kpi.ts";
import { comparisonKinds } from "../answers/observation.ts";
import { overrideAnswerSchema, overrideBodySchema, overrideEndedSchema } from "../answers/override.ts";
import { receiptSchema, receiptVerificationSchema } from "../answers/receipt.ts";
import { verificationAnswerSchema } from "../answers/verification.ts";
import type { Route } from "../route.ts";
import { id } from "./parts.ts";

const localDate = z.string().max(40);
/** One or more names separated by commas. */
const names = z.string().max(300).optional();
/** An instant with its zone, or a local date that stands for its end. */
const known = z.string().max(40).optional();
const dashboardQuery = z.strictObject({ grain: z.enum(grains).optional(), known });
const kpiQuery = z.strictObject({
  grain: z.enum(grains).optional(),
  from: localDate.optional(),
  to: localDate.optional(),
  by: names,
  compare: z.enum(comparisonKinds).optional(),
  known,
});
const cohortsQuery = z.strictObject({
  grain: z.enum(grains).optional(),
  /** How many ages, 1 to 36; 12 when not given. */
  ages: z
    .string()
    .regex(/^([1-9]|[12]\d|3[0-6])$/, "write a whole number from 1 to 36")
    .optional(),
});

/** Numbers, their standing and their receipts. */
export const kpisRoutes = {
  dashboards: { act: "read", tag: "kpis", summary: "All dashboards", response: dashboardListSchema, success: 200 },
  dashboard: {
    act: "read",
    tag: "kpis",
    summary: "A dashboard: every tile with value, standing and receipt",
    params: id,
    query: dashboardQuery,
    response: dashboardAnswerSchema,
    success: 200,
  },
  kpi: {
    act: "read",
    tag: "kpis",
    summary: "Everything about one KPI",
    params: id,
    query: kpiQuery,
    response: kpiAnswerSchema,
    success: 200,
  },
  overrideStatus: {
    act: "define",
    tag: "kpis",
    summary: "Set a KPI's status with a reason, until it expires; the computed one stays visible",
    params: id,
    body: overrideBodySchema,
    response: overrideAnswerSchema,
    success: 200,
  },
  endOverride: {
    act: "define",
    tag: "kpis",
    summary: "End the status that was set for a KPI before it expires",
    params: id,
    response: overrideEndedSchema,
    success: 200,
  },
  cohorts: {
    act: "read",
    tag: "kpis",
    summary: "A KPI that follows cohorts, by cohort and age",
    params: id,
    query: cohortsQuery,
    response: cohortsAnswerSchema,
    success: 200,
  },
  ask: {
    act: "read",
    tag: "kpis",
    summary: "Ask for series of KPIs or metrics",
    body: askBodySchema,
    response: askAnswerSchema,
    success: 200,
  },
  receipt: {
    act: "read",
    tag: "kpis",
    summary: "What stands behind a number",
    params: id,
    response: receiptSchema,
    success: 200,
  },
  verifyReceipt: {
    act: "read",
    tag: "kpis",
    summary: "Run a receipt again and compare",
    params: id,
    response: receiptVerificationSchema,
    success: 200,
  },
  verify: {
    act: "define",
    tag: "kpis",
    summary: "Compute every KPI anew from rows and compare with what is answered",
    response: verificationAnswerSchema,
    success: 200,
  },
} as const satisfies Record<string, Route>;
