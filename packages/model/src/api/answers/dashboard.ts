import { z } from "zod";
import { grains } from "../../time/grain.ts";
import { tileSchema } from "./tile.ts";

export const dashboardAnswerSchema = z.object({
  id: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  grain: z.enum(grains),
  /** The workspace's now (pinned or real), epoch milliseconds. */
  now: z.number(),
  pinned: z.boolean(),
  /** Everything shown is as it was known at this instant, epoch ms; null for all that is known. */
  known: z.number().nullable(),
  timeZone: z.string(),
  tiles: z.array(tileSchema),
  /** Open findings by severity, for the badge. */
  findings: z.object({ error: z.number(), warning: z.number(), info: z.number() }),
});
export type DashboardAnswer = z.infer<typeof dashboardAnswerSchema>;

export const dashboardListSchema = z.object({
  dashboards: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      description: z.string().nullable(),
      grain: z.enum(grains),
      kpis: z.number(),
    }),
  ),
});
