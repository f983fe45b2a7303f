import { periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airlineYaml } from "../test/airline.ts";
import { openEngine } from "../test/engine.ts";
import { readWorkspace } from "./read/read.ts";
import { completeSeries } from "./series.ts";

const day = 86_400_000;
const textWith = (lines: readonly string[], text = airlineYaml): string =>
  text.replace("kpis:\n", `${lines.map((line) => `  - ${line}\n`).join("")}kpis:\n`);
const read = (lines: readonly string[], text?: string) =>
  readWorkspace([{ path: "a.yaml", text: textWith(lines, text) }]);
const errors = (lines: readonly string[], text?: string): string[] =>
  read(lines, text)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ rule }) => rule);

const many = 1200;
const lines = [
  "{ id: long, label: L, kind: cumulative, metric: miles, window: 4000 days }",
  "{ id: then, label: L, kind: derived, expression: own, inputs: { own: { metric: miles, offset: 9999 periods } } }",
  "{ id: long_before, label: L, kind: derived, expression: own, inputs: { own: { metric: then, offset: 9999 periods } } }",
  "{ id: years_50, label: L, kind: cumulative, metric: miles, window: 50 years }",
  "{ id: chain, label: L, kind: derived, expression: miles / severe_delays / fuel_used }",
  '{ id: "null", label: L, kind: simple, dataset: flights, aggregation: count }',
  '{ id: constructor, label: L, kind: derived, expression: \'"null" + "select" + tostring\', inputs: { select: { metric: miles }, tostring: { metric: miles, offset: 1 week } } }',
  "{ id: squares, label: L, kind: simple, dataset: flights, aggregation: sum, expression: distance * distance }",
  ...Array.from(
    { length: many },
    (_, index) =>
      `{ id: q${index}, label: L, kind: simple, dataset: flights, aggregation: sum, expression: distance, where: delay > ${index} }`,
  ),
];
const catalog = (() => {
  const { catalog: found, findings } = read(lines);
  if (found === null) throw new Error(JSON.stringify(findings.filter(({ severity }) => severity === "error")));
  return found;
})();
const until = Date.UTC(2600, 0, 1);
let engine: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  engine = await openEngine(catalog);
});
afterAll(() => engine.close());

const ask = (metrics: readonly string[], grain: Grain, from: number, to: number) =>
  engine.ask({
    metrics,
    grain,
    spans: periodsBetween(from, to, grain, catalog.calendar),
    by: [],
    where: null,
    until,
    limit: 1,
  });
const values = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).map(({ value }) => value);

describe("bad definitions are findings", () => {
  it.each(["0 days", "-7 days", "99999 days", "4001 days", "7.5 days", "7 fortnights"])("a window of %s", (window) => {
    expect(errors([`{ id: w, label: W, kind: cumulative, metric: miles, window: ${window} }`])).toEqual([
      "schema/invalid",
    ]);
  });

  it("a circle through kinds: a window over a formula over a window", () => {
    const found = errors([
      "{ id: a, label: A, kind: cumulative, metric: b, window: 7 days }",
      "{ id: b, label: B, kind: derived, expression: c + 1 }",
      "{ id: c, label: C, kind: derived, expression: own, inputs: { own: { metric: a, offset: 1 week } } }",
    ]);
    expect(found).toEqual(["metric/cycle"]);
  });

  it("a zone that does not exist", () => {
    expect(errors([], airlineYaml.replace("America/New_York", "America/Atlantis"))).not.toEqual([]);
  });

  it("a column that starts like one of ours", () => {
    expect(
      errors(
        [],
        airlineYaml.replace(
          "      fuel: { type: number }",
          "      fuel: { type: number }\n      _period: { type: string }",
        ),
      ),
    ).toEqual(["dataset/column-name"]);
  });
});

describe("bad questions and data", () => {
  it("a window longer than the data is unknown, not a smaller number", async () => {
    await engine.fill("flights", [{ _at: Date.UTC(2001, 0, 2), distance: 5 }]);
    const spans = periodsBetween(Date.UTC(2001, 0, 5), Date.UTC(2001, 0, 6), "day", catalog.calendar);
    const now = Date.UTC(2001, 1, 1);
    const question = {
      metrics: ["long", "miles"],
      grain: "day" as const,
      spans,
      by: [],
      where: null,
      until: now,
      limit: 1,
    };
    const coverage = new Map([["flights", { first: Date.UTC(2001, 0, 2), watermark: now }]]);
    const [long, miles] = completeSeries(await engine.ask(question), question, catalog, coverage);
    expect(long?.observations.map(({ presence, value }) => [presence, value])).toContainEqual(["unknown", null]);
    expect(long?.observations.every(({ presence }) => presence === "unknown")).toBe(true);
    expect(miles?.observations.every(({ presence }) => presence === "value")).toBe(true);
  });

  it.each([Date.UTC(1900, 0, 5), Date.UTC(1969, 11, 31, 23), Date.UTC(2150, 5, 1), Date.UTC(2299, 11, 30)])(
    "rows at %d are in their period",
    async (at) => {
      await engine.fill("flights", [{ _at: at, distance: 7 }]);
      for (const grain of ["day", "week", "month", "quarter", "year"] as const) {
        expect(await values(["miles", "years_50"], grain, at, at + 1)).toEqual([7, 7]);
      }
    },
  );

  it("stretches beyond what the engine can date hold no rows", async () => {
    await engine.fill("flights", [{ _at: Date.UTC(2001, 0, 2), distance: 5 }]);
    for (const grain of ["day", "week", "month", "quarter", "year"] as const) {
      for (const at of [Date.UTC(1800, 0, 5), Date.UTC(2400, 0, 5)]) {
        expect(await values(["miles", "years_50", "then", "long_before"], grain, at, at + 1)).toEqual([0, 0, 0, 0]);
      }
      expect(await values(["long_before"], grain, Date.UTC(2001, 0, 3), Date.UTC(2001, 0, 3) + 1)).toEqual([0]);
    }
  });

  it("a chain of divisions that meets zero is missing", async () => {
    await engine.fill("flights", [{ _at: day, distance: 5, delay: 1, fuel: 0 }]);
    expect(await values(["chain"], "day", day, day + 1)).toEqual([null]);
    await engine.fill("flights", [{ _at: day, distance: 5, delay: 90, fuel: 0 }]);
    expect(await values(["chain"], "day", day, day + 1)).toEqual([null]);
  });

  it("a product of large whole numbers does not wrap round", async () => {
    await engine.fill("flights", [{ _at: day, distance: "9000000000000000000" }]);
    expect(await values(["squares"], "day", day, day + 1)).toEqual([8.1e37]);
  });

  it("names that are keywords elsewhere mean what they name", async () => {
    await engine.fill("flights", [
      { _at: 10 * day, distance: 5 },
      { _at: 3 * day, distance: 70 },
    ]);
    expect(await values(["constructor"], "day", 10 * day, 10 * day + 1)).toEqual([1 + 5 + 70]);
  });

  it("more metrics than one statement holds are asked in several", async () => {
    await engine.fill("flights", [{ _at: day, delay: 1000, distance: 1 }]);
    const ids = Array.from({ length: many }, (_, index) => `q${index}`);
    const answered = await ask(ids, "day", day, day + 1);
    expect(answered.map(({ metric }) => metric)).toEqual(ids);
    expect(answered.filter(({ value }) => value === 1).length).toBe(1000);
  });
});
