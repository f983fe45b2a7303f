import { localToInstant } from "@sextant/model/time/zone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";
import { asCsv, asNdjson, someTrips, type Trip, trips } from "./trips.fixture.ts";

const rows = someTrips(400);
const zone = "Europe/Berlin";
const at = (trip: Trip): number => localToInstant(trip.departed, zone) ?? Number.NaN;
const within = (list: readonly Trip[], from: string, to: string): Trip[] =>
  list.filter((trip) => at(trip) >= (localToInstant(from, zone) ?? 0) && at(trip) < (localToInstant(to, zone) ?? 0));

describe("A dashboard over rows from a file and rows pushed", () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await startFlow({ files: { ...trips("trips.csv"), "trips.csv": asCsv(rows) } });
  });
  afterAll(() => discard(flow));

  const push = async (body: string, headers: Record<string, string> = {}, query = ""): Promise<Response> =>
    flow.fetch(`/v1/ingest/trips${query}`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson", origin: flow.url, ...headers },
      body,
    });
  const tile = async (id: string) => {
    const { tiles } = await flow.call("dashboard", { params: { id: "air" } });
    const found = tiles.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no tile ${id}`);
    return found;
  };

  it("counts every period as counting the rows by hand does, across the lost hour", async () => {
    const { series } = await tile("trips");
    const closed = series.filter((observation) => !observation.current);
    expect(closed.map(({ periodKey, value }) => [periodKey, value])).toEqual(
      closed.map(({ periodKey, start, end }) => [
        periodKey,
        rows.filter((trip) => at(trip) >= start && at(trip) < end).length,
      ]),
    );
    expect(closed).toHaveLength(15);
    const lost = series.find((observation) => observation.periodKey === "2024-W13");
    expect((lost?.end ?? 0) - (lost?.start ?? 0)).toBe((7 * 24 - 1) * 3_600_000);
  });

  it("judges at the KPI's own grain, whatever grain is shown", async () => {
    const week = await flow.call("dashboard", { params: { id: "air" } });
    const month = await flow.call("dashboard", { params: { id: "air" }, query: "?grain=month" });
    expect(month.tiles.map((one) => one.grain)).toEqual(["month", "month", "month"]);
    expect(month.tiles.map((one) => one.standing)).toEqual(week.tiles.map((one) => one.standing));
  });

  it("shows KPIs that guard each other without going in circles", async () => {
    expect((await tile("trips")).standing).toMatchObject({ computed: "green" });
    expect((await tile("late")).guardrails.map((guardrail) => guardrail.id)).toEqual(["trips"]);
  });

  it("compares the running month with the same part of the month before, as far as its rows reach", async () => {
    const page = await flow.call("kpi", { params: { id: "delay" } });
    const like = page.tile.deltas.find((delta) => delta.comparison === "like_for_like_to_date");
    const reached =
      within(rows, "2024-04-01", "2024-04-15")
        .map((trip) => trip.departed)
        .sort()
        .at(-1) ?? "";
    const part = within(rows, "2024-03-01", "2024-03-15").filter(
      (trip) => trip.departed <= reached.replace("-04-", "-03-"),
    );
    const delays = part.flatMap((trip) => trip.delay ?? []);
    expect(like?.periodKey).toBe("2024-03");
    expect(like?.base).toBeCloseTo(delays.reduce((sum, delay) => sum + delay, 0) / delays.length, 9);
  });

  it("cuts a KPI by a dimension, missing values as a slice of their own", async () => {
    const page = await flow.call("kpi", { params: { id: "trips" }, query: "?by=origin&grain=month" });
    const march = within(rows, "2024-03-01", "2024-04-01");
    const byHand = new Map<string | null, number>();
    for (const { origin } of march) byHand.set(origin, (byHand.get(origin) ?? 0) + 1);
    expect(new Map(page.slices.map(({ values, latest }) => [values[0], latest.value]))).toEqual(byHand);
    expect(page.slices.reduce((sum, slice) => sum + (slice.share ?? 0), 0)).toBeCloseTo(1, 12);
  });

  it("tells landed rows at once, and counts a batch sent twice once", async () => {
    const before = (await tile("trips")).toDate;
    const latest = (await tile("trips")).latest;
    const feed = await flow.fetch("/v1/feed");
    const events: string[] = [];
    const reader = feed.body?.getReader();
    const listening = (async () => {
      const decoder = new TextDecoder();
      while (!events.join("").includes('"computed"')) {
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) break;
        events.push(decoder.decode(chunk.value));
      }
    })();
    const late = [0, 1, 2].map((n) => ({ departed: "2024-04-03T12:00", id: 10_000 + n, delay: 50, origin: "BER" }));
    const first = await push(asNdjson(late), { "idempotency-key": "wednesday" });
    expect([first.status, await first.json()]).toMatchObject([202, { landed: 3, refused: 0, duplicate: false }]);
    const second = await push(asNdjson(late), { "idempotency-key": "wednesday" });
    expect([second.status, await second.json()]).toMatchObject([202, { landed: 3, duplicate: true }]);
    await listening;
    await reader?.cancel();
    expect(events.join("")).toMatch(/"landed".*"computed"/s);
    const after = (await tile("trips")).latest;
    expect(before).toBeNull();
    expect(after?.periodKey).toBe(latest?.periodKey);
    expect(after?.value).toBe((latest?.value ?? 0) + 3);
  });

  it("counts the same rows sent again without a key once", async () => {
    const body = asNdjson([{ departed: "2024-02-01T00:00", id: 20_000, delay: 0, origin: "MUC" }]);
    expect(await (await push(body)).json()).toMatchObject({ landed: 1, duplicate: false });
    expect(await (await push(body)).json()).toMatchObject({ landed: 1, duplicate: true });
  });

  it("runs a receipt again to the same numbers after more rows have landed", async () => {
    const { receipt, tile: shown } = await flow.call("kpi", { params: { id: "trips" } });
    await push(asNdjson([{ departed: "2024-04-04T12:00", id: 30_000, delay: 1, origin: "BER" }]));
    const now = await flow.call("kpi", { params: { id: "trips" } });
    expect(now.tile.latest?.value).toBe((shown.latest?.value ?? 0) + 1);
    expect(now.receipt.id).not.toBe(receipt.id);
    const headers = { origin: flow.url };
    expect(await flow.call("verifyReceipt", { params: { id: receipt.id }, headers })).toMatchObject({ same: true });
    expect(await flow.call("verifyReceipt", { params: { id: now.receipt.id }, headers })).toMatchObject({ same: true });
  });

  it("refuses a bad line with its number and lands the good ones, unless the batch is atomic", async () => {
    const body = [
      '{"departed":"2024-04-08T01:00","id":40000}',
      '{"departed":"soon","id":"x"}',
      "{oops",
      '{"id":40001}',
      "[]",
    ].join("\n");
    const refused = await push(body, {}, "?atomic=true");
    const problem = (await refused.json()) as { code: string; findings: { place: { line: number } }[] };
    expect([refused.status, problem.code]).toEqual([422, "bad_rows"]);
    const answer = (await (await push(body)).json()) as {
      landed: number;
      refused: number;
      findings: { place: { line: number } }[];
    };
    expect(answer).toMatchObject({ landed: 1, refused: 4 });
    expect([...new Set(answer.findings.map((finding) => finding.place.line))]).toEqual([2, 3, 4, 5]);
    expect(problem.findings).toEqual(answer.findings);
  });

  it("gives hostile text back to the letter", async () => {
    const origins = ["'; DROP TABLE dataset_trips; --", "{x:String}", "a\u0000b", "😀", "‮abc", "\\N", "NULL", " "];
    const sent = origins.map((origin, n) => ({ departed: "2024-01-31T12:00", id: 50_000 + n, delay: n, origin }));
    expect(await (await push(asNdjson(sent))).json()).toMatchObject({ landed: origins.length, refused: 0 });
    const body = {
      metrics: ["trip_count"],
      by: ["origin"],
      grain: "day",
      from: "2024-01-31",
      to: "2024-02-01",
      limit: 100,
    };
    const answer = await flow.call("ask", { body, headers: { origin: flow.url } });
    const slices = answer.series.map((series) => series.slice[0]);
    for (const origin of origins) expect(slices).toContain(origin);
  });

  it("says which name was meant, and where a condition is wrong", async () => {
    await expect(flow.call("kpi", { params: { id: "trps" } })).rejects.toThrow(/Did you mean/);
    const body = { kpis: ["trips"], where: "delya > 3" };
    await expect(flow.call("ask", { body, headers: { origin: flow.url } })).rejects.toThrow(
      /"code":"invalid_request".*"column":1/s,
    );
  });

  it("refuses a batch that is too large, and one of no rows", async () => {
    expect((await push("x".repeat(1_100_000))).status).toBe(413);
    expect((await push("")).status).toBe(400);
    const unknown = await (await push('{"departed":"2024-01-30T12:00","id":60000,"colour":"red"}')).json();
    expect(unknown).toMatchObject({ landed: 1, findings: [{ rule: "intake/unknown-column", severity: "warning" }] });
  });
});
