import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProblemBody } from "@sextant/model/api/answers/finding";
import type { RouteId } from "@sextant/model/api/paths";
import { paths } from "@sextant/model/api/paths";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieOf, discard, type Flow, setUpOwner, shop, startFlow } from "./server.fixture.ts";

const commented = (shop["metrics.yaml"] ?? "").replace("metrics:\n", "# what we count\nmetrics: # two\n");
const files: Record<string, string> = { ...shop, "metrics.yaml": commented };
const onDisk = (flow: Flow, path: string): string => readFileSync(join(flow.folder, path), "utf8");

/** Sends a body to a route and gives status and answer, whatever they are. */
const tell = async (flow: Flow, id: RouteId, body: unknown, headers: Record<string, string> = {}, params = "") => {
  const reply = await flow.fetch(paths[id].path.replace(":id", params), {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: (await reply.json()) as ProblemBody & Record<string, unknown> };
};
const yamlOf = async (flow: Flow, type: string, id: string): Promise<string> =>
  (await flow.call("definition", { params: { type, id } })).yaml;

describe("editing a definition on a screen is editing its file", () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await startFlow({ files });
  });
  afterAll(() => discard(flow));

  it("changes the one value in the file on disk, keeps every comment, and is in force", async () => {
    const base = await yamlOf(flow, "metric", "revenue");
    const edit = { type: "metric", id: "revenue", base, fields: { label: "Takings", synonyms: ["sales"] } };
    const plan = await flow.call("planEdit", { body: { edits: [edit] } });
    expect(plan.changes).toMatchObject([{ id: "revenue", change: "cosmetic" }]);
    expect(onDisk(flow, "metrics.yaml")).toBe(commented);
    const answer = await flow.call("applyEdit", { body: { edits: [edit] } });
    expect(answer.written).toEqual(["metrics.yaml"]);
    const wanted = commented
      .replace("label: Revenue", "label: Takings")
      .replace("expression: amount }", "expression: amount, synonyms: [sales] }");
    expect(onDisk(flow, "metrics.yaml")).toBe(wanted);
    expect((await flow.call("exportDefinitions")).files.find(({ path }) => path === "metrics.yaml")?.text).toBe(wanted);
  });

  it("by two people at once lets the first through and shows the second both texts", async () => {
    const base = await yamlOf(flow, "kpi", "revenue");
    const edit = (owner: string) => ({ edits: [{ type: "kpi", id: "revenue", base, fields: { objective: owner } }] });
    const answers = await Promise.all([tell(flow, "applyEdit", edit("Ada's")), tell(flow, "applyEdit", edit("Bob's"))]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)?.body;
    const lost = answers[0]?.status === 409 ? "Ada's" : "Bob's";
    expect(refused).toMatchObject({ code: "conflict", conflicts: [{ type: "kpi", id: "revenue", base }] });
    expect(refused?.conflicts?.[0]?.yours).toContain(`objective: ${lost}`);
    expect(refused?.conflicts?.[0]?.theirs).toBe(await yamlOf(flow, "kpi", "revenue"));
  });

  it("while somebody edits the file on disk is refused and shows both", async () => {
    const before = onDisk(flow, "metrics.yaml");
    writeFileSync(join(flow.folder, "metrics.yaml"), `${before}# half a thought\n`);
    const base = await yamlOf(flow, "metric", "visitors");
    const edits = [{ type: "metric", id: "visitors", base, fields: { label: "People" } }];
    const { status, body } = await tell(flow, "applyEdit", { edits });
    expect(status).toBe(409);
    expect(body.conflicts?.[0]?.theirs).toContain("# half a thought");
    expect(body.conflicts?.[0]?.yours).toContain("label: People");
    expect(onDisk(flow, "metrics.yaml")).toContain("# half a thought");
    writeFileSync(join(flow.folder, "metrics.yaml"), before);
  });

  it("that others would break is refused with every finding, and nothing changes", async () => {
    const base = await yamlOf(flow, "metric", "revenue");
    const { status, body } = await tell(flow, "applyEdit", {
      edits: [{ type: "metric", id: "revenue", base, remove: true }],
    });
    expect(status).toBe(422);
    expect(body.findings).toEqual(expect.arrayContaining([expect.objectContaining({ rule: "reference/unknown" })]));
    const owner = await yamlOf(flow, "person", "ada");
    const gone = await tell(flow, "applyEdit", { edits: [{ type: "person", id: "ada", base: owner, remove: true }] });
    expect(gone.status).toBe(422);
    expect(gone.body.findings?.map(({ message }) => message).join()).toContain("no person `ada`");
    expect(await yamlOf(flow, "person", "ada")).toBe(owner);
  });

  it.each([
    ["a name of 500 characters", { label: "x".repeat(500) }, 422],
    ["a path out of the folder", { label: "x", kind: "simple" }, 400],
    ["a field nobody knows", { sql: "drop table" }, 422],
  ])("with %s is refused", async (_, fields, wanted) => {
    const isNew = wanted === 400;
    const base = isNew ? null : await yamlOf(flow, "metric", "visitors");
    const edit = {
      type: "metric",
      id: isNew ? "fresh" : "visitors",
      base,
      fields,
      ...(isNew ? { file: "../../x.yaml" } : {}),
    };
    expect((await tell(flow, "applyEdit", { edits: [edit] })).status).toBe(wanted);
  });
});

describe("an edit that could not be written to the folder", () => {
  it("survives a restart, keeps its place beside other edits of the folder, and conflicts only where both changed", async () => {
    const env = { SEXTANT_EDITS: "store" };
    const flow = await startFlow({ files, env });
    const base = await yamlOf(flow, "metric", "visitors");
    const edits = [{ type: "metric", id: "visitors", base, fields: { label: "People" } }];
    expect((await flow.call("applyEdit", { body: { edits } })).written).toEqual([]);
    expect(onDisk(flow, "metrics.yaml")).toBe(commented);
    const folder = flow.folder;
    await flow.stop();

    writeFileSync(join(folder, "kpis.yaml"), (files["kpis.yaml"] ?? "").replace("Call a meeting.", "Call Ada."));
    const second = await startFlow({ folder, env });
    expect(await yamlOf(second, "metric", "visitors")).toContain("label: People");
    expect(await yamlOf(second, "kpi", "revenue")).toContain("Call Ada.");
    const kept = [{ path: "metrics.yaml", text: commented }];
    const applied = await second.call("applyDefinitions", { body: { files: kept, prune: false } });
    expect(applied.findings.map(({ rule }) => rule)).toContain("edit/kept");
    const both = [{ path: "metrics.yaml", text: commented.replace("label: Visitors", "label: Guests") }];
    const refused = await tell(second, "applyDefinitions", { files: both, prune: false });
    expect(refused.status).toBe(409);
    expect(refused.body.conflicts?.[0]?.theirs).toContain("label: People");
    expect(refused.body.conflicts?.[0]?.yours).toContain("label: Guests");
    await second.stop();

    writeFileSync(join(folder, "metrics.yaml"), both[0]?.text ?? "");
    const third = await startFlow({ folder, env });
    expect(await yamlOf(third, "metric", "visitors")).toContain("label: People");
    expect((await third.call("findings")).findings.map(({ rule }) => rule)).toContain("edit/twice");
    await third.call("applyDefinitions", { body: { files: both, prune: false, force: true } });
    expect(await yamlOf(third, "metric", "visitors")).toContain("label: Guests");
    await discard(third);
  });

  it("is written there when the server is next started with a folder it may write", async () => {
    const flow = await startFlow({ files, env: { SEXTANT_EDITS: "store" } });
    const base = await yamlOf(flow, "metric", "visitors");
    await flow.call("applyEdit", {
      body: { edits: [{ type: "metric", id: "visitors", base, fields: { label: "People" } }] },
    });
    await flow.stop();
    const again = await startFlow({ folder: flow.folder });
    expect(onDisk(again, "metrics.yaml")).toBe(commented.replace("label: Visitors", "label: People"));
    chmodSync(join(again.folder, "metrics.yaml"), 0o640);
    await discard(again);
  });
});

describe("approval (K4)", () => {
  let flow: Flow;
  let cookie: string;
  let csrf: string;
  let agent: string;
  const person = () => ({ cookie, "x-csrf-token": csrf });
  const signIn = async (email: string) => {
    const reply = await flow.fetch("/v1/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password: "correct horse battery" }),
    });
    const { csrfToken } = (await reply.json()) as { csrfToken: string };
    return { cookie: cookieOf(reply), "x-csrf-token": csrfToken };
  };
  const see = async (type: string, id: string) =>
    flow.call("definition", { params: { type, id }, headers: { cookie } });

  beforeAll(async () => {
    const workspace = (shop["workspace.yaml"] ?? "").replace(
      "workspace: { id: shop,",
      "workspace: { id: shop, approval: { people: 2 },",
    );
    flow = await startFlow({ files: { ...shop, "workspace.yaml": workspace } });
    ({ cookie, csrf } = await setUpOwner(flow));
    const account = { name: "Bob", email: "bob@example.org", role: "editor", password: "correct horse battery" };
    expect((await tell(flow, "createAccount", account, person())).status).toBe(201);
    const issued = await tell(flow, "createToken", { name: "agent", role: "editor" }, person());
    agent = String(issued.body.secret);
    expect(issued.status).toBe(201);
  });
  afterAll(() => discard(flow));

  it("of files is one voice: with two people asked for, a person makes it approved", async () => {
    const before = await see("kpi", "revenue");
    expect(before).toMatchObject({ state: "proposed", needed: 2, approvals: [] });
    const definitions = [{ type: "kpi", id: "revenue", hash: before.hash }];
    const refused = await tell(flow, "approve", { definitions }, { authorization: `Bearer ${agent}` });
    expect(refused).toMatchObject({ status: 403, body: { code: "not_allowed" } });
    expect((await tell(flow, "approve", { definitions }, person())).status).toBe(200);
    expect(await see("kpi", "revenue")).toMatchObject({ state: "approved", approvals: [{ name: "Ada" }] });
  });

  it("ends with a new meaning, not with a new label, and cannot be given to what changed since", async () => {
    const edit = async (fields: Record<string, unknown>) => {
      const { yaml, hash } = await see("kpi", "revenue");
      const edits = [{ type: "kpi", id: "revenue", base: yaml, fields }];
      expect((await tell(flow, "applyEdit", { edits }, person())).status).toBe(200);
      return hash;
    };
    await edit({ label: "Money" });
    expect((await see("kpi", "revenue")).state).toBe("approved");
    const seen = await edit({ objective: "The shop lives from it, still." });
    expect(await see("kpi", "revenue")).toMatchObject({ state: "proposed", version: 2, approvals: [] });
    const late = await tell(
      flow,
      "approve",
      { definitions: [{ type: "kpi", id: "revenue", hash: seen }] },
      await signIn("bob@example.org"),
    );
    expect(late).toMatchObject({
      status: 409,
      body: { code: "conflict", conflicts: [{ id: "revenue", yours: seen }] },
    });
    const { hash } = await see("kpi", "revenue");
    const definitions = [{ type: "kpi", id: "revenue", hash }];
    await tell(flow, "approve", { definitions }, person());
    expect((await see("kpi", "revenue")).state).toBe("proposed");
    await tell(flow, "approve", { definitions }, await signIn("bob@example.org"));
    expect((await see("kpi", "revenue")).state).toBe("approved");
  });

  it("is asked for by a proposal: an agent proposes, people discuss and apply, and the feed says so", async () => {
    const { yaml } = await see("metric", "visitors");
    const edits = [{ type: "metric", id: "visitors", base: yaml, fields: { expression: "visitors * 2" } }];
    const made = await tell(
      flow,
      "propose",
      { title: "Count both doors", edits },
      { authorization: `Bearer ${agent}` },
    );
    expect(made).toMatchObject({ status: 201, body: { state: "open", by: { kind: "token", name: "agent" } } });
    const id = String(made.body.id);
    const view = await flow.call("proposal", { params: { id }, query: "?effect=true", headers: { cookie } });
    expect(view.changes).toMatchObject([{ id: "visitors", change: "semantic" }]);
    expect(view.effect?.series.find((one) => one.id === "visitors")?.moved).toBeGreaterThan(0);
    expect((await see("metric", "visitors")).yaml).toBe(yaml);
    const remark = { type: "proposal", id, text: "Which door?" };
    expect((await tell(flow, "comment", remark, person())).status).toBe(201);
    const own = await tell(flow, "decideProposal", { decision: "apply" }, { authorization: `Bearer ${agent}` }, id);
    expect(own.status).toBe(403);
    expect((await tell(flow, "decideProposal", { decision: "apply" }, person(), id)).status).toBe(200);
    expect(await see("metric", "visitors")).toMatchObject({ state: "proposed", approvals: [{ name: "Ada" }] });
    expect((await see("metric", "visitors")).history[0]?.by).toMatchObject({ kind: "token", name: "agent" });
    const facts = (await flow.running.feed.since(0)).map(({ type }) => type);
    expect(facts).toEqual(expect.arrayContaining(["proposed", "commented", "proposal_decided", "approved"]));
    const again = await tell(flow, "decideProposal", { decision: "reject" }, person(), id);
    expect(again.status).toBe(409);
  });

  it("of a proposal is refused when its definition changed since it was opened, and says what changed", async () => {
    const { yaml } = await see("metric", "revenue");
    const edits = [{ type: "metric", id: "revenue", base: yaml, fields: { label: "Income" } }];
    const { body } = await tell(flow, "propose", { title: "Better name", edits }, person());
    const id = String(body.id);
    const alone = await tell(flow, "decideProposal", { decision: "apply" }, person(), id);
    expect(alone).toMatchObject({ status: 403 });
    const other = [{ type: "metric", id: "revenue", base: yaml, fields: { label: "Turnover" } }];
    await tell(flow, "applyEdit", { edits: other }, person());
    const bob = await signIn("bob@example.org");
    const refused = await tell(flow, "decideProposal", { decision: "apply" }, bob, id);
    expect(refused.status).toBe(409);
    expect(refused.body.conflicts).toMatchObject([{ base: yaml }]);
    expect(refused.body.conflicts?.[0]?.theirs).toContain("Turnover");
    expect(refused.body.conflicts?.[0]?.yours).toContain("Income");
    const view = await flow.call("proposal", { params: { id }, headers: { cookie } });
    expect(view.stale).toHaveLength(1);
    const not = await tell(flow, "decideProposal", { decision: "withdraw" }, bob, id);
    expect(not.status).toBe(403);
    expect((await tell(flow, "decideProposal", { decision: "withdraw" }, person(), id)).status).toBe(200);
  });

  it("of a proposal is refused when what it is built on means something else by now", async () => {
    const { yaml } = await see("kpi", "revenue");
    const edits = [{ type: "kpi", id: "revenue", base: yaml, fields: { label: "Sum" } }];
    const { body } = await tell(flow, "propose", { title: "Short", edits }, person());
    const metric = await see("metric", "revenue");
    const under = [{ type: "metric", id: "revenue", base: metric.yaml, fields: { expression: "amount + 1" } }];
    expect((await tell(flow, "applyEdit", { edits: under }, person())).status).toBe(200);
    const refused = await tell(
      flow,
      "decideProposal",
      { decision: "apply" },
      await signIn("bob@example.org"),
      String(body.id),
    );
    expect(refused).toMatchObject({ status: 409, body: { conflicts: [{ type: "kpi", id: "revenue" }] } });
  });

  it("keeps remarks at their period and version, and none about nothing", async () => {
    const given = { type: "kpi", id: "revenue", periodKey: "2026-02", version: 1, text: "The till was broken." };
    expect((await tell(flow, "comment", given, person())).status).toBe(201);
    const query = "?type=kpi&id=revenue&period=2026-02";
    const { comments } = await flow.call("comments", { query, headers: { cookie } });
    expect(comments).toMatchObject([{ text: "The till was broken.", version: 1, by: { name: "Ada" } }]);
    expect((await tell(flow, "comment", { ...given, id: "nothing" }, person())).status).toBe(404);
    expect((await tell(flow, "comment", { ...given, version: 99 }, person())).status).toBe(404);
    expect((await tell(flow, "comment", { ...given, text: "  " }, person())).status).toBe(400);
  });
});
