import { z } from "zod";

/** The handle of a definition: lower-case letters, digits and underscores, starting with a letter, at most 64 characters. */
export const idSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    "use lower-case letters, digits and _, starting with a letter, at most 64 characters",
  )
  .describe("Handle other definitions refer to: lower-case letters, digits and _.");

/** A name people read. */
export const labelSchema = z.string().min(1).max(120).describe("Name people read.");

/** Prose for people; never changes the meaning of a definition. */
export const proseSchema = z.string().max(4000);

/** Text in the expression language; checked by the semantic layer. */
export const expressionSchema = z
  .union([z.string(), z.number()])
  .describe("An expression; see the expression reference.");

/** Handles a definition had before: links to them keep working. */
export const formerlySchema = z
  .array(idSchema)
  .max(20)
  .default([])
  .describe("Handles it had before; links to them keep working.");
