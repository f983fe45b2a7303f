import { z } from "zod";
import { sourceBase } from "../base.ts";
import type { SourceTraits } from "../traits.ts";

/** A published file behind a URL, such as a spreadsheet published as CSV. */
export const urlSchema = z.strictObject({
  ...sourceBase,
  kind: z.literal("url"),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .describe("Addresses of private networks are refused unless SEXTANT_ALLOWED_SOURCES names their host."),
  format: z.enum(["csv", "tsv", "ndjson", "json"]).default("csv"),
});
export type UrlSource = z.infer<typeof urlSchema>;

export const urlTraits = {
  reads: "tables",
  secret: "never",
  names: null,
  cursor: false,
} as const satisfies SourceTraits;
