import { createHmac } from "node:crypto";
import { deliveryEvents } from "@sextant/model/dataset/delivery-events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

// The payloads hold the fields that the public documentation of both gives for these events.

const secret = "It's a secret to everybody";
const workspace = `workspace: { id: ship, label: Ship, as_of: "2026-03-01T00:00" }
calendar: { time_zone: UTC }
datasets:
  - ${JSON.stringify(deliveryEvents)}
metrics:
  - { id: happened, kind: simple, label: Happened, unit: count, direction: up_is_good, dataset: delivery_events, aggregation: count }
  - { id: seconds, kind: simple, label: Seconds, unit: count, direction: up_is_good, dataset: delivery_events, aggregation: sum, expression: seconds }
`;

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({
    files: { "all.yaml": workspace },
    env: { SEXTANT_WEBHOOK_SECRETS: `hub=${secret.replaceAll(" ", "_")} lab=token-of-gitlab` },
  });
});
afterAll(() => discard(flow));

let deliveries = 0;
const github = async (
  event: string,
  payload: object,
  change: { secret?: string; delivery?: string; source?: string } = {},
) => {
  deliveries += 1;
  const body = JSON.stringify({ repository: { full_name: "octo/ship" }, ...payload });
  const digest = createHmac("sha256", change.secret ?? secret.replaceAll(" ", "_"))
    .update(body)
    .digest("hex");
  const headers = {
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": change.delivery ?? `72d3162e-cc78-11e3-81ab-4c9367dc09${deliveries}`,
    "x-hub-signature-256": `sha256=${digest}`,
  };
  const reply = await flow.fetch(`/v1/webhooks/${change.source ?? "hub"}`, { method: "POST", body, headers });
  return [reply.status, await reply.json()];
};
const gitlab = async (payload: object, token = "token-of-gitlab") => {
  const headers = { "content-type": "application/json", "x-gitlab-event": "Some Hook", "x-gitlab-token": token };
  const body = JSON.stringify({ project: { path_with_namespace: "lab/ship" }, user: { username: "root" }, ...payload });
  const reply = await flow.fetch("/v1/webhooks/lab", { method: "POST", body, headers });
  return [reply.status, await reply.json()];
};

/** Counts or seconds of a day by event and status. */
const told = async (metric: string, day: string): Promise<Record<string, number | null>> => {
  const to = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  const { series } = await flow.call("ask", {
    body: { metrics: [metric], grain: "day", from: day, to, by: ["event", "status"] },
  });
  return Object.fromEntries(series.map((one) => [one.slice?.join(" ") ?? "", one.observations[0]?.value ?? null]));
};

const deployment = {
  id: 42,
  sha: "a10867b",
  ref: "main",
  created_at: "2026-02-03T10:00:00Z",
  creator: { login: "octocat" },
};
const deploymentStatus = (id: number, state: string, created_at = "2026-02-03T10:05:00Z") => ({
  action: "created",
  deployment,
  deployment_status: { id, state, environment: "production", created_at },
});

describe("GitHub", () => {
  it("tells of deployments, runs, merges and commits; states on the way and other events are not kept", async () => {
    expect(await github("ping", { zen: "Design for failure." })).toEqual([202, { landed: 0, duplicate: false }]);
    expect(await github("deployment_status", deploymentStatus(1, "in_progress"))).toEqual([
      202,
      { landed: 0, duplicate: false },
    ]);
    expect(await github("deployment_status", deploymentStatus(2, "success"))).toEqual([
      202,
      { landed: 1, duplicate: false },
    ]);
    await github("deployment_status", deploymentStatus(3, "error"));
    const run = {
      id: 7,
      name: "CI",
      head_branch: "main",
      head_sha: "a10867b",
      run_attempt: 1,
      run_started_at: "2026-02-03T09:00:00Z",
      updated_at: "2026-02-03T09:01:40Z",
    };
    await github("workflow_run", { action: "requested", workflow_run: { ...run, conclusion: null } });
    await github("workflow_run", { action: "completed", workflow_run: { ...run, conclusion: "timed_out" } });
    const request = {
      id: 9,
      number: 12,
      merge_commit_sha: "b1",
      created_at: "2026-02-02T09:00:00Z",
      closed_at: "2026-02-03T09:00:00Z",
      base: { ref: "main" },
      user: null,
    };
    await github("pull_request", {
      action: "closed",
      pull_request: { ...request, merged: true, merged_at: "2026-02-03T09:00:00Z" },
    });
    const commit = { timestamp: "2026-02-03T10:00:00+02:00", distinct: true, author: { name: "Octo Cat" } };
    await github("push", {
      ref: "refs/heads/main",
      commits: [
        { ...commit, id: "c1" },
        { ...commit, id: "c2" },
        { ...commit, id: "c0", distinct: false },
      ],
    });
    expect(await told("happened", "2026-02-03")).toEqual({
      "deployment success": 1,
      "deployment failure": 1,
      "run failure": 1,
      "merge merged": 1,
      "commit pushed": 2,
    });
    expect(await told("seconds", "2026-02-03")).toMatchObject({
      "deployment success": 300,
      "run failure": 100,
      "merge merged": 86_400,
    });
  });

  it("may deliver again: by its name, or by what it tells, it counts once", async () => {
    const payload = deploymentStatus(50, "success", "2026-02-04T10:00:00Z");
    expect(await github("deployment_status", payload, { delivery: "once" })).toEqual([
      202,
      { landed: 1, duplicate: false },
    ]);
    expect(await github("deployment_status", payload, { delivery: "once" })).toEqual([
      202,
      { landed: 1, duplicate: true },
    ]);
    expect(await github("deployment_status", payload, { delivery: "another" })).toEqual([
      202,
      { landed: 0, duplicate: false },
    ]);
    expect(await told("happened", "2026-02-04")).toEqual({ "deployment success": 1 });
  });

  it.each([
    ["with another secret", { secret: "guessed" }, 403, "not_allowed"],
    ["with an empty secret", { secret: "" }, 403, "not_allowed"],
    ["to a webhook that is not there", { source: "nothing" }, 404, "not_found"],
    ["to the webhook of another secret", { source: "lab" }, 403, "not_allowed"],
  ])("%s is refused", async (_, change, status, code) => {
    expect(await github("deployment_status", deploymentStatus(4, "success"), change)).toMatchObject([status, { code }]);
  });

  it("with a payload of another shape is refused", async () => {
    expect(await github("deployment_status", { deployment: 7 })).toMatchObject([400, { code: "invalid_request" }]);
  });
});

describe("GitLab", () => {
  it("tells of the same", async () => {
    const deploy = {
      object_kind: "deployment",
      deployment_id: 15,
      environment: "staging",
      short_sha: "279484c0",
      ref: "main",
    };
    await gitlab({ ...deploy, status: "running", status_changed_at: "2026-02-10 21:49:00 +0200" });
    await gitlab({ ...deploy, status: "success", status_changed_at: "2026-02-10 21:50:00 +0200" });
    const attributes = {
      id: 31,
      ref: "main",
      sha: "bcbb5ec3",
      created_at: "2026-02-10 15:23:28 UTC",
      finished_at: "2026-02-10 15:26:29 UTC",
    };
    await gitlab({ object_kind: "pipeline", object_attributes: { ...attributes, status: "failed" } });
    const merge = {
      id: 99,
      iid: 1,
      target_branch: "main",
      merge_commit_sha: null,
      created_at: "2026-02-10T12:00:00Z",
      updated_at: "2026-02-10T13:00:00Z",
    };
    await gitlab({ object_kind: "merge_request", object_attributes: { ...merge, action: "open" } });
    await gitlab({ object_kind: "merge_request", object_attributes: { ...merge, action: "merge" } });
    const commits = [{ id: "da15", timestamp: "2026-02-10T03:09:37+01:00", author: { name: "GitLab dev user" } }];
    await gitlab({ object_kind: "push", ref: "refs/heads/main", commits });
    expect(await told("happened", "2026-02-10")).toEqual({
      "deployment success": 1,
      "run failure": 1,
      "merge merged": 1,
      "commit pushed": 1,
    });
    expect(await told("seconds", "2026-02-10")).toMatchObject({ "run failure": 181, "merge merged": 3600 });
  });

  it("with another token, or none, is refused", async () => {
    expect(await gitlab({ object_kind: "push", ref: "x" }, "token-of-gitlaB")).toMatchObject([
      403,
      { code: "not_allowed" },
    ]);
    expect(await gitlab({ object_kind: "push", ref: "x" }, "")).toMatchObject([403, { code: "not_allowed" }]);
  });
});

describe("the secret of a webhook", () => {
  it("may lie sealed in the store under a name of its own; no other secret opens one", async () => {
    const keep = (name: string) => flow.call("setSecret", { params: { name }, body: { value: "sealed" } });
    await keep("webhook_sealed");
    await keep("crm_password");
    const ping = (source: string) =>
      github("ping", { zen: "Keep it logically awesome." }, { secret: "sealed", source });
    expect((await ping("sealed"))[0]).toBe(202);
    expect((await ping("crm_password"))[0]).toBe(404);
    expect((await ping("webhook_sealed"))[0]).toBe(404);
  });
});
