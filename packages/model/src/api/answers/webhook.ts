import { z } from "zod";

export const webhookAnswerSchema = z.object({
  /** Rows that landed; 0 when the event is none that is kept. */
  landed: z.number(),
  /** True when this delivery had landed before. */
  duplicate: z.boolean(),
});
