import { z } from "zod";
import { definitionTypes } from "../../definition/catalog.ts";
import { effectSchema } from "./effect.ts";
import { findingSchema } from "./finding.ts";

/** The YAML files of a workspace folder, by path relative to it. */
const definitionFilesSchema = z.strictObject({
  files: z
    .array(z.strictObject({ path: z.string().min(1).max(300), text: z.string().max(2_000_000) }))
    .min(1)
    .max(2000),
  /** Delete definitions that are no longer in the files. */
  prune: z.boolean().default(true),
});

/** Files to apply; `force` gives them the last word over files edited on a screen. */
export const applyBodySchema = definitionFilesSchema.extend({ force: z.boolean().default(false) });

/** Files to plan, and whether what they do to past numbers is computed as well. */
export const planBodySchema = definitionFilesSchema.extend({ effect: z.boolean().default(false) });

export const changeSchema = z.object({
  type: z.enum(definitionTypes),
  id: z.string(),
  /** Semantic changes alter the hash and make a new version; cosmetic ones do not (K3). */
  change: z.enum(["added", "semantic", "cosmetic", "removed"]),
  fields: z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  version: z.number(),
  hash: z.string(),
});
export type DefinitionChange = z.infer<typeof changeSchema>;

const changesAnswerSchema = z.object({ changes: z.array(changeSchema), findings: z.array(findingSchema) });
export type ChangesAnswer = z.infer<typeof changesAnswerSchema>;

export const planAnswerSchema = changesAnswerSchema.extend({
  /** What the change does to past numbers; null when it was not asked for, or the files have errors. */
  effect: effectSchema.nullable(),
});
export type PlanAnswer = z.infer<typeof planAnswerSchema>;

/** What the workspace folder would change, with its files as they were read. */
export const folderChangesSchema = planAnswerSchema.extend({
  files: z.array(z.object({ path: z.string(), text: z.string() })),
});
export type FolderChanges = z.infer<typeof folderChangesSchema>;

export const applyAnswerSchema = changesAnswerSchema.extend({
  applied: z.boolean(),
  /** Rows loaded per dataset whose source was (re)loaded. */
  loaded: z.array(z.object({ dataset: z.string(), rows: z.number() })),
});
export type ApplyAnswer = z.infer<typeof applyAnswerSchema>;

/** Ids of metrics and KPIs whose inputs are approved as they are now, or `all`. */
export const acknowledgeBodySchema = z.strictObject({ ids: z.array(z.string().min(1).max(100)).min(1).max(1000) });

export const exportAnswerSchema = z.object({ files: z.array(z.object({ path: z.string(), text: z.string() })) });
export type ExportAnswer = z.infer<typeof exportAnswerSchema>;
