import { z } from "zod";
import { grains } from "../time/grain.ts";
import { askAnswerSchema, askBodySchema } from "./answers/ask.ts";
import { cohortsAnswerSchema } from "./answers/cohorts.ts";
import { dashboardAnswerSchema, dashboardListSchema } from "./answers/dashboard.ts";
import {
  acknowledgeBodySchema,
  applyAnswerSchema,
  definitionFilesSchema,
  exportAnswerSchema,
  folderChangesSchema,
  planAnswerSchema,
  planBodySchema,
} from "./answers/definitions.ts";
import { dictionaryAnswerSchema } from "./answers/dictionary.ts";
import { entryBodySchema, entryListSchema, entrySchema } from "./answers/entry.ts";
import { findingsAnswerSchema } from "./answers/finding.ts";
import { datasetListSchema, ingestAnswerSchema } from "./answers/ingest.ts";
import { kpiAnswerSchema } from "./answers/kpi.ts";
import { comparisonKinds } from "./answers/observation.ts";
import { receiptSchema, receiptVerificationSchema } from "./answers/receipt.ts";
import {
  accountChangeSchema,
  accountSchema,
  credentialsSchema,
  issuedTokenSchema,
  newAccountSchema,
  newTokenSchema,
  sessionAnswerSchema,
  setupBodySchema,
  tokenSchema,
} from "./answers/session.ts";
import { verificationAnswerSchema } from "./answers/verification.ts";
import { workspaceAnswerSchema } from "./answers/workspace.ts";
import type { RouteId } from "./paths.ts";
import type { Route } from "./route.ts";

const id = z.object({ id: z.string().min(1).max(100) });
const nothing = z.object({});
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
const ingestQuery = z.strictObject({
  /** Refuse the whole batch when one row is bad. */
  atomic: z.enum(["true", "false"]).optional(),
});

/** Every route: OpenAPI, handlers, guards, typed client and tests read this table. */
export const routes = {
  health: {
    act: "open",
    tag: "operations",
    summary: "The process is alive",
    response: z.object({ status: z.literal("ok") }),
    success: 200,
  },
  ready: {
    act: "open",
    tag: "operations",
    summary: "Store and warehouse answer and definitions are loaded",
    response: z.object({ status: z.enum(["ready", "starting"]) }),
    success: 200,
  },
  metrics: {
    act: "read",
    tag: "operations",
    summary: "Prometheus metrics of the process",
    produces: "text/plain",
    success: 200,
  },
  openapi: {
    act: "open",
    tag: "operations",
    summary: "This API as OpenAPI 3.1",
    response: z.record(z.string(), z.unknown()),
    success: 200,
  },
  session: { act: "open", tag: "access", summary: "Who is signed in", response: sessionAnswerSchema, success: 200 },
  signIn: {
    act: "open",
    tag: "access",
    summary: "Sign in with e-mail and password",
    body: credentialsSchema,
    response: sessionAnswerSchema,
    success: 200,
    attemptsPerMinute: 10,
  },
  signOut: { act: "open", tag: "access", summary: "Sign out", response: nothing, success: 200 },
  setup: {
    act: "open",
    tag: "access",
    summary: "Create the owner account with the one-time link",
    body: setupBodySchema,
    response: sessionAnswerSchema,
    success: 201,
    attemptsPerMinute: 10,
  },
  accounts: {
    act: "administer",
    tag: "access",
    summary: "All accounts",
    response: z.object({ accounts: z.array(accountSchema) }),
    success: 200,
  },
  createAccount: {
    act: "administer",
    tag: "access",
    summary: "Create an account",
    body: newAccountSchema,
    response: accountSchema,
    success: 201,
  },
  changeAccount: {
    act: "administer",
    tag: "access",
    summary: "Change role or disable an account",
    params: id,
    body: accountChangeSchema,
    response: accountSchema,
    success: 200,
  },
  tokens: {
    act: "administer",
    tag: "access",
    summary: "All API tokens",
    response: z.object({ tokens: z.array(tokenSchema) }),
    success: 200,
  },
  createToken: {
    act: "administer",
    tag: "access",
    summary: "Issue an API token",
    body: newTokenSchema,
    response: issuedTokenSchema,
    success: 201,
  },
  revokeToken: {
    act: "administer",
    tag: "access",
    summary: "Revoke an API token",
    params: id,
    response: nothing,
    success: 200,
  },
  workspace: {
    act: "read",
    tag: "workspace",
    summary: "The workspace, its clock and calendar",
    response: workspaceAnswerSchema,
    success: 200,
  },
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
  cohorts: {
    act: "read",
    tag: "kpis",
    summary: "A KPI that follows cohorts, by cohort and age",
    params: id,
    query: cohortsQuery,
    response: cohortsAnswerSchema,
    success: 200,
  },
  dictionary: {
    act: "read",
    tag: "definitions",
    summary: "All KPIs and metrics",
    response: dictionaryAnswerSchema,
    success: 200,
  },
  findings: {
    act: "read",
    tag: "definitions",
    summary: "What check and lint found in the definitions",
    response: findingsAnswerSchema,
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
  planDefinitions: {
    act: "define",
    tag: "definitions",
    summary: "What applying these files would change, and on request what that does to past numbers",
    body: planBodySchema,
    response: planAnswerSchema,
    success: 200,
  },
  applyDefinitions: {
    act: "define",
    tag: "definitions",
    summary: "Apply these files",
    body: definitionFilesSchema,
    response: applyAnswerSchema,
    success: 200,
  },
  acknowledgeDrift: {
    act: "define",
    tag: "definitions",
    summary: "Approve what drifted definitions are built on as it is now",
    body: acknowledgeBodySchema,
    response: z.object({ acknowledged: z.number() }),
    success: 200,
  },
  folderChanges: {
    act: "read",
    tag: "definitions",
    summary: "What the files of the workspace folder would change if they were applied",
    query: z.strictObject({ effect: z.enum(["true", "false"]).optional() }),
    response: folderChangesSchema,
    success: 200,
  },
  exportDefinitions: {
    act: "read",
    tag: "definitions",
    summary: "The definitions as YAML files",
    response: exportAnswerSchema,
    success: 200,
  },
  datasets: {
    act: "read",
    tag: "data",
    summary: "All datasets with their freshness",
    response: datasetListSchema,
    success: 200,
  },
  ingest: {
    act: "land",
    tag: "data",
    summary: "Land rows: NDJSON, a JSON array, or CSV with a header",
    params: z.object({ dataset: z.string() }),
    query: ingestQuery,
    rawBody: ["application/x-ndjson", "application/json", "text/csv"],
    response: ingestAnswerSchema,
    success: 202,
  },
  entries: {
    act: "read",
    tag: "data",
    summary: "What was entered for a manual metric, with evidence and corrections",
    params: id,
    response: entryListSchema,
    success: 200,
  },
  enterValue: {
    act: "land",
    tag: "data",
    summary: "Enter or correct the value of a manual metric for a period",
    params: id,
    body: entryBodySchema,
    response: entrySchema,
    success: 201,
  },
  feed: {
    act: "read",
    tag: "workspace",
    summary: "Server-sent events: what landed, was computed, was applied",
    produces: "text/event-stream",
    success: 200,
  },
} as const satisfies Record<RouteId, Route>;
export type Routes = typeof routes;
