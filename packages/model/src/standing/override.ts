import { z } from "zod";
import { grains } from "../time/grain.ts";

/** The colours a person may set in place of the computed status (S7). */
export const overrideStatuses = ["green", "yellow", "red"] as const;

/** A status somebody set, why, and until when (epoch ms, exclusive). */
export const overrideSchema = z.object({
  kpi: z.string(),
  grain: z.enum(grains),
  status: z.enum(overrideStatuses),
  reason: z.string(),
  by: z.string(),
  /** When it was set and when it ends, epoch ms of the workspace's clock. */
  at: z.number(),
  until: z.number(),
});
export type Override = z.infer<typeof overrideSchema>;
