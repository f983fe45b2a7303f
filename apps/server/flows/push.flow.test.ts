import { gzipSync, zstdCompressSync } from "node:zlib";
import { problemSchema } from "@sextant/model/api/answers/finding";
import { ingestAnswerSchema } from "@sextant/model/api/answers/ingest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

const datasets = `${shop["datasets.yaml"]}
  - id: clicks
    label: Clicks
    time: at
    row_id: id
    columns:
      id: { type: string, nullable: false }
      at: { type: datetime, nullable: false }
      n: { type: integer }
  - { id: few, label: Few, time: at, columns: { at: { type: datetime, nullable: false } } }
`;

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({
    files: { ...shop, "datasets.yaml": datasets },
    env: { SEXTANT_PUSH_ROWS_PER_MINUTE: "4000" },
  });
});
afterAll(() => discard(flow));

const ndjson = "application/x-ndjson";
type Body = NonNullable<RequestInit["body"]>;

const send = async (body: Body, headers: Record<string, string> = {}, dataset = "orders") => {
  const reply = await flow.fetch(`/v1/ingest/${dataset}`, {
    method: "POST",
    body,
    headers: { "content-type": ndjson, ...headers },
  });
  const answer: unknown = await reply.json();
  const retryAfter = reply.headers.get("retry-after");
  if (reply.status === 202) return { status: 202, answer: ingestAnswerSchema.parse(answer), problem: null, retryAfter };
  return { status: reply.status, answer: null, problem: problemSchema.parse(answer), retryAfter };
};
const rowsOf = async (dataset: string) =>
  (await flow.call("datasets")).datasets.find((one) => one.id === dataset)?.rows ?? Number.NaN;
const order = (amount: number, at = "2026-02-10T10:00:00") =>
  `{"ordered_at":"${at}","amount":${amount},"channel":"web"}\n`;
const many = (count: number, from: number): string => Array.from({ length: count }, (_, n) => order(from + n)).join("");

describe("a packed batch", () => {
  const codings = [
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
  ] as const;

  it.each(codings)("of %s lands, and one that ends in the middle lands nothing", async (coding, pack) => {
    const before = await rowsOf("orders");
    const packed = Buffer.from(pack(Buffer.from(many(500, 10_000))));
    const headers = { "content-encoding": coding };
    expect(await send(packed.subarray(0, packed.byteLength - 9), headers)).toMatchObject({
      status: 400,
      problem: { code: "invalid_request" },
    });
    expect(await send("plain text", headers)).toMatchObject({ status: 400 });
    expect(await rowsOf("orders")).toBe(before);
    expect(await send(packed, { ...headers, "idempotency-key": coding })).toMatchObject({
      status: 202,
      answer: { landed: 500 },
    });
    expect(await rowsOf("orders")).toBe(before + 500);
  });

  it.each(codings)("of %s that unpacks to 300 MB is cut off", async (coding, pack) => {
    const bomb = Buffer.from(pack(Buffer.alloc(300 * 1024 * 1024, " ")));
    expect(bomb.byteLength).toBeLessThan(1024 * 1024);
    expect(await send(bomb, { "content-encoding": coding })).toMatchObject({
      status: 413,
      problem: { code: "too_large" },
    });
  });
});

describe("many batches at once", () => {
  it("each count once, although each is sent three times, and every answer names the same landing", async () => {
    const before = await rowsOf("orders");
    const batches = Array.from({ length: 20 }, (_, n) => order(20_000 + n) + order(30_000 + n));
    const answers = await Promise.all(
      [...batches, ...batches, ...batches].map((body, n) => send(body, { "idempotency-key": `many-${n % 20}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    for (let n = 0; n < 20; n += 1) {
      const own = [n, n + 20, n + 40].map((at) => answers[at]?.answer);
      expect(new Set(own.map((answer) => answer?.sequence)).size).toBe(1);
      expect(own.filter((answer) => answer?.duplicate === false)).toHaveLength(1);
    }
    expect(new Set(answers.map(({ answer }) => answer?.sequence)).size).toBe(20);
    expect(await rowsOf("orders")).toBe(before + 40);
  });

  it("of which one has a key that another one used: that one alone is a conflict", async () => {
    const bodies = [order(1), order(2), order(3)];
    const answers = await Promise.all(
      bodies.map((body, n) => send(body, { "idempotency-key": n === 2 ? "same" : `${n}` })),
    );
    const again = await Promise.all([
      send(order(4), { "idempotency-key": "same" }),
      send(order(5), { "idempotency-key": "other" }),
    ]);
    expect([...answers, ...again].map(({ status }) => status)).toEqual([202, 202, 202, 409, 202]);
  });

  it("may come out of order by 30 days: the values are those of the rows", async () => {
    const day = (n: number) => new Date(Date.UTC(2026, 0, 30 - n, 12)).toISOString();
    await Promise.all(Array.from({ length: 30 }, (_, n) => send(order(1_000_000, day(n)))));
    const { series } = await flow.call("ask", {
      body: { metrics: ["revenue"], grain: "month", from: "2026-01-01", to: "2026-01-31" },
    });
    expect(series[0]?.observations[0]?.value).toBe(30_000_000);
  });
});

describe("rows with ids", () => {
  const click = (id: string, at = "2026-02-10T10:00:00Z", n = 1) => `${JSON.stringify({ id, at, n })}\n`;

  it("count once however they are delivered: the first of an id and a time stays", async () => {
    const first = await send(click("a") + click("b") + click("a"), {}, "clicks");
    expect(first.answer).toMatchObject({ landed: 2, repeated: 1 });
    const again = await send(click("b", "2026-02-10T11:00:00+01:00", 7) + click("c"), {}, "clicks");
    expect(again.answer).toMatchObject({ landed: 1, repeated: 1 });
    expect((await send(click("c"), {}, "clicks")).answer).toMatchObject({ landed: 0, repeated: 1, duplicate: false });
    const together = await Promise.all(["x", "y", "z"].map((n) => send(click("d") + click(n), {}, "clicks")));
    expect(together.reduce((sum, { answer }) => sum + (answer?.landed ?? 0), 0)).toBe(4);
    expect(await rowsOf("clicks")).toBe(7);
  });

  it("of another time are other rows", async () => {
    expect((await send(click("a", "2026-02-11T10:00:00Z"), {}, "clicks")).answer).toMatchObject({
      landed: 1,
      repeated: 0,
    });
  });
});

it("a dataset beyond its quota says when to come again, and what is sent again then lands", async () => {
  const body = (from: number) =>
    Array.from(
      { length: 2000 },
      (_, n) => `{"at":"2026-02-01T00:00:00.${String((from + n) % 1000).padStart(3, "0")}Z"}\n`,
    ).join("");
  expect((await send(body(0), { "idempotency-key": "q1" }, "few")).status).toBe(202);
  expect((await send(body(1), { "idempotency-key": "q2" }, "few")).status).toBe(202);
  const late = await send(body(2), { "idempotency-key": "q3" }, "few");
  expect(late).toMatchObject({ status: 429, problem: { code: "too_many_requests" } });
  expect(Number(late.retryAfter)).toBeGreaterThan(20);
  expect(await rowsOf("few")).toBe(4000);
});
