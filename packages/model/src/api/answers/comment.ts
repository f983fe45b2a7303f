import { z } from "zod";
import { authorKinds } from "../../access/author.ts";

/** What a remark is about: a KPI, metric or proposal, on request one period and one version of it. */
const anchor = {
  type: z.enum(["kpi", "metric", "proposal"]),
  id: z.string().min(1).max(100),
  periodKey: z.string().max(20).nullable().default(null),
  version: z.number().int().min(1).nullable().default(null),
};

export const newCommentSchema = z.strictObject({ ...anchor, text: z.string().trim().min(1).max(4000) });
export const commentSchema = z.object({
  ...anchor,
  key: z.string(),
  text: z.string(),
  by: z.object({ kind: z.enum(authorKinds), id: z.string(), name: z.string() }),
  at: z.number(),
});
export type Comment = z.infer<typeof commentSchema>;
export const commentListSchema = z.object({ comments: z.array(commentSchema) });
