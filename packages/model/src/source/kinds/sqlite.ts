import { z } from "zod";
import { sourceBase } from "../base.ts";
import type { SourceTraits } from "../traits.ts";

/** An SQLite database file, read only. */
export const sqliteSchema = z.strictObject({
  ...sourceBase,
  kind: z.literal("sqlite"),
  file: z
    .string()
    .min(1)
    .max(500)
    .describe("The database file, inside the workspace folder or a folder of SEXTANT_SOURCE_FOLDERS."),
});
export type SqliteSource = z.infer<typeof sqliteSchema>;

export const sqliteTraits = {
  reads: "tables",
  secret: "never",
  names: "table",
  cursor: true,
} as const satisfies SourceTraits;
