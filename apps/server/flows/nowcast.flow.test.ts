import { afterEach, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

/** Rides of a tram, some of them late, under a clock pinned to an instant. */
const tram = (asOf: string, staleAfter = "30d"): Record<string, string> => ({
  "workspace.yaml": `workspace: { id: tram, label: Tram, as_of: "${asOf}" }
calendar: { time_zone: Europe/Berlin }
people:
  - { id: ada, label: Ada }
`,
  "datasets.yaml": `datasets:
  - id: rides
    label: Rides
    time: at
    columns: { at: { type: datetime, nullable: false }, late: { type: boolean } }
    stale_after: ${staleAfter}
`,
  "metrics.yaml": `metrics:
  - { id: rides, kind: simple, label: Rides, unit: count, direction: up_is_good, dataset: rides, aggregation: count }
  - { id: late, kind: simple, label: Late, unit: count, direction: down_is_good, dataset: rides, aggregation: count, where: late }
  - { id: late_share, kind: ratio, label: Late share, unit: percent, direction: down_is_good, numerator: late, denominator: rides }
`,
  "kpis.yaml": `kpis:
  - id: rides
    metric: rides
    objective: People ride.
    owner: ada
    grain: week
    cadence: weekly
    timing: lagging
    window: 4
    current_period: nowcast
    thresholds: { green: ">= 12", red: "< 12" }
    action_when_red: Ask why.
    guardrails: [late]
  - id: late
    metric: late_share
    objective: It is on time.
    owner: ada
    grain: week
    cadence: weekly
    timing: lagging
    current_period: nowcast
    thresholds: { green: "<= 30%", red: "> 30%" }
    action_when_red: Ask why.
    guardrails: [rides]
dashboards:
  - { id: tram, label: Tram, grain: week, kpis: [rides, late] }
`,
});

const at = (week: number, days: number, minute: number): string =>
  new Date(Date.UTC(2024, 1, 19 + 7 * week + days, 7, minute)).toISOString().slice(0, 19);

/** By week from 19 February: late rides before Wednesday at 8, and punctual ones on Friday. */
const weeks = [
  [3, 8],
  [3, 10],
  [7, 8],
  [7, 10],
  [3, 8],
  [3, 10],
  [7, 8],
  [7, 10],
] as const;

const early = (week: number, count: number): string[] =>
  Array.from({ length: count }, (_, minute) => `${at(week, 2, minute)},true`);

const history = [
  `${at(-1, 0, 0)},false`,
  ...weeks.flatMap(([before, rest], week) => [
    ...early(week, before),
    ...Array.from({ length: rest }, (_, minute) => `${at(week, 4, minute)},false`),
  ]),
];

/** Five rides this week, the last at ten past seven on Wednesday 17 April. */
const thisWeek = [...early(8, 4), `${at(8, 2, 10)},true`];

let flow: Flow;
afterEach(() => discard(flow));

const open = async (files: Record<string, string>, rows: readonly string[] = [...history, ...thisWeek]) => {
  flow = await startFlow({ files });
  const init = { method: "POST", headers: { "content-type": "text/csv" }, body: `at,late\n${rows.join("\n")}\n` };
  expect((await flow.fetch("/v1/ingest/rides", init)).status).toBe(202);
};

const tileOf = async (id: string, query = "") => {
  const { tiles } = await flow.call("dashboard", { params: { id: "tram" }, query });
  const tile = tiles.find((one) => one.id === id);
  if (tile === undefined) throw new Error(`no tile ${id}`);
  return tile;
};

const wednesday = "2024-04-17T09:00";

/** Student's t with 6 degrees of freedom, 90 % and 97.5 %: tables of the distribution. */
const [t80, t95] = [1.4397557, 2.4469119];
/** Rests of 8 and 10: each misses the mean of the seven others, 64/7 or 62/7, by 8/7. */
const spread = 8 / 7;

describe("where a week that is not over is heading", () => {
  it("is what it has so far and the usual rest of eight weeks, with Student's intervals", async () => {
    await open(tram(wednesday));
    const tile = await tileOf("rides");
    expect(tile.toDate).toMatchObject({ periodKey: "2024-W16", value: 5 });
    const { nowcast } = tile;
    if (nowcast?.kind !== "nowcast") throw new Error("no nowcast");
    expect(nowcast).toMatchObject({ periodKey: "2024-W16", model: "remainder", have: 8, course: "green" });
    expect(nowcast.value).toBeCloseTo(14, 9);
    expect(nowcast.lower80).toBeCloseTo(14 - t80 * spread, 5);
    expect(nowcast.upper80).toBeCloseTo(14 + t80 * spread, 5);
    expect(nowcast.lower95).toBeCloseTo(14 - t95 * spread, 5);
    expect(nowcast.sentence).toBe("On course for 14 this week (80 % between 12 and 16), on course to be green.");
    expect(tile.standing).toMatchObject({ periodKey: "2024-W15", computed: "green" });
    expect(tile.series.length).toBe(5);
  });

  it("is the same on the page and by a question, and has a receipt", async () => {
    await open(tram(wednesday));
    const { nowcast } = await tileOf("rides");
    expect((await flow.call("kpi", { params: { id: "rides" } })).tile.nowcast).toMatchObject({
      ...nowcast,
      receipt: expect.any(String),
    });
    const { series } = await flow.call("ask", { body: { kpis: ["rides"] } });
    expect(series[0]?.nowcast).toMatchObject({ value: 14, course: "green" });
    expect(series[0]?.observations.length).toBe(5);
    const receipt = await flow.fetch(`/v1/receipts/${nowcast?.receipt}`);
    expect(receipt.status).toBe(200);
  });

  it("is for a share the usual rest of its parts, within 0 and 1", async () => {
    await open(tram(wednesday));
    const { nowcast } = await tileOf("late");
    if (nowcast?.kind !== "nowcast") throw new Error("no nowcast");
    expect(nowcast.model).toBe("rest_rate");
    expect(nowcast.value).toBeCloseTo(5 / 14, 9);
    expect(nowcast.lower95).toBeGreaterThanOrEqual(0);
    expect(nowcast.upper95).toBeLessThanOrEqual(1);
  });

  it("has no colour where its interval lies in two bands", async () => {
    const files = tram(wednesday);
    await open({
      ...files,
      "kpis.yaml": (files["kpis.yaml"] ?? "").replace('">= 12", red: "< 12"', '">= 13", red: "< 13"'),
    });
    const { nowcast } = await tileOf("rides");
    expect(nowcast).toMatchObject({ course: null });
    expect(nowcast?.sentence).toBe("On course for 14 this week (80 % between 12 and 16).");
  });

  it("cannot be said from one whole month", async () => {
    await open(tram(wednesday));
    const { nowcast } = await tileOf("rides", "?grain=month");
    expect(nowcast).toMatchObject({ kind: "too_little_data", have: 1, need: 4, periodKey: "2024-04" });
  });

  it("is not said of stale data", async () => {
    await open(tram("2024-04-20T09:00", "2d"));
    const tile = await tileOf("rides");
    expect(tile.toDate?.value).toBe(5);
    expect(tile.nowcast).toBeNull();
    expect(tile.standing.reason).toBe("stale");
  });

  it("is not said of a week that is over and still coming in, nor of one without any data", async () => {
    await open(tram("2024-04-22T09:00"));
    const tile = await tileOf("rides");
    expect(tile.nowcast).toBeNull();
    expect(tile.latest?.periodKey).toBe("2024-W15");
    expect(tile.standing.sentence).toContain("Week 16, 2024 is still coming in.");
  });

  it("is in the first minute the usual whole, as nothing of it is known", async () => {
    await open(tram("2024-04-15T00:01"), [...history, "2024-04-15T00:00:30,false"]);
    const { nowcast } = await tileOf("rides");
    if (nowcast?.kind !== "nowcast") throw new Error("no nowcast");
    // Whole weeks of 11, 13, 15 and 17 have the mean 14; one ride is there already.
    expect(nowcast).toMatchObject({ model: "remainder", have: 8 });
    expect(nowcast.value).toBeCloseTo(15, 9);
    expect(nowcast.lower95).toBeGreaterThanOrEqual(1);
  });
});
