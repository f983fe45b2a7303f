import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, setUpOwner, shop, startFlow } from "./server.fixture.ts";

const files = {
  ...shop,
  "entered.yaml": `metrics:
  - { id: audits, kind: manual, label: Audits passed, grain: month, combine: sum, unit: count, direction: up_is_good }
  - { id: mood, kind: manual, label: Mood of the team, grain: week, combine: average, direction: up_is_good }
  - { id: faxes, kind: manual, label: Faxes, grain: month, combine: sum, unit: count, lifecycle: deprecated }
kpis:
  - id: audits
    metric: audits
    objective: The shop lives from it.
    owner: ada
    level: company
    grain: month
    cadence: monthly
    timing: lagging
    target: { value: 5 }
    action_when_red: Call a meeting.
    cannot_be_gamed_because: Seen by the auditor.
`,
};

// The workspace's clock stands at midnight of Sunday 1 March 2026 in Berlin: February is over, week 9 is not.
describe("What is owed by people who enter values", () => {
  let flow: Flow;
  let editor: string;
  let viewer: string;
  beforeAll(async () => {
    flow = await startFlow({ files });
    await setUpOwner(flow);
    editor = (await flow.running.access.tokens.issue("Controller's script", "editor")).secret;
    viewer = (await flow.running.access.tokens.issue("reader", "viewer")).secret;
  });
  afterAll(() => discard(flow));
  const enter = (id: string, body: object) => flow.call("enterValue", { params: { id }, body, as: editor });
  const due = (query = "") => flow.call("entriesDue", { query, as: viewer });
  const states = async (id: string, query = "") =>
    (await due(query)).metrics
      .find((metric) => metric.id === id)
      ?.periods.map(({ period, state }) => `${period} ${state}`);

  it("is kept from strangers, and looks back no further than it says", async () => {
    expect((await flow.fetch("/v1/entries")).status).toBe(401);
    for (const periods of ["0", "27", "-1", "1.5", "1e1", "'"]) {
      await expect(due(`?periods=${encodeURIComponent(periods)}`)).rejects.toThrow(/invalid_request/);
    }
  });

  it("is the last whole period while nothing was ever entered, by each metric's own grain", async () => {
    expect(await states("audits", "?periods=3")).toEqual([
      "2025-12 not_owed",
      "2026-01 not_owed",
      "2026-02 overdue",
      "2026-03 open",
    ]);
    expect(await states("mood", "?periods=2")).toEqual(["2026-W07 not_owed", "2026-W08 overdue", "2026-W09 open"]);
  });

  it("is every whole period since the first that was entered, and a deprecated metric is owed nothing", async () => {
    await enter("audits", { period: "2025-11", value: 3, evidence: "https://example.com/november" });
    await enter("audits", { period: "2026-01", value: 0 });
    await enter("audits", { period: "2025-11", value: 4, evidence: "Recount" });
    expect(await states("audits")).toEqual([
      "2025-10 not_owed",
      "2025-11 entered",
      "2025-12 overdue",
      "2026-01 entered",
      "2026-02 overdue",
      "2026-03 open",
    ]);
    const { overdue, metrics } = await due();
    expect([overdue, metrics.map(({ id, overdue: count }) => [id, count])]).toEqual([
      3,
      [
        ["audits", 2],
        ["mood", 1],
      ],
    ]);
  });

  it("counts from a first entry that lies before the periods shown", async () => {
    expect(await states("audits", "?periods=1")).toEqual(["2026-02 overdue", "2026-03 open"]);
    await enter("mood", { period: "2025-W40", value: 7 });
    expect(await states("mood", "?periods=2")).toEqual(["2026-W07 overdue", "2026-W08 overdue", "2026-W09 open"]);
  });

  it("shows the entry in force with its author and evidence, how often it was corrected, and who answers", async () => {
    const audits = (await due()).metrics.find(({ id }) => id === "audits");
    const november = audits?.periods.find(({ period }) => period === "2025-11");
    const recount = { period: "2025-11", value: 4, evidence: "Recount", author: "Controller's script" };
    expect(november).toMatchObject({ corrections: 1, entry: recount });
    expect(audits?.periods.find(({ period }) => period === "2026-01")).toMatchObject({
      corrections: 0,
      entry: { value: 0 },
    });
    expect(audits?.last).toMatchObject(recount);
    expect(audits?.kpis).toEqual([{ id: "audits", label: "Audits passed", owner: "Ada" }]);
  });
});
