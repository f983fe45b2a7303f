import { z } from "zod";
import { durationSchema } from "../dataset/duration-schema.ts";
import { idSchema, labelSchema, proseSchema } from "../definition/id.ts";

/** Keys that sources of every kind have. */
export const sourceBase = {
  id: idSchema,
  label: labelSchema,
  description: proseSchema.optional(),
  schedule: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe("When it is pulled, as cron in the workspace's zone, e.g. `*/15 * * * *`; only by hand when not given."),
  jitter: durationSchema
    .default("0s")
    .describe(
      "The most a pull is delayed, by an amount that is always the same for a time; spreads load on the source.",
    ),
  promised_lag: durationSchema
    .default("1d")
    .describe("How old its newest row may be; the source is late when it is older (D3)."),
} as const;

/** Where a database is, and who reads it. */
export const databaseBase = {
  ...sourceBase,
  host: z.string().min(1).max(253),
  database: z.string().min(1).max(128),
  user: z.string().min(1).max(128).describe("An account that may only read."),
  secret: idSchema
    .optional()
    .describe("Name of the password kept with `sextant secret set`; never the password itself."),
  tls: z.enum(["off", "on"]).default("off").describe("`on` encrypts and checks the server's certificate."),
} as const;

/** A TCP port with its usual value. */
export const portSchema = (usual: number): z.ZodDefault<z.ZodNumber> =>
  z.number().int().min(1).max(65_535).default(usual);
