import { z } from "zod";
import { findingSchema } from "./finding.ts";

export const ingestAnswerSchema = z.object({
  dataset: z.string(),
  landed: z.number(),
  refused: z.number(),
  /** Rows that were left out because a row of the same id and time had landed before. */
  repeated: z.number(),
  /** True when the same batch had landed before; nothing was counted twice (D2). */
  duplicate: z.boolean(),
  sequence: z.number(),
  /** What was wrong with refused rows, by line; at most 100. */
  findings: z.array(findingSchema),
});
export type IngestAnswer = z.infer<typeof ingestAnswerSchema>;

export const datasetListSchema = z.object({
  datasets: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      rows: z.number(),
      watermark: z.number().nullable(),
      landedAt: z.number().nullable(),
      staleAfter: z.number(),
      dimensions: z.array(z.string()),
      state: z.enum(["empty", "loading", "ready", "failed"]),
      problem: z.string().nullable(),
    }),
  ),
});
export type DatasetList = z.infer<typeof datasetListSchema>;
