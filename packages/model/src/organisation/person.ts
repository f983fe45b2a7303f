import { z } from "zod";
import { idSchema, labelSchema } from "../definition/id.ts";

/** Someone who can own a KPI. */
export const personSchema = z.strictObject({
  id: idSchema,
  label: labelSchema.describe("Full name."),
  email: z.email().optional(),
  org_unit: idSchema.optional().describe("The unit of the organisation they belong to."),
});
export type Person = z.infer<typeof personSchema>;
