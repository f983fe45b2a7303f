import { z } from "zod";
import { idSchema } from "../definition/id.ts";
import { authorSchema } from "./author.ts";
import { linkSchema, remarkSchema } from "./text.ts";

/** What a decision came out of. */
const originSchema = z.strictObject({
  type: z.enum(["review", "alert", "experiment", "direct"]),
  id: z.string().min(1).max(100).optional(),
});

/** What a review or an alert changed: dated and owned. It is what tells a KPI that is used from one that is looked at (K7). */
export const decisionBodySchema = z.strictObject({
  kpis: z.array(idSchema).min(1).max(20),
  text: remarkSchema.describe("What is done differently from now on."),
  owner: idSchema.describe("The person who answers for it."),
  on: z.iso.date().optional().describe("The day it was taken; today when not given."),
  origin: originSchema.default({ type: "direct" }),
  link: linkSchema.optional(),
});
export type DecisionBody = z.infer<typeof decisionBodySchema>;

export const decisionSchema = z.object({
  id: z.string(),
  kpis: z.array(z.string()),
  text: z.string(),
  owner: z.string(),
  /** Name of the owner; the id when the person left. */
  ownerLabel: z.string(),
  on: z.string(),
  origin: originSchema,
  link: z.string().nullable(),
  author: authorSchema,
  createdAt: z.number(),
});
export type Decision = z.infer<typeof decisionSchema>;

export const decisionListSchema = z.object({ decisions: z.array(decisionSchema) });
