import { z } from "zod";
import { idSchema, labelSchema } from "../definition/id.ts";

export const levels = ["company", "department", "team", "person"] as const;

/** A unit of the organisation: company, department, team or person. */
export const orgUnitSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  level: z.enum(levels),
  parent: idSchema.optional().describe("The unit above it."),
});
export type OrgUnit = z.infer<typeof orgUnitSchema>;
