import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

const day = 86_400_000;
const first = Date.UTC(2024, 0, 1);
/** The mean is 10 and neighbours differ by 2.4 on average: limits of 10 ± 2.66 × 2.4, nearly. */
const usual = [9, 11, 10, 12, 8];

const gate =
  "objective: It sells., owner: ada, cadence: daily, timing: lagging, action_when_red: Ask., cannot_be_gamed_because: Tills.";
const files: Record<string, string> = {
  "workspace.yaml": `workspace: { id: kiosk, label: Kiosk }
calendar: { time_zone: UTC }
people:
  - { id: ada, label: Ada }
`,
  "datasets.yaml": `datasets:
  - id: sales
    label: Sales
    time: day
    columns: { day: { type: date, nullable: false }, amount: { type: number } }
`,
  "metrics.yaml": `metrics:
  - { id: sales, kind: simple, label: Sales, unit: count, direction: up_is_good, dataset: sales, aggregation: sum, expression: amount }
`,
  "kpis.yaml": `kpis:
  - { id: sales, metric: sales, grain: day, window: 60, ${gate}, thresholds: { basis: control_limits, green: above, yellow: inside, red: below } }
  - { id: goal, metric: sales, grain: day, window: 60, ${gate}, target: { points: [{ at: "2024-01-01", value: 10 }, { at: "2024-03-31", value: 12 }] } }
dashboards:
  - { id: kiosk, label: Kiosk, grain: day, kpis: [sales, goal] }
`,
};

let now = first + 40 * day + 3_600_000;
let flow: Flow;

const date = (index: number): string => new Date(first + index * day).toISOString().slice(0, 10);
const land = async (values: readonly (readonly [number, number])[]): Promise<void> => {
  const body = `day,amount\n${values.map(([index, value]) => `${date(index)},${value}`).join("\n")}\n`;
  const reply = await flow.fetch("/v1/ingest/sales", { method: "POST", headers: { "content-type": "text/csv" }, body });
  expect(reply.status).toBe(202);
  await flow.running.clock.idle();
};
const pageOf = (id: string) => flow.call("kpi", { params: { id } });
const behaviourOf = async (id: string) => {
  const { behaviour } = await pageOf(id);
  if (behaviour === null) throw new Error(`${id} was not judged`);
  return behaviour;
};
const facts = async (type: string) => (await flow.running.feed.since(0)).filter((fact) => fact.type === type);

beforeAll(async () => {
  flow = await startFlow({ files, now: () => now });
  await land(Array.from({ length: 40 }, (_, index) => [index, usual[index % 5] ?? 0] as const));
});
afterAll(() => discard(flow));

describe("how a KPI behaves", () => {
  it("is computed when its rows land: limits, a forecast that no count falls below zero, and no signal in plain noise", async () => {
    const page = await pageOf("sales");
    const { behaviour } = page;
    expect(behaviour).toMatchObject({ through: date(39), signals: [], score: null, pace: null });
    // Neighbours differ by 2, 1, 2, 4, 1, …: mean 78 / 39.
    expect(page.phases).toMatchObject([{ because: "start", end: null, limits: { mean: 10 } }]);
    expect(page.phases[0]?.limits?.upper).toBeCloseTo(10 + 2.66 * (79 / 39), 6);
    expect(page.controlLimits).toEqual(page.phases[0]?.limits);
    if (behaviour?.forecast.kind !== "forecast") throw new Error("no forecast");
    expect(behaviour.forecast.periods.map(({ periodKey }) => periodKey).slice(0, 2)).toEqual([date(40), date(41)]);
    expect(Math.min(...behaviour.forecast.periods.map(({ lower95 }) => lower95))).toBeGreaterThanOrEqual(0);
    expect(page.tile.outlook).toMatchObject({ next: behaviour.forecast.periods[0], heading: expect.any(String) });
    expect(page.tile.outlook?.sentence).toContain("9 Feb 2024".replace("9", "10"));
  });

  it("knows how likely a dated target is reached (S5)", async () => {
    const { pace } = await behaviourOf("goal");
    expect(pace).toMatchObject({
      kind: "pace",
      periodKey: "2024-03-31",
      target: 12,
      wanted: "at_least",
      onPace: false,
    });
    if (pace?.kind !== "pace") throw new Error("no pace");
    expect(pace.chance).toBeGreaterThan(0);
    expect(pace.chance).toBeLessThan(0.5);
    expect(pace.sentence).toMatch(/^Behind pace\. Heading for .* likely to reach at least 12\.$/);
  });

  it("signals a value outside the limits once, in the transaction that keeps it, and tells that it was judged", async () => {
    now += day;
    await land([[40, 30]]);
    const { signals } = await behaviourOf("sales");
    const methods = ["outside_limits", "anomaly"];
    expect(signals).toMatchObject(methods.map((method) => ({ periodKey: date(40), method, side: "above" })));
    expect(await facts("signalled")).toMatchObject(
      ["sales", "goal"].flatMap((kpi) => methods.map((method) => ({ kpi, grain: "day", period: date(40), method }))),
    );
    expect((await facts("judged")).at(-1)).toMatchObject({ kpis: expect.arrayContaining(["sales", "goal"]) });
    await flow.running.clock.refresh();
    expect((await facts("signalled")).length).toBe(4);
  });

  it("holds forecasts against naive ones once their periods settle, and says so when these win (E5)", async () => {
    const { forecast } = await behaviourOf("sales");
    now += day;
    await land([[41, 30]]);
    const { score } = await behaviourOf("sales");
    if (forecast.kind !== "forecast" || score === null) throw new Error("nothing was scored");
    // Settled by now: 30 on day 40, of the forecast after day 39, when 8 was the last value.
    expect(score).toMatchObject({ count: expect.any(Number), best: expect.any(String) });
    expect(score.error.naive).toBeGreaterThan(0);
    expect(score.sentence).toMatch(/missed by .* on average/);
  });

  it("starts limits anew once the data confirm a shift, at every grain", async () => {
    now += 14 * day;
    await land(Array.from({ length: 14 }, (_, at) => [42 + at, 20 + (usual[(42 + at) % 5] ?? 0)] as const));
    const page = await pageOf("sales");
    expect(page.phases.map(({ because }) => because)).toEqual(["start", "confirmed"]);
    expect(page.phases[1]?.start).toBe(first + 40 * day);
    expect(page.controlLimits?.mean).toBeCloseTo(30, 0);
    expect(page.tile.standing).toMatchObject({ status: "yellow", computed: "yellow" });
    expect(
      (await facts("signalled")).filter((fact) => fact.type === "signalled" && fact.method === "change").length,
    ).toBe(2);
  });

  it("goes on when the clock is put back, and tells nothing twice", async () => {
    const before = (await facts("signalled")).length;
    now -= 3 * day;
    await flow.running.clock.refresh();
    expect((await behaviourOf("sales")).through).toBe(date(52));
    now += 3 * day;
    await flow.running.clock.refresh();
    expect((await behaviourOf("sales")).through).toBe(date(55));
    expect((await facts("signalled")).length).toBe(before);
  });
});

describe("an intervention on record (S6)", () => {
  const because = async () => (await pageOf("sales")).phases.map(({ start, because }) => [because, start]);

  it("starts limits anew from the day it took effect once it is done, and no longer when it is dropped", async () => {
    const before = await because();
    const { id } = await flow.call("intervene", {
      body: {
        kpi: "sales",
        title: "A second till",
        owner: "ada",
        due: date(40),
        watch: 60,
        expected: { direction: "up" },
      },
    });
    await flow.running.clock.idle();
    expect(await because()).toEqual(before);
    const done = { state: "done", starts: date(20), revision: 1 } as const;
    await flow.call("changeIntervention", { params: { id }, body: done });
    await flow.running.clock.idle();
    const phases = [["start", first], ["recorded", first + 20 * day], ...before.slice(1)];
    expect(await because()).toEqual(phases);
    expect((await behaviourOf("goal")).phases.map((phase) => phase.because)).not.toContain("recorded");
    // The mean of the first twenty days, and of the twenty after the act: neither range reaches across it.
    expect((await pageOf("sales")).phases.slice(0, 2)).toMatchObject([
      { limits: { mean: 10 } },
      { limits: { mean: 10 } },
    ]);
    await flow.call("changeIntervention", { params: { id }, body: { state: "dropped", revision: 2 } });
    await flow.running.clock.idle();
    expect(await because()).toEqual(before);
  });
});

describe("a status that a person sets (S7)", () => {
  const set = (body: unknown) =>
    flow.fetch("/v1/kpis/sales/override", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  it("needs a reason and an end that is to come", async () => {
    for (const bad of [
      { status: "red", reason: "", until: "2024-12-31" },
      { status: "red", reason: "Till broken", until: "2024-01-01" },
      { status: "red", reason: "Till broken", until: "2034-01-01" },
      { status: "red", reason: "Till broken", until: "soon" },
      { status: "unknown", reason: "Till broken", until: "2024-12-31" },
      { status: "red", reason: "Till broken" },
    ])
      expect((await set(bad)).status).toBe(400);
    const missing = await flow.fetch("/v1/kpis/nothing/override", { method: "DELETE" });
    expect(missing.status).toBe(404);
  });

  it("shows in its place on page and dashboard, with the computed one beside it, until it expires", async () => {
    expect((await set({ status: "red", reason: "The till counts double.", until: date(57) })).status).toBe(200);
    await flow.running.clock.idle();
    const { standing } = (await pageOf("sales")).tile;
    expect(standing).toMatchObject({ status: "red", reason: "overridden", computed: "yellow" });
    expect(standing.override).toMatchObject({ reason: "The till counts double.", until: first + 58 * day - 1 });
    expect(standing.sentence).toContain("Computed:");
    const { tiles } = await flow.call("dashboard", { params: { id: "kiosk" } });
    expect(tiles[0]?.standing).toEqual(standing);
    now += 3 * day;
    expect((await pageOf("sales")).tile.standing.reason).not.toBe("overridden");
    now -= 3 * day;
    expect((await pageOf("sales")).tile.standing.reason).toBe("overridden");
    expect((await flow.call("endOverride", { params: { id: "sales" } })).ended).toBe(true);
    expect((await pageOf("sales")).tile.standing.reason).toBe("ok");
    expect((await flow.call("endOverride", { params: { id: "sales" } })).ended).toBe(false);
    expect((await facts("overridden")).length).toBe(2);
  });

  it("is behaviour to the vanity audit, also after it ended (K7)", async () => {
    const { verdicts } = await flow.call("vanity");
    const kinds = new Map(verdicts.map(({ id, last }) => [id, last?.kind ?? null]));
    expect(kinds.get("goal")).toBeNull();
    expect(verdicts.find(({ id }) => id === "sales")).toMatchObject({
      proposal: "keep",
      last: { kind: "override", sentence: "It was set to red: The till counts double." },
    });
  });
});
