import { z } from "zod";

export const workspaceAnswerSchema = z.object({
  id: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  now: z.number(),
  pinned: z.boolean(),
  timeZone: z.string(),
  weekStart: z.enum(["monday", "sunday"]),
  fiscalYearStart: z.number(),
  dashboards: z.array(z.object({ id: z.string(), label: z.string() })),
  findings: z.object({ error: z.number(), warning: z.number(), info: z.number() }),
  version: z.string(),
});
export type WorkspaceAnswer = z.infer<typeof workspaceAnswerSchema>;
