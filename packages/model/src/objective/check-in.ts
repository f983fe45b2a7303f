import { z } from "zod";
import { idSchema } from "../definition/id.ts";
import { authorSchema } from "../practice/author.ts";
import { remarkSchema } from "../practice/text.ts";

/** What a person adds to what the data says: how sure they are, and why. The value itself is never typed in. */
export const checkInBodySchema = z.strictObject({
  keyResult: idSchema,
  confidence: z.number().min(0).max(1).describe("Chance that it will be reached, 0 to 1."),
  note: remarkSchema.optional(),
});
export type CheckInBody = z.infer<typeof checkInBodySchema>;

/** A check-in with what the data said then. */
export const checkInSchema = z.object({
  id: z.string(),
  objective: z.string(),
  keyResult: z.string(),
  confidence: z.number(),
  note: z.string().nullable(),
  /** Filled in from the data: in the KPI's unit, and as shares of the way. */
  value: z.number().nullable(),
  periodKey: z.string().nullable(),
  progress: z.number().nullable(),
  expected: z.number().nullable(),
  /** The unit of the organisation the objective belonged to then; it may have moved since. */
  orgUnit: z.string().nullable(),
  author: authorSchema,
  /** Epoch ms of the workspace's clock, and of the server's. */
  at: z.number(),
  createdAt: z.number(),
});
export type CheckIn = z.infer<typeof checkInSchema>;

/** What is written when a cycle is over. */
export const retrospectiveBodySchema = z.strictObject({
  text: remarkSchema,
  /** The grade its people give beside the computed one, 0 to 1. */
  grade: z.number().min(0).max(1).optional(),
});
export type RetrospectiveBody = z.infer<typeof retrospectiveBodySchema>;

export const retrospectiveSchema = z.object({
  id: z.string(),
  objective: z.string(),
  text: z.string(),
  grade: z.number().nullable(),
  /** The share of the way that was computed when it was written; null when it could not be told. */
  computed: z.number().nullable(),
  author: authorSchema,
  createdAt: z.number(),
});
export type Retrospective = z.infer<typeof retrospectiveSchema>;
