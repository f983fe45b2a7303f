import { parsePeriodKey, periodAt, periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FactRow, openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";
import { compile } from "../compile.ts";
import { completeSeries } from "../series.ts";
import { definitionsOf } from "../version/meaning.ts";
import { definitionHash } from "../version/version.ts";

const catalog = everyKind();
const { calendar } = catalog;
let engine: Awaited<ReturnType<typeof openEngine>>;

/** An entry as it lands: dated by the first day of its period, in the order given. */
const entry = (sequence: number, metric: string, key: string, value: number): FactRow => {
  const start = parsePeriodKey(key, calendar)?.start ?? Number.NaN;
  const day = new Date(start).toISOString().slice(0, 10);
  const rest = { author: "Ada", evidence: null, note: null, entered_at: "2001-12-01 00:00:00" };
  return { _at: start, _sequence: sequence, day, metric, period_key: key, value, ...rest };
};
const until = Date.UTC(2001, 7, 10, 12);
const entries = [
  entry(1, "audits", "2001-01", 3),
  entry(2, "audits", "2001-02", 4),
  entry(3, "audits", "2001-03", 0),
  entry(4, "audits", "2001-05", 5),
  entry(5, "audits", "2001-07", 2),
  entry(6, "audits", "2001-02", 6),
  entry(7, "offices", "2001-01", 9),
  entry(8, "offices", "2001-03", 10),
  entry(9, "offices", "2001-02", 8),
  entry(10, "mood", "2001-W10", 3),
  entry(11, "mood", "2001-W11", 4),
  entry(12, "mood", "2001-W12", 5.5),
  entry(13, "mood", "2001-W13", 3.5),
];
beforeAll(async () => {
  engine = await openEngine(catalog);
  await engine.fill("manual_entries", entries);
});
afterAll(() => engine.close());

const ask = async (metric: string, grain: Grain, more: { sequences?: ReadonlyMap<string, number> } = {}) => {
  const spans = periodsBetween(Date.UTC(2001, 0, 10), until, grain, calendar);
  const question = { metrics: [metric], grain, spans, where: null, limit: 1, by: [], until, ...more };
  const first = Date.UTC(2001, 0, 1, 5);
  const watermark = periodAt(Date.UTC(2001, 6, 1, 12), "day", calendar).end;
  const rows = await engine.ask(question);
  const coverage = new Map([["manual_entries", { first, watermark }]]);
  return completeSeries(rows, question, catalog, coverage)[0]?.observations ?? [];
};

describe("a manual metric", () => {
  it("is what was entered for the period, the latest correction, and unknown without an entry", async () => {
    const answered = await ask("audits", "month");
    expect(answered.map(({ value, presence, settled }) => [value, presence, settled])).toEqual([
      [3, "value", true],
      [6, "value", true],
      [0, "value", true],
      [null, "unknown", false],
      [5, "value", true],
      [null, "unknown", false],
      [2, "value", true],
      [null, "unknown", false],
    ]);
  });

  it("as of an earlier landing is what was known then", async () => {
    const [, february] = await ask("audits", "month", { sequences: new Map([["manual_entries", 5]]) });
    expect(february?.value).toBe(4);
  });

  it("adds up over longer periods, and is unknown while one of their entries is missing", async () => {
    const answered = await ask("audits", "quarter");
    expect(answered.map(({ value, sampleSize, settled }) => [value, sampleSize, settled])).toEqual([
      [9, 3, true],
      [null, 0, false],
      [2, 1, false],
    ]);
  });

  it("takes the last entry by its period, whenever it was entered", async () => {
    expect((await ask("offices", "quarter")).map(({ value }) => value)).toEqual([10, null, null]);
    expect((await ask("offices", "month")).map(({ value }) => value).slice(0, 4)).toEqual([9, 8, 10, null]);
  });

  it("averages weeks into the month they begin in", async () => {
    const march = (await ask("mood", "month"))[2];
    expect([march?.value, march?.sampleSize]).toEqual([4, 4]);
  });

  it("is part of formulas and of windows, unknown where an entry is missing", async () => {
    const perOffice = await ask("audits_per_office", "month");
    expect(perOffice.map(({ value }) => value).slice(0, 4)).toEqual([3 / 9, 6 / 8, 0, null]);
    expect((await ask("audits_this_year", "month")).map(({ value }) => value).slice(0, 4)).toEqual([3, 9, 9, null]);
  });

  it("is refused at a grain shorter than that of its entries, also through a formula", () => {
    const asked = (metric: string, grain: Grain) => {
      const spans = periodsBetween(Date.UTC(2001, 0, 10), until, grain, calendar);
      const question = { metrics: [metric], grain, spans, where: null, limit: 1, by: [], until };
      return compile(question, catalog).findings.map(({ rule }) => rule);
    };
    expect(asked("audits", "week")).toEqual(["question/grain"]);
    expect(asked("audits_per_office", "day")).toEqual(["question/grain"]);
    expect(asked("mood", "day")).toEqual(["question/grain"]);
    expect(asked("mood", "week")).toEqual([]);
  });
});

describe("the built-in dataset of entries", () => {
  it("is there, and is no definition of the workspace", () => {
    expect(catalog.datasets.has("manual_entries")).toBe(true);
    expect(definitionsOf(catalog).filter(({ id }) => id === "manual_entries")).toEqual([]);
    expect(definitionHash(catalog, "metric", "audits")).toMatch(/^[0-9a-f]{64}$/);
  });
});
