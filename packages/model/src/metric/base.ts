import { z } from "zod";
import { definitionStates } from "../definition/approval.ts";
import { formerlySchema, idSchema, labelSchema, proseSchema } from "../definition/id.ts";
import { directions } from "./direction.ts";
import { identitySchema } from "./identity.ts";

/** What every kind of metric has. */
export const metricBase = z.strictObject({
  id: idSchema,
  label: labelSchema,
  description: proseSchema.optional().describe("What it means, for people."),
  unit: z.string().min(1).max(40).default("number").describe("Unit of measure: a built-in one or one from `units`."),
  direction: z.enum(directions).default("neutral").describe("Which way is good."),
  identities: z
    .array(identitySchema)
    .max(20)
    .default([])
    .describe("What the value must equal in every period; tested whenever it is computed (K5)."),
  synonyms: z.array(z.string().min(1).max(60)).max(20).default([]).describe("Other names people search by."),
  lifecycle: z.enum(definitionStates).default("approved").describe("Where it is in its life (K4)."),
  formerly: formerlySchema,
});
