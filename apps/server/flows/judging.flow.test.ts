import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

/** Rides are stamped to the second; the depot's log arrives by the day, and a week later than the rides. */
const tram: Record<string, string> = {
  "workspace.yaml": `workspace: { id: tram, label: Tram, as_of: "2024-04-15T18:00" }
calendar: { time_zone: Europe/Berlin }
people:
  - { id: ada, label: Ada }
`,
  "datasets.yaml": `datasets:
  - id: rides
    label: Rides
    time: at
    columns: { at: { type: datetime, nullable: false }, fare: { type: number }, line: { type: string } }
    dimensions: [line]
    stale_after: 2d
  - id: depot
    label: Depot
    time: day
    columns: { day: { type: date, nullable: false }, cost: { type: number }, line: { type: string } }
    dimensions: [line]
    stale_after: 30d
`,
  "metrics.yaml": `metrics:
  - { id: ride_count, kind: simple, label: Rides, unit: count, direction: up_is_good, dataset: rides, aggregation: count }
  - { id: income, kind: simple, label: Income, direction: up_is_good, dataset: rides, aggregation: sum, expression: fare }
  - { id: cost, kind: simple, label: Cost, direction: down_is_good, dataset: depot, aggregation: sum, expression: cost }
  - { id: profit, kind: derived, label: Profit, direction: up_is_good, expression: income - cost }
`,
  "kpis.yaml": `kpis:
  - &base
    id: rides
    metric: ride_count
    objective: People ride.
    owner: ada
    grain: week
    cadence: weekly
    timing: lagging
    current_period: to_date_like_for_like
    thresholds: { green: ">= 1", red: "< 1" }
    action_when_red: Ask why.
    guardrails: [profit]
  - id: profit
    metric: profit
    objective: It pays.
    owner: ada
    grain: week
    cadence: weekly
    timing: lagging
    window: 2
    target: { value: 10 }
    thresholds: { green: ">= 0", red: "< 0" }
    action_when_red: Ask why.
    guardrails: [cost]
  - id: cost
    metric: cost
    objective: It stays cheap.
    owner: ada
    grain: week
    cadence: weekly
    timing: lagging
    thresholds: { green: "< 1", red: ">= 1" }
    action_when_red: Ask why.
    guardrails: [rides]
dashboards:
  - { id: tram, label: Tram, grain: week, kpis: [rides, profit, cost] }
`.replace("- &base\n    id", "- id"),
};

let flow: Flow;
const push = async (dataset: string, csv: string) => {
  const body = { method: "POST", headers: { "content-type": "text/csv" }, body: csv };
  expect((await flow.fetch(`/v1/ingest/${dataset}`, body)).status).toBe(202);
};
beforeAll(async () => {
  flow = await startFlow({ files: tram });
  // Two rides a day at 8 and 16 o'clock, to the morning of Monday 15 April 2024; a Sunday of one.
  const days = Array.from({ length: 36 }, (_, index) =>
    new Date(Date.UTC(2024, 2, 11 + index)).toISOString().slice(0, 10),
  );
  const rides = days.flatMap((day) => [
    `${day}T08:00:00,5,A`,
    ...(day === "2024-04-15" ? [] : [`${day}T16:00:00,5,B`]),
  ]);
  await push("rides", `at,fare,line\n2023-04-04T08:00:00,1,A\n${rides.join("\n")}\n`);
  const logged = days.filter((day) => day <= "2024-04-10").map((day) => `${day},1,A`);
  await push("depot", `day,cost,line\n2023-04-01,1,A\n${logged.join("\n")}\n`);
});
afterAll(() => discard(flow));

const tileOf = async (id: string, query = "") => {
  const { tiles } = await flow.call("dashboard", { params: { id: "tram" }, query });
  const tile = tiles.find((one) => one.id === id);
  if (tile === undefined) throw new Error(`no tile ${id}`);
  return tile;
};

describe("a value to date", () => {
  it("is compared with the part of the earlier period that its own data covers, not with all that has passed", async () => {
    const tile = await tileOf("rides");
    expect(tile.toDate?.value).toBe(1);
    expect(tile.deltas.find((delta) => delta.comparison === "like_for_like_to_date")).toMatchObject({
      periodKey: "2024-W15",
      base: 1,
      absolute: 0,
    });
  });

  it("is compared alike on the page and by a question, whole and in slices", async () => {
    const page = await flow.call("kpi", { params: { id: "rides" } });
    expect(page.tile.deltas).toEqual((await tileOf("rides")).deltas);
    const body = { metrics: ["ride_count"], grain: "week", compare: "like_for_like_to_date", from: "2024-04-15" };
    const asked = await flow.call("ask", { body });
    expect(asked.series[0]?.deltas).toMatchObject([{ base: 1, absolute: 0 }]);
    const sliced = await flow.call("ask", { body: { ...body, by: ["line"], limit: 1 } });
    expect(sliced.series.map(({ slice, deltas }) => [slice, deltas[0]?.base])).toEqual([[["A"], 1]]);
  });
});

describe("a KPI of two datasets", () => {
  it("is judged by the last period both have covered, the one the tile shows", async () => {
    const tile = await tileOf("profit");
    expect(tile.latest).toMatchObject({ periodKey: "2024-W14", value: 14 * 5 - 7 });
    expect(tile.standing).toMatchObject({ periodKey: "2024-W14", computed: "green" });
  });

  it("has its period before and its year before though its data lags and its window is short", async () => {
    const comparisons = (await tileOf("profit")).deltas.map(({ comparison, periodKey }) => [comparison, periodKey]);
    expect(comparisons).toEqual([
      ["previous_period", "2024-W13"],
      ["previous_year", "2023-W14"],
      ["target", null],
    ]);
    const page = await flow.call("kpi", { params: { id: "profit" } });
    expect(page.tile.deltas).toEqual((await tileOf("profit")).deltas);
  });

  it("that is a sum has no target at another grain", async () => {
    expect(await tileOf("profit")).toMatchObject({ target: 10 });
    expect(await tileOf("profit", "?grain=month")).toMatchObject({ target: null });
  });

  it("is not compared where one of them has reported in part", async () => {
    const body = {
      metrics: ["profit"],
      grain: "week",
      compare: "previous_period",
      from: "2024-04-01",
      to: "2024-04-15",
    };
    const { series } = await flow.call("ask", { body });
    expect(series[0]?.observations.map((one) => [one.periodKey, one.settled])).toEqual([
      ["2024-W14", true],
      ["2024-W15", false],
    ]);
    expect(series[0]?.deltas.map((delta) => delta?.base ?? null)).toEqual([14 * 5 - 7, null]);
  });
});

it("a guardrail stands on the page as it stands on its own tile, hollow or not", async () => {
  expect(await tileOf("cost")).toMatchObject({ standing: { status: "red" } });
  const own = (await tileOf("profit")).standing;
  expect(own).toMatchObject({ status: "yellow", reason: "guardrail", guardrails: ["cost"] });
  const page = await flow.call("kpi", { params: { id: "rides" } });
  expect(page.guardrailStandings).toMatchObject([{ id: "profit", standing: own }]);
});

it("a receipt runs to the same number after the definition changed, and after a column it read is no longer declared", async () => {
  const body = { metrics: ["income"], grain: "week", from: "2024-04-01", to: "2024-04-15" };
  const { receipt, series } = await flow.call("ask", { body });
  expect(series[0]?.observations[0]?.value).toBe(70);
  const definitions = Object.entries(tram).map(([path, text]) => ({ path, text }));
  const put = (from: string, to: string) => {
    const files = definitions.map(({ path, text }) => ({ path, text: text.replaceAll(from, to) }));
    return flow.call("applyDefinitions", { body: { files } });
  };
  const verified = () => flow.call("verifyReceipt", { params: { id: receipt.id } });
  await put("expression: fare }", "expression: fare * 2 }");
  expect((await flow.call("ask", { body })).series[0]?.observations[0]?.value).toBe(140);
  expect(await verified()).toMatchObject({ same: true });
  await put("fare", "price");
  expect(await verified()).toMatchObject({ same: true });
});
