import { z } from "zod";
import { behaviourKinds } from "../../kpi/vanity.ts";

const behaviourSchema = z.object({
  kpi: z.string(),
  kind: z.enum(behaviourKinds),
  at: z.number(),
  by: z.string(),
  sentence: z.string(),
});

export const vanityAnswerSchema = z.object({
  /** The server's clock, epoch ms. */
  now: z.number(),
  /** Keys of the whole quarters looked at, earlier first. */
  quarters: z.array(z.string()),
  verdicts: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      owner: z.string().nullable(),
      /** When it became a KPI, epoch ms. */
      since: z.number().nullable(),
      last: behaviourSchema.nullable(),
      count: z.number(),
      proposal: z.enum(["keep", "demote", "too_early"]),
    }),
  ),
});
export type VanityAnswer = z.infer<typeof vanityAnswerSchema>;
