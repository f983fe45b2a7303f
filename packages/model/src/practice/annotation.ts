import { z } from "zod";
import { authorSchema } from "./author.ts";
import { scopeSchema } from "./scope.ts";
import { linkSchema, remarkSchema } from "./text.ts";

/** Where a remark comes from. */
const annotationKinds = ["remark", "deployment", "experiment", "incident", "campaign", "holiday"] as const;

const day = z.iso.date();

/** A dated remark, optionally with the effect its author expects. Dates are days of the workspace calendar, both included. */
export const annotationBodySchema = z
  .strictObject({
    scope: scopeSchema,
    from: day,
    to: day.optional().describe("The last day it speaks of; the first one when not given."),
    kind: z.enum(annotationKinds).default("remark"),
    text: remarkSchema,
    link: linkSchema.optional(),
    expects: z.enum(["up", "down", "no_change"]).optional().describe("Where it is expected to move the value."),
  })
  .refine(({ from, to }) => to === undefined || to >= from, { path: ["to"], error: "It ends before it begins." });
export type AnnotationBody = z.infer<typeof annotationBodySchema>;

export const annotationSchema = z.object({
  id: z.string(),
  scope: scopeSchema,
  from: day,
  to: day,
  kind: z.enum(annotationKinds),
  text: z.string(),
  link: z.string().nullable(),
  expects: z.enum(["up", "down", "no_change"]).nullable(),
  /** Null for what the calendar says. */
  author: authorSchema.nullable(),
  /** Epoch ms. */
  createdAt: z.number(),
});
export type Annotation = z.infer<typeof annotationSchema>;

export const annotationListSchema = z.object({ annotations: z.array(annotationSchema) });
