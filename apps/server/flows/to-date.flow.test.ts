import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

const gated = "owner: ada, cadence: monthly, timing: lagging, action_when_red: Ask why., guardrails: [signed]";
const club: Record<string, string> = {
  "workspace.yaml": `workspace: { id: club, label: Club, as_of: "2024-05-16T00:00" }
calendar: { time_zone: UTC }
people: [{ id: ada, label: Ada }]
datasets:
  - id: visits
    label: Visits
    time: day
    columns: { day: { type: datetime, nullable: false }, member: { type: string } }
metrics:
  - { id: kept, kind: retention, label: Members kept, unit: percent, direction: up_is_good, dataset: visits, entity: member }
  - { id: signed, kind: simple, label: Visits, unit: count, direction: up_is_good, dataset: visits, aggregation: count }
  - { id: mood, kind: manual, label: Mood, unit: count, direction: up_is_good, grain: quarter, combine: average }
kpis:
  - { id: kept, metric: kept, objective: They stay., grain: month, thresholds: { green: ">= 50%", red: "< 50%" }, current_period: to_date_like_for_like, ${gated} }
  - { id: mood, metric: mood, objective: They smile., grain: quarter, thresholds: { green: ">= 5", red: "< 5" }, ${gated} }
  - { id: signed, metric: signed, objective: They come., grain: month, thresholds: { green: ">= 1", red: "< 1" }, owner: ada, cadence: monthly, timing: lagging, action_when_red: Ask why., guardrails: [kept] }
dashboards: [{ id: club, label: Club, grain: month, kpis: [kept, mood] }]
`,
};

/** Members a to d visit late in March, on the 10th of April all but d, on the 25th of April d, and on the 10th of May a and b. */
const visits = [
  ...["a", "b", "c", "d"].map((member) => `2024-03-25T10:00:00,${member}`),
  ...["a", "b", "c"].map((member) => `2024-04-10T10:00:00,${member}`),
  "2024-04-25T10:00:00,d",
  ...["a", "b"].map((member) => `2024-05-10T10:00:00,${member}`),
  "2024-05-15T23:59:59,nobody-known",
];

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ files: club });
  const body = { method: "POST", headers: { "content-type": "text/csv" }, body: `day,member\n${visits.join("\n")}\n` };
  expect((await flow.fetch("/v1/ingest/visits", body)).status).toBe(202);
  await flow.call("enterValue", { params: { id: "mood" }, body: { period: "2024-Q1", value: 7 } });
});
afterAll(() => discard(flow));

describe("a share of a cohort to date", () => {
  it("is compared with the share of the whole earlier cohort by then, not of the part of it seen by the same day", async () => {
    const { tiles } = await flow.call("dashboard", { params: { id: "club" } });
    const kept = tiles.find(({ id }) => id === "kept");
    // 2 of April's 4 by 16 May; 3 of March's 4 by 16 April – none of March's had come by 16 March.
    expect(kept?.toDate?.value).toBe(0.5);
    expect(kept?.deltas.find(({ comparison }) => comparison === "like_for_like_to_date")).toMatchObject({
      periodKey: "2024-04",
      base: 0.75,
      absolute: -0.25,
    });
    const body = { metrics: ["kept"], grain: "month", compare: "like_for_like_to_date", from: "2024-05-01" };
    const asked = await flow.call("ask", { body });
    expect(asked.series[0]?.deltas.at(-1)).toMatchObject({ base: 0.75, absolute: -0.25 });
  });
});

describe("a KPI that has no values by the grain of its dashboard", () => {
  it("is shown by its own", async () => {
    const { tiles } = await flow.call("dashboard", { params: { id: "club" } });
    const mood = tiles.find(({ id }) => id === "mood");
    expect(mood).toMatchObject({ grain: "quarter", latest: { periodKey: "2024-Q1", value: 7 } });
    expect(tiles.find(({ id }) => id === "kept")?.grain).toBe("month");
  });
});
