import { z } from "zod";
import {
  acknowledgeBodySchema,
  applyAnswerSchema,
  applyBodySchema,
  exportAnswerSchema,
  folderChangesSchema,
  planAnswerSchema,
  planBodySchema,
} from "../answers/definitions.ts";
import { dictionaryAnswerSchema, dictionaryPageSchema, dictionaryQuerySchema } from "../answers/dictionary.ts";
import { effectSchema } from "../answers/effect.ts";
import { findingsAnswerSchema } from "../answers/finding.ts";
import type { Route } from "../route.ts";

/** What the numbers mean, and changes of it. */
export const definitionsRoutes = {
  dictionary: {
    act: "read",
    tag: "definitions",
    summary: "KPIs and metrics: looked up by words and facets, what is owed attention first",
    query: dictionaryQuerySchema,
    response: dictionaryAnswerSchema,
    success: 200,
  },
  dictionaryPage: {
    act: "read",
    tag: "definitions",
    summary: "Everything the dictionary knows of one KPI or metric, under its handle or one it had before",
    params: z.object({ id: z.string().min(1).max(100) }),
    query: z.strictObject({ type: z.enum(["kpi", "metric"]).optional() }),
    response: dictionaryPageSchema,
    success: 200,
  },
  versionEffect: {
    act: "read",
    tag: "definitions",
    summary: "What the numbers would be under an earlier version of a metric",
    params: z.object({ id: z.string().min(1).max(100), version: z.string().regex(/^\d{1,6}$/) }),
    response: effectSchema,
    success: 200,
  },
  findings: {
    act: "read",
    tag: "definitions",
    summary: "What check and lint found in the definitions",
    response: findingsAnswerSchema,
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
    body: applyBodySchema,
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
} as const satisfies Record<string, Route>;
