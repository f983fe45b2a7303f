import { z } from "zod";

/** What the rows of a git source are: one per commit, per deployment, per deployed commit, or per merged branch. */
export const gitRows = ["commits", "deployments", "changes", "reviews"] as const;
export type GitRows = (typeof gitRows)[number];

const isPattern = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, "iu").source !== "";
  } catch {
    return false;
  }
};

/** The history of a local git repository as rows. */
export const gitSourceSchema = z.strictObject({
  rows: z.enum(gitRows).describe("What a row is: a commit, a deployment, a deployed commit, or a merged branch."),
  path: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("A repository inside the workspace folder; the one the workspace folder lies in when not given."),
  branch: z
    .string()
    .regex(/^[\w][\w./-]{0,200}$/, "name a branch")
    .optional()
    .describe("The branch that is deployed; what is checked out when not given."),
  deployments: z
    .union([
      z.strictObject({
        tags: z.string().min(1).max(100).describe("A pattern of tags with *, such as v* or deploy-*."),
      }),
      z.strictObject({
        each: z.enum(["merge", "commit"]).describe("Every merge into the branch, or every commit on it."),
      }),
    ])
    .default({ tags: "v*" })
    .describe("What counts as a deployment."),
  failures: z
    .string()
    .max(300)
    .refine(isPattern, "write a regular expression")
    .default("^(revert|rollback|hotfix)\\b")
    .describe("Subjects of commits that mend a failed deployment; reverts made by git are always known."),
});
export type GitSource = z.infer<typeof gitSourceSchema>;
