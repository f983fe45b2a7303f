import { periodsBetween } from "@sextant/model/time/arithmetic";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FactRow, openEngine } from "../test/engine.ts";
import { everyKind } from "../test/every-kind.ts";
import { compile } from "./compile.ts";
import { otherQuestion } from "./other.ts";
import type { Question } from "./question.ts";

const catalog = everyKind();
let engine: Awaited<ReturnType<typeof openEngine>>;
const start = Date.UTC(2001, 2, 1, 5);
beforeAll(async () => {
  engine = await openEngine(catalog);
});
afterAll(() => engine.close());

const plain: Question = {
  metrics: [],
  grain: "month",
  spans: periodsBetween(start, start + 45 * 86_400_000, "month", catalog.calendar),
  by: ["origin"],
  where: null,
  until: start + 100 * 86_400_000,
  limit: 2,
};

const ask = async (question: Question) => {
  const rows = await engine.ask(question);
  const [metric = ""] = question.metrics;
  const shown = new Map(rows.map(({ slice }) => [JSON.stringify(slice), slice]));
  const rest = otherQuestion(question, metric, [...shown.values()], catalog);
  return { rows, shown: [...shown.values()], other: rest === null ? null : await engine.ask(rest) };
};

const row = fc.record({
  _at: fc.integer({ min: start, max: start + 60 * 86_400_000 }),
  delay: fc.option(fc.integer({ min: -60, max: 400 })),
  distance: fc.option(fc.integer({ min: 0, max: 3000 })),
  cancelled: fc.option(fc.boolean()),
  origin: fc.option(fc.constantFrom("JFK", "LGA", "'; --", 'é"', "ORD")),
  destination: fc.option(fc.constantFrom("LAX", "ORD")),
});

describe("what the shown slices leave out", () => {
  it("makes up the whole together with them, for one dimension and for two", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 40 }),
        fc.constantFrom<string[]>(["origin"], ["origin", "cancelled"], ["cancelled"]),
        async (rows, by) => {
          await engine.fill("flights", rows);
          for (const metric of ["flights_flown", "miles"]) {
            const question = { ...plain, metrics: [metric], by };
            const { rows: shown, other } = await ask(question);
            const whole = await engine.ask({ ...question, by: [] });
            for (const { start: month, value } of whole) {
              const parts = [...shown, ...(other ?? [])].filter((one) => one.start === month);
              expect(parts.reduce((sum, one) => sum + (one.value ?? 0), 0)).toBe(value ?? 0);
            }
          }
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);

  it("is computed from its rows: distinct counts and ratios are not put together from slices", async () => {
    const rows = ["A", "A", "A", "B", "B", "C", "D", null].map(
      (origin, index): FactRow => ({ _at: start, origin, destination: "X", delay: index % 2 === 0 ? 0 : 60 }),
    );
    await engine.fill("flights", rows);
    const { shown, other } = await ask({ ...plain, metrics: ["on_time_rate"], spans: plain.spans.slice(0, 1) });
    expect(shown).toEqual([["A"], ["B"]]);
    expect(other?.[0]).toMatchObject({ numerator: 1, denominator: 3 });
    const distinct = await ask({
      ...plain,
      metrics: ["airports"],
      where: "cancelled is null",
      spans: plain.spans.slice(0, 1),
    });
    expect(distinct.other).not.toBeNull();
  });

  it("is not asked of slices by a moment, which expressions read on another clock than answers give it", () => {
    const flights = catalog.datasets.get("flights");
    if (flights === undefined) throw new Error("There are no flights.");
    const cut = { ...flights, dimensions: [...flights.dimensions, "departure"] };
    const byMoment = { ...catalog, datasets: new Map([...catalog.datasets, ["flights", cut]]) };
    const question = { ...plain, by: ["departure"] };
    expect(otherQuestion(question, "flights_flown", [["2001-03-02 05:00:00.000"]], byMoment)).toBeNull();
    expect(otherQuestion({ ...plain }, "flights_flown", [["JFK"]], byMoment)).not.toBeNull();
  });
});

describe("slices ranked by a metric", () => {
  it("are those of its largest values in the last span that is over", async () => {
    const delays: [string, number][] = [
      ["A", 5],
      ["A", 5],
      ["A", 5],
      ["B", 90],
      ["C", 40],
      ["C", 50],
    ];
    const april = start + 40 * 86_400_000;
    await engine.fill("flights", [
      ...delays.map(([origin, delay]): FactRow => ({ _at: start, origin, delay })),
      { _at: april, origin: "A", delay: 999 },
    ]);
    const until = start + 50 * 86_400_000;
    const rows = await engine.ask({ ...plain, metrics: ["mean_delay", "flights_flown"], rankBy: "mean_delay", until });
    expect([...new Set(rows.map(({ slice }) => slice[0]))]).toEqual(["B", "C"]);
  });

  it("are refused by a metric that is not asked for", () => {
    const { findings } = compile({ ...plain, metrics: ["miles"], rankBy: "routes" }, catalog);
    expect(findings.map(({ rule }) => rule)).toEqual(["question/rank"]);
  });
});
