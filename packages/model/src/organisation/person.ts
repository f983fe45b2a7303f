import { z } from "zod";
import { idSchema, labelSchema } from "../definition/id.ts";

/** Someone who can own a KPI. */
export const personSchema = z.strictObject({
  id: idSchema,
  label: labelSchema.describe("Full name."),
  email: z.email().optional(),
  digest: z
    .enum(["daily", "weekly"])
    .optional()
    .describe("How often they are told what changed since they last looked."),
  alert_budget: z
    .number()
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .describe(
      "Messages a week that may leave the house about their alerts; 20 when not given. Critical ones always do.",
    ),
  org_unit: idSchema.optional().describe("The unit of the organisation they belong to."),
});
export type Person = z.infer<typeof personSchema>;
