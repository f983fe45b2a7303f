import { z } from "zod";
import { sourceBase } from "../base.ts";
import type { SourceTraits } from "../traits.ts";

/** A folder of files; new and changed ones are taken in. */
export const filesSchema = z.strictObject({
  ...sourceBase,
  kind: z.literal("files"),
  folder: z
    .string()
    .min(1)
    .max(500)
    .describe("The folder, inside the workspace folder or a folder of SEXTANT_SOURCE_FOLDERS."),
});
export type FilesSource = z.infer<typeof filesSchema>;

export const filesTraits = {
  reads: "files",
  secret: "never",
  names: "files",
  cursor: false,
} as const satisfies SourceTraits;
