import { gzipSync } from "node:zlib";
import { compress } from "snappyjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";
import { bytes, double, fixed, whole } from "./wire.fixture.ts";

const workspace = `workspace: { id: plant, label: Plant, as_of: "2026-03-01T00:00" }
calendar: { time_zone: UTC }
datasets:
  - id: metric_points
    label: Points
    time: at
    columns:
      at: { type: datetime, nullable: false }
      metric: { type: string, nullable: false }
      value: { type: number, nullable: false }
      kind: { type: string }
      labels: { type: string }
      service_name: { type: string }
    dimensions: [metric, service_name, kind, labels]
  - { id: orders, label: Orders, time: at, columns: { at: { type: datetime, nullable: false } } }
metrics:
  - { id: total, kind: simple, label: Total, unit: count, direction: up_is_good, dataset: metric_points, aggregation: sum, expression: value }
`;

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ files: { "all.yaml": workspace } });
});
afterAll(() => discard(flow));

const protobuf = "application/x-protobuf";
const post = (path: string, body: Buffer | string, headers: Record<string, string>) =>
  flow.fetch(path, { method: "POST", body, headers });

/** Sums of what landed on a day, by one dimension. */
const sums = async (day: string, by: string): Promise<Record<string, number | null>> => {
  const { series } = await flow.call("ask", {
    body: {
      metrics: ["total"],
      grain: "day",
      from: day,
      to: new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10),
      by: [by],
    },
  });
  return Object.fromEntries(series.map((one) => [String(one.slice?.[0]), one.observations[0]?.value ?? null]));
};

const nanos = (iso: string): bigint => BigInt(Date.parse(iso)) * 1_000_000n + 999n;
const attribute = (field: number, key: string, value: string): Buffer =>
  bytes(field, bytes(1, key), bytes(2, bytes(1, value)));

describe("metrics of OpenTelemetry", () => {
  it("land from protobuf as it stands on the wire: gauges, sums, histograms, summaries, with their attributes", async () => {
    const at = nanos("2026-02-03T10:00:00Z");
    const gauge = bytes(
      2,
      bytes(1, "temperature"),
      bytes(3, "Cel"),
      bytes(5, bytes(1, attribute(7, "room", "a"), fixed(3, at), double(4, 21.5))),
    );
    const sum = bytes(2, bytes(1, "requests"), bytes(7, bytes(1, fixed(3, at), fixed(6, -3n)), whole(2, 2n)));
    const unknown = bytes(2, bytes(1, "later"), bytes(99, "from a later version"));
    const absent = bytes(2, bytes(1, "gone"), bytes(5, bytes(1, fixed(3, at), double(4, 1), whole(8, 1n))));
    const histogram = bytes(
      2,
      bytes(1, "took"),
      bytes(9, bytes(1, fixed(3, at), fixed(4, 4n), double(5, 10), bytes(6, Buffer.alloc(8)))),
    );
    const exponential = bytes(
      2,
      bytes(1, "size"),
      bytes(10, bytes(1, fixed(3, at), fixed(4, 2n), bytes(9, whole(1, 1n)))),
    );
    const summary = bytes(
      2,
      bytes(1, "old"),
      bytes(11, bytes(1, fixed(3, at), fixed(4, 1n), double(5, 7), bytes(6, double(1, 0.5), double(2, 100)))),
    );
    const scope = bytes(2, bytes(1, bytes(1, "meter")), gauge, sum, unknown, absent, histogram, exponential, summary);
    const body = bytes(1, bytes(1, attribute(1, "service.name", "oven")), scope);
    const reply = await post("/v1/otlp/v1/metrics", gzipSync(body), {
      "content-type": protobuf,
      "content-encoding": "gzip",
    });
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, protobuf]);
    // One point without a value: partial_success { rejected_data_points: 1 … }.
    expect(Buffer.from(await reply.arrayBuffer()).subarray(2, 4)).toEqual(Buffer.from([8, 1]));
    expect(await sums("2026-02-03", "metric")).toEqual({
      temperature: 21.5,
      requests: -3,
      took_count: 4,
      took_sum: 10,
      size_count: 2,
      old_count: 1,
      old_sum: 7,
      old: 100,
    });
    expect(Object.keys(await sums("2026-02-03", "service_name"))).toEqual(["oven"]);
    expect(await sums("2026-02-03", "labels")).toMatchObject({ '{"room":"a","service.name":"oven"}': 21.5 });
  });

  it("land from JSON, and the same request again counts once", async () => {
    const dataPoints = [{ timeUnixNano: String(nanos("2026-02-04T10:00:00Z")), asInt: "5" }];
    const body = JSON.stringify({
      resourceMetrics: [
        { scopeMetrics: [{ metrics: [{ name: "jobs", sum: { dataPoints, aggregationTemporality: 2 } }] }] },
      ],
    });
    for (const _ of [1, 2]) {
      const reply = await post("/v1/otlp/v1/metrics", body, { "content-type": "application/json" });
      expect([reply.status, await reply.json()]).toEqual([200, {}]);
    }
    expect(await sums("2026-02-04", "metric")).toEqual({ jobs: 5 });
  });

  it.each([
    ["bytes that are no message", Buffer.from([10, 255, 255, 255, 255, 15]), protobuf, ""],
    ["a group that never ends", Buffer.alloc(100_000, 0x0b), protobuf, ""],
    [
      "JSON of another shape",
      '{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":7}]}]}]}',
      "application/json",
      "",
    ],
    ["a dataset that does not take points", "{}", "application/json", "?dataset=orders"],
  ])("%s is refused", async (_, body, type, query) => {
    const reply = await post(`/v1/otlp/v1/metrics${query}`, body, { "content-type": type });
    expect([reply.status, await reply.json()]).toMatchObject([400, { code: "invalid_request" }]);
  });
});

describe("a remote write of Prometheus", () => {
  const label = (name: string, value: string): Buffer => bytes(1, bytes(1, name), bytes(2, value));
  const sample = (value: number, iso: string): Buffer => bytes(2, double(1, value), whole(2, BigInt(Date.parse(iso))));
  const headers = {
    "content-type": protobuf,
    "content-encoding": "snappy",
    "x-prometheus-remote-write-version": "0.1.0",
  };

  it("lands its samples; markers of staleness and series without a name are left out", async () => {
    const up = bytes(
      1,
      label("__name__", "up"),
      label("service_name", "api"),
      sample(1, "2026-02-05T10:00:00Z"),
      sample(2, "2026-02-05T10:01:00Z"),
      sample(Number.NaN, "2026-02-05T10:02:00Z"),
    );
    const nameless = bytes(1, label("job", "x"), sample(9, "2026-02-05T10:00:00Z"));
    const reply = await post("/v1/prometheus/write", Buffer.from(compress(Buffer.concat([up, nameless]))), headers);
    expect([reply.status, await reply.text()]).toEqual([204, ""]);
    expect(await sums("2026-02-05", "metric")).toEqual({ up: 3 });
    expect(await sums("2026-02-05", "service_name")).toEqual({ api: 3 });
  });

  it.each([
    ["that is not packed", Buffer.from("x"), { ...headers, "content-encoding": "gzip" }, 415],
    ["that says it unpacks to 4 GB", Buffer.from([255, 255, 255, 255, 15, 0]), headers, 400],
    ["that is cut off", Buffer.from(compress(Buffer.from("hello hello hello"))).subarray(0, 6), headers, 400],
  ])("%s is refused", async (_, body, sent, status) => {
    expect((await post("/v1/prometheus/write", body, sent)).status).toBe(status);
  });
});
