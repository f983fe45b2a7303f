import { z } from "zod";
import { authorKinds } from "../../access/author.ts";
import { definitionStates } from "../../definition/approval.ts";
import { definitionTypes } from "../../definition/catalog.ts";
import { idSchema } from "../../definition/id.ts";
import { changeSchema, planAnswerSchema } from "./definitions.ts";
import { effectSchema } from "./effect.ts";
import { conflictSchema, findingSchema } from "./finding.ts";

const yaml = z.string().max(100_000);

/** One change of one definition. Exactly one of `fields`, `yaml` and `remove` is given. */
export const definitionEditSchema = z
  .strictObject({
    type: z.enum(definitionTypes),
    id: idSchema,
    /** The definition's own YAML the change started from; null when there was none. */
    base: yaml.nullable(),
    /** Fields by name; null takes one out. */
    fields: z.record(z.string().max(100), z.unknown()).optional(),
    yaml: yaml.optional(),
    remove: z.literal(true).optional(),
    /** File a new definition is put into; one that holds others of its type when not given. */
    file: z.string().min(1).max(300).optional(),
  })
  .refine((edit) => [edit.fields, edit.yaml, edit.remove].filter((one) => one !== undefined).length === 1, {
    message: "give exactly one of fields, yaml and remove",
  });
export type WantedEdit = z.output<typeof definitionEditSchema>;

export const editsBodySchema = z.strictObject({ edits: z.array(definitionEditSchema).min(1).max(100) });
export const editPlanBodySchema = editsBodySchema.extend({ effect: z.boolean().default(false) });

/** A file as it would be after an edit. */
const editedFileSchema = z.object({ path: z.string(), before: z.string(), after: z.string() });
export const editPlanSchema = planAnswerSchema.extend({ files: z.array(editedFileSchema) });

export const editAnswerSchema = z.object({
  changes: z.array(changeSchema),
  findings: z.array(findingSchema),
  /** Files of the workspace folder that were written; empty where edits are only kept. */
  written: z.array(z.string()),
});

/** Who did something, when (epoch ms). */
export const whoSchema = z.object({ kind: z.enum(authorKinds), id: z.string(), name: z.string(), at: z.number() });
export type Who = z.infer<typeof whoSchema>;

/** One definition as it stands in its file, with its versions. */
export const definitionViewSchema = z.object({
  type: z.enum(definitionTypes),
  id: z.string(),
  file: z.string(),
  line: z.number(),
  yaml: z.string(),
  fields: z.record(z.string(), z.unknown()),
  version: z.number(),
  hash: z.string(),
  /** Null for types that are not approved: only metrics and KPIs are. */
  state: z.enum(definitionStates).nullable(),
  approvals: z.array(z.object({ id: z.string(), name: z.string(), at: z.number() })),
  needed: z.number(),
  history: z.array(z.object({ version: z.number(), hash: z.string(), by: whoSchema })),
});
export type DefinitionView = z.infer<typeof definitionViewSchema>;

/** What is approved: a meaning by its hash, so that nobody approves what they have not seen. */
export const approveBodySchema = z.strictObject({
  definitions: z
    .array(z.strictObject({ type: z.enum(["metric", "kpi"]), id: idSchema, hash: z.string().length(64) }))
    .min(1)
    .max(1000),
  note: z.string().max(2000).default(""),
});

const proposalStates = ["open", "applied", "rejected", "withdrawn"] as const;
export const proposalSchema = z.object({
  id: z.string(),
  title: z.string(),
  reason: z.string(),
  state: z.enum(proposalStates),
  by: whoSchema,
  decided: whoSchema.extend({ note: z.string() }).nullable(),
  edits: z.array(definitionEditSchema),
  comments: z.number(),
});
export type Proposal = z.infer<typeof proposalSchema>;
export const proposalListSchema = z.object({ proposals: z.array(proposalSchema) });

/** A proposal with what it would change now; `stale` holds what changed under it since it was made. */
export const proposalViewSchema = proposalSchema.extend({
  changes: z.array(changeSchema),
  findings: z.array(findingSchema),
  effect: effectSchema.nullable(),
  stale: z.array(conflictSchema),
});
export type ProposalView = z.infer<typeof proposalViewSchema>;

export const newProposalSchema = editsBodySchema.extend({
  title: z.string().min(1).max(200),
  reason: z.string().max(4000).default(""),
});

export const decisionBodySchema = z.strictObject({
  decision: z.enum(["apply", "reject", "withdraw"]),
  note: z.string().max(4000).default(""),
});
