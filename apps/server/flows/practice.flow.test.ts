import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, setUpOwner, shop, startFlow } from "./server.fixture.ts";

/** The shop with a unit of the organisation, a guardrail and a holiday. */
const files = {
  ...shop,
  "workspace.yaml": `workspace: { id: shop, label: Corner shop, as_of: "2026-03-01T12:00" }
calendar: { time_zone: Europe/Berlin, holidays: [{ date: 02-16, label: Carnival }] }
people:
  - { id: ada, label: Ada, email: ADA@example.org, org_unit: front }
org_units:
  - { id: company, label: Company, level: company }
  - { id: front, label: Front, level: team, parent: company }
  - { id: back, label: Back, level: team, parent: company }
`,
  "more.yaml": `kpis:
  - id: footfall
    metric: visitors
    objective: Who does not come in buys nothing.
    owner: ada
    org_unit: front
    grain: month
    cadence: monthly
    timing: leading
    target: { value: 15, provenance: Plan }
    thresholds: { green: ">= 15", red: "< 15" }
    action_when_red: Put the board outside.
    cannot_be_gamed_because: The door counts by itself.
`,
};

let flow: Flow;
let owner: Record<string, string>;
let writer: string;

beforeAll(async () => {
  flow = await startFlow({ files });
  const { cookie, csrf } = await setUpOwner(flow);
  owner = { cookie, "x-csrf-token": csrf };
  writer = (await flow.running.access.tokens.issue("ci", "editor")).secret;
});
afterAll(() => discard(flow));

const refusal = async (path: string, body: unknown, method = "POST"): Promise<{ status: number; detail: string }> => {
  const headers = { "content-type": "application/json", ...owner };
  const reply = await flow.fetch(path, { method, headers, body: JSON.stringify(body) });
  const { detail } = (await reply.json()) as { detail: string };
  return { status: reply.status, detail };
};

describe("a remark", () => {
  it("concerns the KPIs of its scope, with the holidays of the days between", async () => {
    const note = { scope: { type: "org_unit", id: "company" }, from: "2026-02-10", text: "New till" };
    const made = await flow.call("annotate", { body: note, headers: owner });
    expect(made).toMatchObject({ to: "2026-02-10", kind: "remark", author: { name: "Ada", person: "ada" } });
    const back = { scope: { type: "org_unit", id: "back" }, from: "2026-02-11", text: "Shelf moved" };
    await flow.call("annotate", { body: back, headers: owner });
    const asked = "&from=2026-02-01&to=2026-02-28";
    const texts = async (kpi: string): Promise<string[]> =>
      (await flow.call("annotations", { query: `?kpi=${kpi}${asked}`, headers: owner })).annotations.map(
        ({ text }) => text,
      );
    expect(await texts("footfall")).toEqual(["New till", "Carnival"]);
    expect(await texts("revenue")).toEqual(["Carnival"]);
  });

  it("comes from a deployment by token, and is taken back by its author or an administrator only", async () => {
    const body = { scope: { type: "kpi", id: "revenue" }, from: "2026-02-20", kind: "deployment", text: "v1.2" };
    const mine = await flow.call("annotate", { body, as: writer });
    const other = (await flow.running.access.tokens.issue("other", "editor")).secret;
    const stolen = await flow.fetch(`/v1/annotations/${mine.id}`, { method: "DELETE", as: other });
    expect(stolen.status).toBe(403);
    await flow.call("removeAnnotation", { params: { id: mine.id }, as: writer });
    expect((await flow.fetch(`/v1/annotations/${mine.id}`, { method: "DELETE", as: writer })).status).toBe(404);
  });

  it("keeps right-to-left text and emoji, and refuses what is too long, ends early or names nothing", async () => {
    const text = "מבצע \u{1F389} ".repeat(900).trim();
    const good = { scope: { type: "workspace" }, from: "2025-12-01", text };
    expect((await flow.call("annotate", { body: good, headers: owner })).text).toBe(text);
    expect(await refusal("/v1/annotations", { ...good, text: "x".repeat(10_001) })).toMatchObject({ status: 400 });
    expect(await refusal("/v1/annotations", { ...good, to: "2025-11-01" })).toMatchObject({ status: 400 });
    expect(await refusal("/v1/annotations", { ...good, from: "2025-02-30" })).toMatchObject({ status: 400 });
    expect(await refusal("/v1/annotations", { ...good, scope: { type: "kpi", id: "ghost" } })).toMatchObject({
      status: 404,
    });
    expect(await refusal("/v1/annotations", { ...good, link: "javascript:alert(1)" })).toMatchObject({ status: 400 });
  });

  it("is nothing a viewer's token writes", async () => {
    const viewer = (await flow.running.access.tokens.issue("screen", "viewer")).secret;
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ scope: { type: "workspace" }, from: "2026-01-01", text: "x" });
    expect((await flow.fetch("/v1/annotations", { method: "POST", headers, body, as: viewer })).status).toBe(403);
  });
});

describe("a decision", () => {
  it("is found by each KPI it is about, the latest first, and tells the feed", async () => {
    const heard: unknown[] = [];
    const stop = flow.running.feed.subscribe((event) => heard.push(event));
    const first = { kpis: ["revenue", "footfall", "revenue"], text: "Open on Sundays", owner: "ada", on: "2026-02-01" };
    await flow.call("decide", { body: first, headers: owner });
    const second = { kpis: ["revenue"], text: "Raise prices", owner: "ada" };
    const made = await flow.call("decide", { body: second, headers: owner });
    stop();
    expect(made).toMatchObject({ on: "2026-03-01", ownerLabel: "Ada", origin: { type: "direct" } });
    expect(heard).toMatchObject([
      { type: "decided", kpis: ["revenue", "footfall"] },
      { type: "decided", kpis: ["revenue"] },
    ]);
    const of = async (kpi: string) =>
      (await flow.call("decisions", { query: `?kpi=${kpi}`, headers: owner })).decisions;
    expect((await of("revenue")).map(({ text }) => text)).toEqual(["Raise prices", "Open on Sundays"]);
    expect((await of("footfall")).map(({ text }) => text)).toEqual(["Open on Sundays"]);
  });

  it("is not written down before it is taken, nor for nobody or nothing", async () => {
    const body = { kpis: ["revenue"], text: "x", owner: "ada" };
    expect((await refusal("/v1/decisions", { ...body, on: "2026-03-02" })).detail).toContain("has not come yet");
    expect(await refusal("/v1/decisions", { ...body, owner: "eve" })).toMatchObject({ status: 400 });
    expect(await refusal("/v1/decisions", { ...body, kpis: ["ghost"] })).toMatchObject({ status: 404 });
  });
});

describe("an intervention", () => {
  const bet = {
    kpi: "revenue",
    title: "Second till",
    owner: "ada",
    due: "2026-03-15",
    expected: { direction: "up", by: 10 },
  };

  it("goes its way from planned to done, keeping when it took effect", async () => {
    const made = await flow.call("intervene", { body: bet, headers: owner });
    expect(made).toMatchObject({ state: "planned", revision: 1, definitionVersion: 1, lag: 0, watch: 8, starts: null });
    const change = (body: object) => flow.call("changeIntervention", { params: { id: made.id }, body, headers: owner });
    expect(await change({ state: "running", revision: 1 })).toMatchObject({ state: "running", revision: 2 });
    expect(await change({ state: "done", revision: 2 })).toMatchObject({ state: "done", starts: "2026-03-01" });
    const { interventions } = await flow.call("interventions", { query: "?kpi=revenue&owner=ada", headers: owner });
    expect(interventions).toMatchObject([{ id: made.id, state: "done", kpiLabel: "Revenue" }]);
  });

  it("refuses a second writer, a step back, and a start that has not come", async () => {
    const { id } = await flow.call("intervene", { body: bet, headers: owner });
    const path = `/v1/interventions/${id}`;
    await flow.call("changeIntervention", {
      params: { id },
      body: { title: "Third till", revision: 1 },
      headers: owner,
    });
    expect(await refusal(path, { title: "Mine", revision: 1 }, "PATCH")).toMatchObject({ status: 409 });
    expect(await refusal(path, { state: "done", starts: "2026-04-01", revision: 2 }, "PATCH")).toMatchObject({
      status: 400,
    });
    await flow.call("changeIntervention", { params: { id }, body: { state: "done", revision: 2 }, headers: owner });
    expect((await refusal(path, { state: "running", revision: 3 }, "PATCH")).detail).toContain("cannot become running");
    expect(await refusal("/v1/interventions", { ...bet, guardrails: ["ghost"] })).toMatchObject({ status: 404 });
  });
});
