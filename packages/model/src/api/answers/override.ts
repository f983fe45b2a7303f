import { z } from "zod";
import { overrideSchema, overrideStatuses } from "../../standing/override.ts";

/** A status to set in place of the computed one. */
export const overrideBodySchema = z.strictObject({
  status: z.enum(overrideStatuses).describe("The status to show."),
  reason: z.string().trim().min(3).max(500).describe("Why the computed one misleads."),
  until: z
    .string()
    .max(40)
    .describe("When it ends: a local date, to whose end it holds, or an instant. At most a year ahead."),
});

/** The override that holds now. */
export const overrideAnswerSchema = z.object({ override: overrideSchema });

/** Whether there was one to end. */
export const overrideEndedSchema = z.object({ ended: z.boolean() });
