import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFolder } from "../src/definitions/folder.ts";
import { discard, type Flow, setUpOwner, shop, startFlow } from "./server.fixture.ts";

const objectives = (target: number, unit = "front", because = ""): string => `objectives:
  - id: busy_shop
    label: The shop is full
    owner: ada
    org_unit: company
    cycle: 2026-Q1
    key_results:
      - { id: visitors, kpi: footfall, baseline: 10, target: ${target}${because} }
  - id: full_front
    label: The front is worth a visit
    owner: ada
    org_unit: ${unit}
    parent: busy_shop
    cycle: { from: 2026-01-01, to: 2026-02-28, label: Winter }
    commitment: stretch
    key_results:
      - { id: steady, kpi: footfall, target: 10, maintain: true }
`;
const files = {
  ...shop,
  "workspace.yaml": `workspace: { id: shop, label: Corner shop, as_of: "2026-03-01T12:00", north_star: { kpi: revenue, inputs: [footfall] } }
calendar: { time_zone: Europe/Berlin }
people: [{ id: ada, label: Ada, email: ada@example.org }]
org_units:
  - { id: company, label: Company, level: company }
  - { id: front, label: Front, level: team, parent: company }
  - { id: back, label: Back, level: team, parent: company }
`,
  "more.yaml": `kpis:
  - { id: footfall, metric: visitors, objective: Who does not come in buys nothing., owner: ada, grain: month, cadence: monthly, timing: leading, target: { value: 15 }, thresholds: { green: ">= 15", red: "< 15" }, action_when_red: Put the board outside., cannot_be_gamed_because: The door counts. }
`,
  "visits.csv": "day,visitors\n2026-01-05,10\n2026-02-03,20\n2026-03-01,1\n",
  "objectives.yaml": objectives(30),
};

let flow: Flow;
let owner: Record<string, string>;
beforeAll(async () => {
  flow = await startFlow({ files });
  const { cookie, csrf } = await setUpOwner(flow);
  owner = { cookie, "x-csrf-token": csrf };
  await flow.running.clock.refresh();
});
afterAll(() => discard(flow));

const refusal = async (path: string, body: unknown): Promise<{ status: number; detail: string }> => {
  const headers = { "content-type": "application/json", ...owner };
  const reply = await flow.fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: reply.status, detail: ((await reply.json()) as { detail: string }).detail };
};

const put = async (text: string): Promise<void> => {
  writeFileSync(join(flow.folder, "objectives.yaml"), text);
  await flow.running.definitions.takeFolder(readFolder(flow.folder));
};

describe("objectives", () => {
  it("are measured from the KPI's whole periods, with the North Star and the cycles there are", async () => {
    const answer = await flow.call("objectives", { headers: owner });
    expect(answer.northStar).toMatchObject({ kpi: { id: "revenue" }, inputs: [{ id: "footfall" }] });
    expect(answer.cycles).toEqual(["Winter", "2026-Q1"]);
    const [busy, front] = answer.objectives;
    // January 10, February 20: half of the way from 10 to 30, with 59 of 90 days gone.
    expect(busy?.keyResults[0]?.progress).toMatchObject({
      value: 20,
      periodKey: "2026-02",
      progress: 0.5,
      status: "yellow",
    });
    expect(busy?.keyResults[0]?.progress.expected).toBeCloseTo(59 / 90, 3);
    expect(busy).toMatchObject({ status: "yellow", grade: null, orgUnit: { label: "Company" } });
    expect(front).toMatchObject({ status: "green", parent: "busy_shop", grade: { grade: 1, success: true } });
    const one = await flow.call("objectives", { query: "?cycle=Winter", headers: owner });
    expect(one.objectives.map(({ id }) => id)).toEqual(["full_front"]);
  });

  it("are checked in with confidence only: value and progress come from the data, and the feed hears it", async () => {
    const heard: unknown[] = [];
    const stop = flow.running.feed.subscribe((event) => heard.push(event));
    const body = { keyResult: "visitors", confidence: 0.6, note: "Carnival \u{1F389}" };
    const made = await flow.call("checkInKeyResult", { params: { id: "busy_shop" }, body, headers: owner });
    stop();
    expect(made).toMatchObject({ value: 20, progress: 0.5, orgUnit: "company", author: { person: "ada" } });
    expect(heard).toMatchObject([{ type: "checked_in", objective: "busy_shop", confidence: 0.6 }]);
    expect((await refusal("/v1/objectives/busy_shop/check-ins", { ...body, value: 99 })).status).toBe(400);
    expect((await refusal("/v1/objectives/busy_shop/check-ins", { ...body, keyResult: "ghost" })).status).toBe(404);
    const closed = { keyResult: "steady", confidence: 1 };
    expect(await refusal("/v1/objectives/full_front/check-ins", closed)).toMatchObject({ status: 409 });
    const { objective } = await flow.call("objective", { params: { id: "busy_shop" }, headers: owner });
    expect(objective).toMatchObject({ confidence: 0.6 });
  });

  it("are looked back on when their cycle is over, with the computed grade beside the people's", async () => {
    expect((await refusal("/v1/objectives/busy_shop/retrospectives", { text: "x" })).detail).toContain("not over");
    const body = { text: "The board works.", grade: 0.8 };
    const made = await flow.call("lookBack", { params: { id: "full_front" }, body, headers: owner });
    expect(made).toMatchObject({ grade: 0.8, computed: 1 });
    const { retrospectives } = await flow.call("objective", { params: { id: "full_front" }, headers: owner });
    expect(retrospectives).toHaveLength(1);
  });

  it("show a goalpost that was moved, by whom and why, and keep their check-ins when their unit is moved", async () => {
    await put(objectives(22, "back", ', because: "The square is dug up."'));
    const answer = await flow.call("objective", { params: { id: "busy_shop" }, headers: owner });
    expect(answer.goalposts).toMatchObject([
      { keyResult: "visitors", what: "target", from: "30", to: "22", because: "The square is dug up." },
    ]);
    expect(answer.objective.keyResults[0]).toMatchObject({ moved: 1, progress: { status: "green" } });
    expect(answer.checkIns).toMatchObject([{ confidence: 0.6, progress: 0.5, orgUnit: "company" }]);
    expect(answer.children).toMatchObject([{ id: "full_front" }]);
    const front = await flow.call("objective", { params: { id: "full_front" }, headers: owner });
    expect(front.objective.orgUnit?.label).toBe("Back");
    expect(front.retrospectives).toHaveLength(1);
  });

  it("with a target equal to the baseline, or a cycle that is none, are findings and not taken", async () => {
    await put(`${objectives(10)}  - { id: odd, label: Odd, owner: ada, cycle: Q3, parent: odd, key_results: [] }\n`);
    const { findings } = flow.running.definitions.state();
    const rules = findings.filter(({ rule }) => rule.startsWith("objective/")).map(({ rule }) => rule);
    expect(rules.toSorted()).toEqual(
      ["objective/cycle", "objective/loop", "objective/no-key-result", "objective/no-way"].toSorted(),
    );
  });
});

describe("an export of an OKR tool", () => {
  const read = (name: string, text: string) =>
    flow.call("readObjectives", { body: { name, text, cycle: "2026-Q2" }, headers: owner });

  it("becomes definitions, and what cannot be carried is a finding with its line", async () => {
    const csv = `\uFEFFObjective,Key Result,KPI,Owner Email,Start Value,Target Value,Progress,Quarter\r
"Grow, again",More people,Visitors,ADA@example.org,"1,000",2000,40%,Q2 2026\r
"Grow, again",Loved,NPS,,1,2,10%,Q2 2026\r
Hold,Steady,footfall,bob,15,15,,soon\r
Hold,Steady,footfall,bob,15,15,,\r
`;
    const answer = await read("okrs.csv", csv);
    expect(answer).toMatchObject({ objectives: 2, keyResults: 2 });
    const said = answer.findings.map(({ severity, place, message }) => `${severity} ${place?.line} ${message}`);
    expect(said).toEqual([
      "info 2 Not carried: Progress.",
      "error 3 There is no KPI called “NPS”; the key result is left out.",
      "error 4 “soon” is no period of the calendar.",
      "warning 5 No person is called “bob”.",
    ]);
    expect(answer.yaml).toContain('baseline: "1000"');
    expect(answer.yaml).toContain("maintain: true");
    await put(answer.yaml);
    expect(flow.running.definitions.state().catalog.objectives.get("grow_again")).toMatchObject({ owner: "ada" });
  });

  it("as JSON carries key results inside objectives; anything else is refused with a sentence", async () => {
    const json = { objectives: [{ title: "Shine", keyResults: [{ title: "footfall", start: 10, target: 12 }] }] };
    expect(await read("okrs.json", JSON.stringify(json))).toMatchObject({ objectives: 1, keyResults: 1, findings: [] });
    expect(await refusal("/v1/objectives/import", { name: "x.json", text: "{" })).toMatchObject({ status: 400 });
    expect(await refusal("/v1/objectives/import", { name: "x.csv", text: 'a,b\n"open' })).toMatchObject({
      status: 400,
    });
  });
});
