import { paths } from "@sextant/model/api/paths";
import { visibleTo } from "@sextant/semantic/privacy/visible";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heardBy } from "../src/http/audience/rooms.ts";
import { cookieOf, discard, type Flow, setUpOwner, startFlow } from "./server.fixture.ts";

const people = ["ada", "bo", "cy", "di", "ed", "fa", "gus"];

/** Ada's focus hours are a number nobody else has, so that it is found wherever it leaks. */
const hoursOf = (person: string): number => (person === "ada" ? 7919 : 100 + people.indexOf(person));

/** A KPI with everything the gate asks for, as a line of YAML. */
const kpiLine = (kpi: Record<string, unknown>): string =>
  `  - ${JSON.stringify({
    ...{ objective: "It matters.", grain: "month", cadence: "monthly", timing: "leading", target: { value: 120 } },
    ...{ thresholds: { green: ">= 120", red: "< 120" }, action_when_red: "Talk." },
    ...(kpi.guardrails === undefined ? { cannot_be_gamed_because: "Nobody gains by it." } : {}),
    ...kpi,
  })}\n`;

const personal = (id: string): Record<string, unknown> => ({
  ...{ id: `my_focus_${id}`, metric: `focus_${id}`, label: `Focus hours of ${id}`, owner: id, level: "person" },
  org_unit: id === "gus" ? "back" : "front",
});

const shared = [
  { id: "sold", metric: "sold", label: "Sold", owner: "lea" },
  { id: "house_focus", metric: "all_focus", label: "House focus", owner: "lea" },
  { id: "hollow", metric: "sold", label: "Sold, guarded", owner: "lea", guardrails: ["my_focus_ada"] },
];

const kpisYaml = (
  kpis: readonly Record<string, unknown>[] = [...shared, ...people.map(personal)],
  shown = "sold, house_focus, my_focus_ada",
): string =>
  `kpis:\n${kpis.map(kpiLine).join("")}dashboards:\n  - { id: all, label: All, grain: month, kpis: [${shown}] }\n`;

const files: Record<string, string> = {
  "workspace.yaml": `workspace: { id: house, label: House, as_of: "2026-03-02T12:00" }
calendar: { time_zone: Europe/Berlin }
org_units:
  - { id: house, label: House, level: company }
  - { id: front, label: Front, level: team, parent: house }
  - { id: back, label: Back, level: team, parent: house }
people:
${people.map((id) => `  - { id: ${id}, label: ${id}, email: ${id}@example.org, org_unit: ${id === "gus" ? "back" : "front"} }`).join("\n")}
  - { id: lea, label: Lea, email: lea@example.org, org_unit: house }
`,
  "datasets.yaml": `datasets:
  - id: focus
    label: Focus
    source: { file: focus.csv }
    time: day
    stale_after: 900d
    columns:
      day: { type: date, nullable: false }
      who: { type: string }
      hours: { type: number }
    dimensions: [who]
  - id: sales
    label: Sales
    source: { file: sales.csv }
    time: day
    stale_after: 900d
    columns:
      day: { type: date, nullable: false }
      amount: { type: number }
`,
  "metrics.yaml": `metrics:
  - { id: sold, kind: simple, label: Sold, unit: count, direction: up_is_good, dataset: sales, aggregation: sum, expression: amount }
  - { id: all_focus, kind: simple, label: All focus, unit: count, direction: up_is_good, dataset: focus, aggregation: sum, expression: hours }
  - { id: twice, kind: derived, label: Twice, unit: count, direction: up_is_good, expression: 2 * focus_ada }
${people.map((id) => `  - { id: focus_${id}, kind: simple, label: Focus hours, unit: count, direction: up_is_good, dataset: focus, aggregation: sum, expression: hours, where: "who = '${id}'" }`).join("\n")}
`,
  "kpis.yaml": kpisYaml(),
  "focus.csv": `day,who,hours\n${people.map((id) => `2026-02-0${1 + people.indexOf(id)},${id},${hoursOf(id)}`).join("\n")}\n2026-03-01,ada,1\n`,
  "sales.csv": "day,amount\n2026-01-05,10\n2026-02-03,20\n2026-03-01,3\n",
};

/** The numbers, but not the same digits within an instant or a trace. */
const secret = /(?<![\da-z])(7919|7,919|15838|15,838|8525|8,525)(?![\da-z])/i;
const json = { "content-type": "application/json" };

let flow: Flow;
/** Headers of a signed-in browser, by person. */
const browsers: Record<string, Record<string, string>> = {};
let token: string;

const signedIn = async (person: string, role: "viewer" | "editor" | "admin"): Promise<void> => {
  const password = "correct horse battery";
  const account = { name: person, email: `${person}@example.org`, password, role };
  await flow.call("createAccount", { body: account, headers: browsers.root ?? {} });
  const body = JSON.stringify({ email: account.email, password });
  const reply = await flow.fetch("/v1/session", { method: "POST", headers: json, body });
  const { csrfToken } = (await reply.json()) as { csrfToken: string };
  browsers[person] = { cookie: cookieOf(reply), "x-csrf-token": csrfToken };
};

beforeAll(async () => {
  flow = await startFlow({ files });
  await flow.running.clock.refresh();
  const { cookie, csrf } = await setUpOwner(flow);
  browsers.root = { cookie, "x-csrf-token": csrf };
  await signedIn("lea", "admin");
  await signedIn("bo", "editor");
  token = (await flow.running.access.tokens.issue("ci", "editor")).secret;
}, 60_000);
afterAll(() => discard(flow));

/** Everything a caller gets at an address, whatever the status. */
const text = async (path: string, headers: Record<string, string>, body?: unknown): Promise<string> => {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const reply = await flow.fetch(path, { headers: { ...(body === undefined ? {} : json), ...headers }, ...sent });
  return `${reply.status} ${await reply.text()}`;
};

const asBearer = (): Record<string, string> => ({ authorization: `Bearer ${token}` });
const local = (): Record<string, string> => ({
  authorization: `Bearer ${flow.running.access.tokens.localSecret}`,
});

/** Everybody who is not Ada, the administrator and the programs of the machine among them. */
const others = (): [string, Record<string, string>][] => [
  ["a leader who administers", browsers.lea ?? {}],
  ["a colleague who edits", browsers.bo ?? {}],
  ["a token", asBearer()],
  ["a program on the machine", local()],
];

const question = {
  metrics: [] as string[],
  kpis: [] as string[],
  grain: "month",
  from: "2026-01-01",
  to: "2026-03-01",
};

describe("the values of a person", () => {
  it("are the owner's: page, question, receipt and dashboard show them", async () => {
    const ada = browsers.root ?? {};
    expect(await text("/v1/kpis/my_focus_ada", ada)).toMatch(/^200 .*7919/);
    expect(await text("/v1/dashboards/all", ada)).toMatch(secret);
    const asked = await text("/v1/ask", ada, { ...question, kpis: ["my_focus_ada"], by: [] });
    expect(asked).toMatch(/^200 .*7919/);
  });

  it("are found at no address by anybody else", async () => {
    const ids = ["my_focus_ada", "my_focus_gus", "house_focus", "hollow", "focus_ada", "twice", "all", "sold", "house"];
    // Every address that answers is tried, so that one that is added is tried as well.
    const known = Object.entries(paths)
      .filter(([id, { method }]) => method === "GET" && id !== "feed")
      .flatMap(([, { path }]) => (path.includes(":") ? ids.map((id) => path.replace(/:\w+/g, id)) : [path]));
    const tried = [...known, "/v1/kpis/my_focus_ada?known=2026-03-02", "/v1/kpis/sold?by=who"];
    for (const [who, headers] of others().slice(0, 2))
      for (const path of [...tried, "/v1/definitions/changes?effect=true"]) {
        const answer = await text(path, headers);
        if (path !== "/metrics" && path !== "/v1/openapi.json") expect(`${who} ${path} ${answer}`).not.toMatch(secret);
        if (/^\/v1\/(kpis\/(my|house|hollow)|dictionary\/(my|focus|twice)|metrics\/focus)/.test(path))
          expect(`${path} ${answer.slice(0, 4)}`).toMatch(/ 40[04] $/);
      }
  }, 60_000);

  it("do not come out of a question, by name, condition, slice, formula or an aggregate over the same rows", async () => {
    const asked = [
      { kpis: ["my_focus_ada"], by: [] },
      { metrics: ["focus_ada"], by: [] },
      { metrics: ["twice"], by: [] },
      { metrics: ["all_focus"], by: ["who"] },
      { metrics: ["all_focus"], by: [], where: "who = 'ada'" },
      { metrics: ["all_focus"], by: [], where: "who != 'ada'" },
      { metrics: ["all_focus"], by: [] },
      { kpis: ["house_focus"], by: [] },
      { metrics: ["sold"], by: ["who"] },
      { metrics: ["sold"], by: [], where: "focus.who = 'ada'" },
    ];
    for (const [who, headers] of others())
      for (const one of asked)
        expect(`${who} ${await text("/v1/ask", headers, { ...question, ...one })}`).not.toMatch(/^[^{]* 200 /);
    const allowed = await text("/v1/ask", browsers.lea ?? {}, { ...question, metrics: ["sold"], by: [] });
    expect(allowed).toMatch(/^200 /);
  }, 60_000);

  it("do not come out of a receipt, whose hash would confirm a guess", async () => {
    const answer = await flow.call("ask", {
      body: { ...question, kpis: ["my_focus_ada"], by: [] },
      headers: browsers.root ?? {},
    });
    const receipt = answer.receipt.id;
    expect(await text(`/v1/receipts/${receipt}`, browsers.root ?? {})).toMatch(/^200 /);
    for (const [, headers] of others()) {
      expect(await text(`/v1/receipts/${receipt}`, headers)).toMatch(/^404 /);
      expect(await text(`/v1/receipts/${receipt}/verify`, headers, {})).toMatch(/^404 /);
    }
    expect(await text("/v1/verify", browsers.lea ?? {}, {})).not.toMatch(secret);
  });

  it("do not come out of a plan, a gate or a preview of definitions that would open them", async () => {
    const opened = {
      ...files,
      "kpis.yaml": kpisYaml([...shared, ...people.map((id) => ({ ...personal(id), level: "team" }))]),
    };
    const sent = Object.entries(opened)
      .filter(([path]) => path.endsWith(".yaml"))
      .map(([path, content]) => ({ path, text: content }));
    const lea = browsers.lea ?? {};
    expect(await text("/v1/definitions/plan", lea, { files: sent, prune: true, effect: true })).not.toMatch(secret);
    expect(await text("/v1/definitions/apply", lea, { files: sent, prune: true })).toMatch(/^403 .*my_focus_ada/);
    expect(await text("/v1/gate", lea, { id: "new", metric: "focus_ada", fields: { grain: "month" } })).not.toMatch(
      secret,
    );
    const rule = { id: "spy", kpi: "my_focus_ada", condition: { type: "status", is: ["red"] } };
    expect(await text("/v1/alert-rules", lea, rule)).not.toMatch(/^20/);
  });

  it("are not taken over by dropping the KPI that closes them, or by claiming the metric", async () => {
    const rest = people.filter((id) => id !== "ada").map(personal);
    const without = kpisYaml([...shared.slice(0, 2), ...rest], "sold");
    const mine = { id: "mine", metric: "focus_ada", label: "Mine", owner: "bo", level: "person" };
    const claimed = kpisYaml([...shared, ...people.map(personal), mine]);
    for (const kpis of [without, claimed]) {
      const sent = [{ path: "kpis.yaml", text: kpis }];
      expect(await text("/v1/definitions/apply", browsers.bo ?? {}, { files: sent, prune: false })).toMatch(/^403 /);
    }
  });

  it("are no fact of the feed for anybody else", async () => {
    const seen = visibleTo("bo", flow.running.definitions.state().catalog);
    const event = { seq: 1, at: 1, type: "computed", datasets: [], kpis: ["my_focus_ada", "sold"] } as const;
    expect(heardBy({ ...event, datasets: [], kpis: [...event.kpis] }, seen)).toMatchObject({ kpis: ["sold"] });
    expect(heardBy({ ...event, datasets: [], kpis: ["my_focus_ada"] }, seen)).toBeNull();
  });
});
