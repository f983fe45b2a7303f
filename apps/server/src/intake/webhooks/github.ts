import { z } from "zod";
import { type DeliveryEvent, instantSchema, isoOf, plainRef, secondsBetween } from "./event.ts";

const repository = z.object({ full_name: z.string() });
const login = z.object({ login: z.string() }).nullish();

const deploymentStatus = z.object({
  repository,
  deployment: z.object({ id: z.number(), sha: z.string(), ref: z.string(), created_at: instantSchema, creator: login }),
  deployment_status: z.object({
    id: z.number(),
    state: z.string(),
    environment: z.string().nullish(),
    created_at: instantSchema,
  }),
});
const workflowRun = z.object({
  repository,
  action: z.string(),
  workflow_run: z.object({
    id: z.number(),
    name: z.string().nullish(),
    head_branch: z.string().nullish(),
    head_sha: z.string(),
    conclusion: z.string().nullish(),
    run_attempt: z.number().default(1),
    run_started_at: instantSchema.nullish(),
    updated_at: instantSchema,
    actor: login,
  }),
});
const pullRequest = z.object({
  repository,
  action: z.string(),
  pull_request: z.object({
    id: z.number(),
    number: z.number(),
    merged: z.boolean().nullish(),
    merge_commit_sha: z.string().nullish(),
    created_at: instantSchema,
    closed_at: instantSchema.nullish(),
    merged_at: instantSchema.nullish(),
    base: z.object({ ref: z.string() }),
    user: login,
  }),
});
const push = z.object({
  repository,
  ref: z.string(),
  commits: z
    .array(
      z.object({
        id: z.string(),
        timestamp: instantSchema,
        distinct: z.boolean().default(true),
        author: z.object({ username: z.string().nullish(), name: z.string().nullish() }).nullish(),
      }),
    )
    .default([]),
});

const states: Record<string, DeliveryEvent["status"]> = { success: "success", failure: "failure", error: "failure" };
const conclusions: Record<string, DeliveryEvent["status"]> = {
  success: "success",
  failure: "failure",
  timed_out: "failure",
  startup_failure: "failure",
  cancelled: "canceled",
};
const none = { environment: null, ref: null, sha: null, seconds: null, author: null, name: null };

const readers: Record<string, (body: unknown) => DeliveryEvent[]> = {
  deployment_status: (body) => {
    const { repository: of, deployment, deployment_status: told } = deploymentStatus.parse(body);
    const status = states[told.state];
    if (status === undefined) return [];
    return [
      {
        ...none,
        ...{ provider: "github", event: "deployment", status, repository: of.full_name },
        id: `github ${of.full_name} deployment ${deployment.id} ${told.id}`,
        at: isoOf(told.created_at),
        environment: told.environment ?? null,
        ref: plainRef(deployment.ref),
        sha: deployment.sha,
        seconds: secondsBetween(deployment.created_at, told.created_at),
        author: deployment.creator?.login ?? null,
      },
    ];
  },
  workflow_run: (body) => {
    const { repository: of, action, workflow_run: run } = workflowRun.parse(body);
    const status = conclusions[run.conclusion ?? ""];
    if (action !== "completed" || status === undefined) return [];
    return [
      {
        ...none,
        ...{ provider: "github", event: "run", status, repository: of.full_name },
        id: `github ${of.full_name} run ${run.id} ${run.run_attempt}`,
        at: isoOf(run.updated_at),
        ref: run.head_branch ?? null,
        sha: run.head_sha,
        seconds: secondsBetween(run.run_started_at, run.updated_at),
        author: run.actor?.login ?? null,
        name: run.name ?? null,
      },
    ];
  },
  pull_request: (body) => {
    const { repository: of, action, pull_request: request } = pullRequest.parse(body);
    const ended = request.merged_at ?? request.closed_at;
    if (action !== "closed" || ended === null || ended === undefined) return [];
    return [
      {
        ...none,
        ...{ provider: "github", event: "merge", status: request.merged === true ? "merged" : "closed" },
        repository: of.full_name,
        id: `github ${of.full_name} merge ${request.id} ${ended}`,
        at: isoOf(ended),
        ref: request.base.ref,
        sha: request.merge_commit_sha ?? null,
        seconds: secondsBetween(request.created_at, ended),
        author: request.user?.login ?? null,
        name: String(request.number),
      },
    ];
  },
  push: (body) => {
    const { repository: of, ref, commits } = push.parse(body);
    return commits
      .filter(({ distinct }) => distinct)
      .map(({ id, timestamp, author }) => ({
        ...none,
        ...{ provider: "github", event: "commit", status: "pushed", repository: of.full_name },
        id: `github ${of.full_name} commit ${id}`,
        at: isoOf(timestamp),
        ref: plainRef(ref),
        sha: id,
        author: author?.username ?? author?.name ?? null,
      }));
  },
};

/** The rows of a GitHub delivery; none for events and states that are not kept. Throws a ZodError when the payload is another one. */
export const readGithub = (event: string, body: unknown): DeliveryEvent[] =>
  Object.hasOwn(readers, event) ? (readers[event]?.(body) ?? []) : [];
