import { z } from "zod";
import { ownDataAnswerSchema, ownDataBodySchema, uploadAnswerSchema } from "../answers/own-data.ts";
import type { Route } from "../route.ts";

const uploadQuery = z.strictObject({
  /** Name of the file; its extension says the format. */
  name: z.string().min(3).max(200),
});

/** From a file of one's own to definitions that fit it. */
export const ownDataRoutes = {
  upload: {
    act: "define",
    tag: "data",
    summary: "Upload a file of rows; it is kept in the data folder until definitions name it, or a week",
    query: uploadQuery,
    rawBody: ["application/octet-stream"],
    response: uploadAnswerSchema,
    success: 201,
  },
  proposeFromData: {
    act: "define",
    tag: "data",
    summary:
      "Profile a file and propose a dataset, metrics and KPIs that fit it, with their values; apply the files to accept",
    body: ownDataBodySchema,
    response: ownDataAnswerSchema,
    success: 200,
  },
} as const satisfies Record<string, Route>;
