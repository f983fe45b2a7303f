import { z } from "zod";
import { type DeliveryEvent, instantSchema, isoOf, plainRef, secondsBetween } from "./event.ts";

const project = z.object({ path_with_namespace: z.string() });
const user = z.object({ username: z.string().nullish() }).nullish();

const deployment = z.object({
  project,
  status: z.string(),
  status_changed_at: instantSchema,
  deployment_id: z.number(),
  environment: z.string(),
  ref: z.string().nullish(),
  short_sha: z.string().nullish(),
  user,
});
const pipeline = z.object({
  project,
  user,
  object_attributes: z.object({
    id: z.number(),
    name: z.string().nullish(),
    ref: z.string(),
    sha: z.string(),
    status: z.string(),
    created_at: instantSchema,
    finished_at: instantSchema.nullish(),
  }),
});
const mergeRequest = z.object({
  project,
  user,
  object_attributes: z.object({
    id: z.number(),
    iid: z.number(),
    action: z.string().nullish(),
    target_branch: z.string(),
    merge_commit_sha: z.string().nullish(),
    created_at: instantSchema,
    updated_at: instantSchema,
  }),
});
const push = z.object({
  project,
  ref: z.string(),
  commits: z
    .array(
      z.object({
        id: z.string(),
        timestamp: instantSchema,
        author: z.object({ name: z.string().nullish() }).nullish(),
      }),
    )
    .default([]),
});

const states: Record<string, DeliveryEvent["status"]> = { success: "success", failed: "failure", canceled: "canceled" };
const none = { environment: null, ref: null, sha: null, seconds: null, author: null, name: null };

const readers: Record<string, (body: unknown) => DeliveryEvent[]> = {
  deployment: (body) => {
    const told = deployment.parse(body);
    const status = states[told.status];
    const repository = told.project.path_with_namespace;
    if (status === undefined) return [];
    return [
      {
        ...none,
        ...{ provider: "gitlab", event: "deployment", status, repository },
        id: `gitlab ${repository} deployment ${told.deployment_id} ${status}`,
        at: isoOf(told.status_changed_at),
        environment: told.environment,
        ref: told.ref ?? null,
        sha: told.short_sha ?? null,
        author: told.user?.username ?? null,
      },
    ];
  },
  pipeline: (body) => {
    const { project: of, user: by, object_attributes: run } = pipeline.parse(body);
    const status = states[run.status];
    const repository = of.path_with_namespace;
    if (status === undefined || run.finished_at === null || run.finished_at === undefined) return [];
    return [
      {
        ...none,
        ...{ provider: "gitlab", event: "run", status, repository },
        id: `gitlab ${repository} run ${run.id} ${run.finished_at}`,
        at: isoOf(run.finished_at),
        ref: run.ref,
        sha: run.sha,
        seconds: secondsBetween(run.created_at, run.finished_at),
        author: by?.username ?? null,
        name: run.name ?? null,
      },
    ];
  },
  merge_request: (body) => {
    const { project: of, user: by, object_attributes: request } = mergeRequest.parse(body);
    const repository = of.path_with_namespace;
    if (request.action !== "merge" && request.action !== "close") return [];
    return [
      {
        ...none,
        ...{ provider: "gitlab", event: "merge", status: request.action === "merge" ? "merged" : "closed", repository },
        id: `gitlab ${repository} merge ${request.id} ${request.updated_at}`,
        at: isoOf(request.updated_at),
        ref: request.target_branch,
        sha: request.merge_commit_sha ?? null,
        seconds: secondsBetween(request.created_at, request.updated_at),
        author: by?.username ?? null,
        name: String(request.iid),
      },
    ];
  },
  push: (body) => {
    const { project: of, ref, commits } = push.parse(body);
    const repository = of.path_with_namespace;
    return commits.map(({ id, timestamp, author }) => ({
      ...none,
      ...{ provider: "gitlab", event: "commit", status: "pushed", repository },
      id: `gitlab ${repository} commit ${id}`,
      at: isoOf(timestamp),
      ref: plainRef(ref),
      sha: id,
      author: author?.name ?? null,
    }));
  },
};

const kind = z.object({ object_kind: z.string() });

/** The rows of a GitLab delivery; none for events and states that are not kept. Throws a ZodError when the payload is another one. */
export const readGitlab = (body: unknown): DeliveryEvent[] => {
  const { object_kind: name } = kind.parse(body);
  return Object.hasOwn(readers, name) ? (readers[name]?.(body) ?? []) : [];
};
