import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { discard, type Flow, folderOf, startFlow } from "./server.fixture.ts";
import { asCsv, asNdjson, someTrips, trips } from "./trips.fixture.ts";

const flows: Flow[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const flow of flows.splice(0)) await discard(flow);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const begin = async (options: Parameters<typeof startFlow>[0]): Promise<Flow> => {
  const flow = await startFlow(options);
  flows.push(flow);
  return flow;
};
const withFile = (name: string, content: string): Promise<Flow> =>
  begin({ files: { ...trips(name), [name]: content } });
const dataset = async (flow: Flow) => (await flow.call("datasets")).datasets[0];
const header = "departed,id,delay,origin";

describe("A source file", () => {
  it.each([".secret/keys.csv", "node_modules/other/keys.csv"])("that is hidden as %s is not read", async (name) => {
    const content = `${header}\n2024-01-01T00:00,1,2,BER\n`;
    const flow = await withFile(name, content);
    expect(await dataset(flow)).toMatchObject({ state: "failed", rows: 0, problem: expect.stringMatching(/hidden/) });
  });

  it.each([
    [
      "has ragged rows",
      "trips.csv",
      `${header}\n2024-01-01T00:00,1,2,BER\n2024-01-01T00:01,2,3\n`,
      /Line 3: it has 3 fields where the header has 4/,
    ],
    [
      "lacks a column",
      "trips.csv",
      "departed,id,delay\n2024-01-01T00:00,1,2\n",
      /no column "origin".*It has "departed", "id", "delay"/,
    ],
    [
      "has a wrong type",
      "trips.csv",
      `${header}\n2024-01-01T00:00,1,late,BER\n`,
      /Line 2: column "delay" wants a number and got "late"/,
    ],
    ["has an open quote", "trips.csv", `${header}\n2024-01-01T00:00,1,2,"BER\n`, /trips\.csv: .*[Qq]uote/],
    ["has a header only", "trips.csv", `${header}\n`, /no rows/],
    ["is empty", "trips.csv", "", /it is empty/],
    ["is not what its name says", "trips.parquet", "not parquet at all", /not a Parquet file/],
    ["names a column twice", "trips.csv", `${header},id\n2024-01-01T00:00,1,2,BER,3\n`, /column "[^"]+" twice/],
    ["is JSON but no array", "trips.json", '{"departed":"2024-01-01"}', /not an array/],
    [
      "has a line that is not JSON",
      "trips.ndjson",
      '{"departed":"2024-01-01","id":1}\n{oops\n',
      /Line 2: it is not JSON/,
    ],
  ])("that %s says where and what to do, and leaves its KPIs unknown", async (_, name, content, message) => {
    const flow = await withFile(name, content);
    const state = await dataset(flow);
    expect(state).toMatchObject({ state: "failed", rows: 0, watermark: null });
    expect(state?.problem).toMatch(message);
    expect(state?.problem).toContain(name);
    const { tiles } = await flow.call("dashboard", { params: { id: "air" } });
    expect(tiles.map((tile) => [tile.standing.status, tile.standing.reason])).toEqual(
      Array(3).fill(["unknown", "error"]),
    );
    for (const { standing } of tiles) expect(standing.sentence).toMatch(message);
  });

  it("that leads out of the workspace folder through a link is refused", async () => {
    const outside = folderOf({ "secret.csv": `${header}\n2024-01-01T00:00,1,2,BER\n` });
    const folder = folderOf(trips("data/trips.csv"));
    folders.push(outside);
    mkdirSync(join(folder, "data"));
    symlinkSync(join(outside, "secret.csv"), join(folder, "data", "trips.csv"));
    expect((await dataset(await begin({ folder })))?.problem).toMatch(/leads out of the workspace folder/);
  });

  it.each([
    ["trips.csv", asCsv(someTrips(60))],
    ["trips.tsv", asCsv(someTrips(60)).replaceAll(",", "\t")],
    ["trips.ndjson", asNdjson(someTrips(60))],
    ["trips.json", JSON.stringify(someTrips(60))],
  ])("%s gives the same numbers in every format", async (name, content) => {
    const flow = await withFile(name, content);
    expect(await dataset(flow)).toMatchObject({ state: "ready", rows: 60, problem: null });
    const body = { metrics: ["trip_count", "trip_ids", "mean_delay"], grain: "year", from: "2024-01-01" };
    const { series } = await flow.call("ask", { body, headers: { origin: flow.url } });
    const delays = someTrips(60).flatMap((trip) => trip.delay ?? []);
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    expect(series.map((one) => one.observations[0]?.value)).toEqual([60, 60, expect.closeTo(mean, 9)]);
  });

  it("leaves rows without a time out, and counts them", async () => {
    const flow = await withFile("trips.csv", `${asCsv(someTrips(20))}\n,99,1,BER\n`);
    expect(await dataset(flow)).toMatchObject({ state: "ready", rows: 20 });
  });

  it("is read again only when it changed, and rows pushed meanwhile stay", async () => {
    const flow = await withFile("trips.csv", asCsv(someTrips(30)));
    const path = join(flow.folder, "trips.csv");
    const headers = { "content-type": "application/x-ndjson", origin: flow.url };
    const pushed = { method: "POST", headers, body: '{"departed":"2024-03-31T02:30","id":777}' };
    expect((await flow.fetch("/v1/ingest/trips", pushed)).status).toBe(202);
    const { folder } = flow;
    await flow.stop();
    const same = await startFlow({ folder });
    expect(same.said.filter((sentence) => sentence.startsWith("Read"))).toEqual([]);
    expect(await dataset(same)).toMatchObject({ rows: 31 });
    await same.stop();
    writeFileSync(path, asCsv(someTrips(50)));
    utimesSync(path, 1, 1);
    flows[0] = await startFlow({ folder });
    expect(flows[0].said.filter((sentence) => sentence.startsWith("Read "))).toEqual(["Read trips: 50 rows"]);
    expect(await dataset(flows[0])).toMatchObject({ rows: 51, state: "ready" });
    await flows[0].stop();
    writeFileSync(path, `${asCsv(someTrips(50))}\nragged`);
    flows[0] = await startFlow({ folder });
    expect(await dataset(flows[0])).toMatchObject({ rows: 51, state: "failed" });
    const body = { metrics: ["trip_count"], grain: "year", from: "2024-01-01" };
    const { series } = await flows[0].call("ask", { body, headers: { origin: flows[0].url } });
    expect(series[0]?.observations[0]?.value).toBe(51);
  });
});
