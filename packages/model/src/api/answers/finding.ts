import { z } from "zod";

export const findingSchema = z.object({
  rule: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  hint: z.string(),
  place: z.object({ file: z.string(), line: z.number(), column: z.number(), length: z.number() }).optional(),
  subject: z.string().optional(),
});

/** A definition or file that two sides changed: what the edit started from, what it wants, and what is there. */
export const conflictSchema = z.object({
  type: z.string(),
  id: z.string(),
  base: z.string().nullable(),
  yours: z.string().nullable(),
  theirs: z.string().nullable(),
});

/** RFC 9457 problem details, with Sextant's code, hint and findings. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  hint: z.string().optional(),
  traceId: z.string().optional(),
  findings: z.array(findingSchema).optional(),
  conflicts: z.array(conflictSchema).optional(),
});
export type ProblemBody = z.infer<typeof problemSchema>;

export const findingsAnswerSchema = z.object({
  findings: z.array(findingSchema),
  counts: z.object({ error: z.number(), warning: z.number(), info: z.number() }),
  checkedAt: z.number(),
});
export type FindingsAnswer = z.infer<typeof findingsAnswerSchema>;
