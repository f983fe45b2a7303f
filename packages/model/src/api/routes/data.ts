import { z } from "zod";
import { entriesDueSchema, entryBodySchema, entryListSchema, entrySchema } from "../answers/entry.ts";
import { datasetListSchema, ingestAnswerSchema } from "../answers/ingest.ts";
import type { Route } from "../route.ts";
import { id } from "./parts.ts";

const ingestQuery = z.strictObject({
  /** Refuse the whole batch when one row is bad. */
  atomic: z.enum(["true", "false"]).optional(),
});

const dueQuery = z.strictObject({
  /** Whole periods looked back on, beside the running one; 5 when not given. */
  periods: z
    .string()
    .regex(/^([1-9]|1\d|2[0-6])$/, "write a whole number from 1 to 26")
    .optional(),
});

/** Rows that land and values that are entered. */
export const dataRoutes = {
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
  entriesDue: {
    act: "read",
    tag: "data",
    summary: "Every manual metric by period: what was entered, what is overdue, who answers for it",
    query: dueQuery,
    response: entriesDueSchema,
    success: 200,
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
} as const satisfies Record<string, Route>;
