import { z } from "zod";
import { databaseBase, portSchema } from "../base.ts";
import type { SourceTraits } from "../traits.ts";

/** A PostgreSQL database, read only. */
export const postgresSchema = z.strictObject({
  ...databaseBase,
  kind: z.literal("postgres"),
  port: portSchema(5432),
});
export type PostgresSource = z.infer<typeof postgresSchema>;

export const postgresTraits = {
  reads: "tables",
  secret: "optional",
  names: "table",
  cursor: true,
} as const satisfies SourceTraits;
