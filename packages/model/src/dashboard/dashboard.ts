import { z } from "zod";
import { idSchema, labelSchema, proseSchema } from "../definition/id.ts";
import { levels } from "../organisation/org-unit.ts";
import { grains } from "../time/grain.ts";

/** A page of tiles for one audience. */
export const dashboardSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  description: proseSchema.optional(),
  level: z.enum(levels).default("company"),
  grain: z.enum(grains).default("week").describe("The grain shown first."),
  kpis: z.array(idSchema).min(1).max(60).describe("The KPIs shown, in order."),
});
export type Dashboard = z.infer<typeof dashboardSchema>;
