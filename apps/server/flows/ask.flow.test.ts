import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";
import { asCsv, asNdjson, someTrips, trips } from "./trips.fixture.ts";

const ndjson = { "content-type": "application/x-ndjson" };
const push = (flow: Flow, rows: readonly object[]): Promise<Response> =>
  flow.fetch("/v1/ingest/trips", { method: "POST", headers: { ...ndjson, origin: flow.url }, body: asNdjson(rows) });

describe("Questions", () => {
  let flow: Flow;
  const rows = someTrips(300);
  beforeAll(async () => {
    flow = await startFlow({ files: { ...trips("trips.csv"), "trips.csv": asCsv(rows) } });
  });
  afterAll(() => discard(flow));
  const ask = (body: Record<string, unknown>) => flow.call("ask", { body, headers: { origin: flow.url } });

  it("give the same number on the dashboard, the page and over the API", async () => {
    const { tiles } = await flow.call("dashboard", { params: { id: "air" } });
    for (const tile of tiles) {
      const page = await flow.call("kpi", { params: { id: tile.id }, query: "?grain=week" });
      const { series } = await ask({ kpis: [tile.id], grain: "week" });
      expect(page.tile.latest).toEqual(tile.latest);
      expect(series[0]?.observations).toEqual(expect.arrayContaining([tile.latest]));
      expect(page.tile.standing).toEqual(tile.standing);
    }
  });

  it("cover a range of local dates, and compare with the period before it", async () => {
    const { series } = await ask({
      kpis: ["trips"],
      grain: "month",
      from: "2024-02-01",
      to: "2024-04-01",
      compare: "previous_period",
    });
    expect(series[0]?.observations.map((one) => one.periodKey)).toEqual(["2024-02", "2024-03"]);
    expect(series[0]?.deltas.map((delta) => delta?.periodKey)).toEqual(["2024-01", "2024-02"]);
  });

  it.each([
    [{ kpis: ["trips"], from: "yesterday" }, /not a date/],
    [{ kpis: ["trips"], from: "2024-03-01", to: "2024-03-01" }, /not before/],
    [{ kpis: ["trips"], from: "2030-01-01" }, /future/],
    [{ kpis: ["trips"], from: "0001-01-01", grain: "day" }, /more than 2000 periods/],
    [{ kpis: ["trips"], by: ["colour"] }, /no dimension/],
    [{ kpis: ["trips"], by: ["origin"], rankBy: "late_trips" }, /not asked for/],
    [{ kpis: [], metrics: [] }, /names no KPI/],
    [{ kpis: ["trips"], where: "delay > 'x'" }, /invalid_request/],
    [{ kpis: ["trips"], where: "1; DROP TABLE dataset_trips" }, /invalid_request/],
  ])("%j are refused with what is wrong", async (body, message) => {
    await expect(ask(body)).rejects.toThrow(message);
  });

  it("of the largest slices add up to the whole with what is left out, and rank by a KPI", async () => {
    const asked = { kpis: ["trips"], grain: "month", from: "2024-02-01", to: "2024-03-01" } as const;
    const whole = (await ask(asked)).series[0]?.observations[0]?.value;
    const { series, omitted } = await ask({ ...asked, by: ["origin"], limit: 1, other: true, rankBy: "trips" });
    expect(series.map(({ slice, other = false }) => [slice.length, other])).toEqual([
      [1, false],
      [1, true],
    ]);
    expect(omitted).toBeGreaterThan(0);
    expect(series.reduce((sum, { observations }) => sum + (observations[0]?.value ?? 0), 0)).toBe(whole);
  });

  it("serve the same sealed answer until something lands", async () => {
    const first = await flow.fetch("/v1/dashboards/air");
    const etag = first.headers.get("etag") ?? "";
    expect((await flow.fetch("/v1/dashboards/air", { headers: { "if-none-match": etag } })).status).toBe(304);
    await push(flow, [{ departed: "2024-04-02T10:00", id: 900_001, delay: 3 }]);
    expect((await flow.fetch("/v1/dashboards/air", { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  it("never see rows of a batch in halves while many land", async () => {
    const size = 50;
    const before = (await ask({ metrics: ["trip_count"], grain: "year" })).series[0]?.observations[0]?.value ?? 0;
    const pushes = Array.from({ length: 12 }, (_, batch) =>
      push(
        flow,
        Array.from({ length: size }, (_unused, n) => ({
          departed: "2024-03-03T10:00",
          id: 100_000 + batch * size + n,
          delay: 1,
        })),
      ),
    );
    const seen: number[] = [];
    const asking = (async () => {
      for (let n = 0; n < 20; n += 1) {
        const { series, receipt } = await ask({ metrics: ["trip_count"], grain: "year" });
        const value = series[0]?.observations[0]?.value ?? 0;
        seen.push((value - before) % size);
        const check = await flow.call("verifyReceipt", { params: { id: receipt.id }, headers: { origin: flow.url } });
        expect(check.same).toBe(true);
      }
    })();
    expect((await Promise.all(pushes)).map((reply) => reply.status)).toEqual(Array(12).fill(202));
    await asking;
    expect(seen).toEqual(Array(20).fill(0));
    expect((await ask({ metrics: ["trip_count"], grain: "year" })).series[0]?.observations[0]?.value).toBe(
      before + 12 * size,
    );
  });
});

describe("A workspace whose clock runs", () => {
  it("turns a KPI unknown when its data becomes stale, and says what it was before", async () => {
    let now = Date.parse("2024-04-15T10:00:00Z");
    const files = trips("");
    const running = (files["workspace.yaml"] ?? "").replace(/, as_of: "[^"]*"/, "");
    const flow = await startFlow({ files: { ...files, "workspace.yaml": running }, now: () => now });
    const weekly = Array.from({ length: 90 }, (_, day) =>
      [0, 1].map((n) => ({
        departed: new Date(Date.UTC(2024, 0, 16 + day, 12)).toISOString(),
        id: day * 2 + n,
        delay: 0,
      })),
    ).flat();
    expect((await push(flow, weekly)).status).toBe(202);
    const standing = async () => {
      const { tiles } = await flow.call("dashboard", { params: { id: "air" } });
      return tiles.find((tile) => tile.id === "trips")?.standing;
    };
    expect(await standing()).toMatchObject({ status: "green", reason: "ok" });
    now += 61 * 86_400_000;
    expect(await standing()).toMatchObject({ status: "unknown", reason: "stale", lastKnown: { status: "green" } });
    await discard(flow);
  });

  it("does not count rows of the future before their time", async () => {
    let now = Date.parse("2024-04-15T10:00:00Z");
    const files = trips("");
    const running = (files["workspace.yaml"] ?? "").replace(/, as_of: "[^"]*"/, "");
    const flow = await startFlow({ files: { ...files, "workspace.yaml": running }, now: () => now });
    const rows = ["2024-04-15T09:00:00Z", "2024-04-15T11:00:00Z"].map((departed, id) => ({ departed, id, delay: 0 }));
    expect((await push(flow, rows)).status).toBe(202);
    const count = async () => {
      const body = { metrics: ["trip_count"], grain: "day" };
      const { series } = await flow.call("ask", { body, headers: { origin: flow.url } });
      return series[0]?.observations.at(-1)?.value;
    };
    expect((await flow.call("datasets")).datasets[0]?.watermark).toBe(Date.parse("2024-04-15T09:00:00Z"));
    expect(await count()).toBe(1);
    now += 2 * 3_600_000;
    expect(await count()).toBe(2);
    await discard(flow);
  });
});
