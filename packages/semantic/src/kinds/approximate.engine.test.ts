import { periodsBetween } from "@sextant/model/time/arithmetic";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FactRow, openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";
import { readWorkspace } from "../read/read.ts";
import { isApproximate } from "./kinds.ts";

const catalog = everyKind();
let engine: Awaited<ReturnType<typeof openEngine>>;
const start = Date.UTC(2001, 2, 1, 5);
const rows: readonly FactRow[] = Array.from({ length: 20_000 }, (_, index) => ({
  _at: start + (index % 2_000) * 1_000_000,
  delay: (index * 7919) % 10_007,
  distance: (index * 104_729) % 99_991,
  cancelled: false,
  origin: `O${index % 9_000}`,
  destination: "D",
}));
beforeAll(async () => {
  engine = await openEngine(catalog);
  await engine.fill("flights", rows);
});
afterAll(() => engine.close());

const ask = async (metric: string): Promise<number> => {
  const spans = periodsBetween(start, start + 86_400_000, "month", catalog.calendar);
  const question = {
    metrics: [metric],
    grain: "month",
    spans,
    by: [],
    where: null,
    until: start + 1e10,
    limit: 1,
  } as const;
  return (await engine.ask(question))[0]?.value ?? Number.NaN;
};
const ranked = (column: string, level: number): number => {
  const sorted = rows.map((row) => Number(row[column])).sort((a, b) => a - b);
  return sorted[Math.round(level * (sorted.length - 1))] ?? Number.NaN;
};

describe("a metric that is asked for approximately (N5)", () => {
  it("is within one per cent of the exact value, and the same when it is asked again", async () => {
    const exact = {
      about_airports: 9_000,
      about_delay: ranked("delay", 0.9),
      about_median_28: ranked("distance", 0.5),
    };
    for (const [metric, value] of Object.entries(exact)) {
      const answered = await ask(metric);
      expect(Math.abs(answered - value) / value, metric).toBeLessThan(0.01);
      expect(await ask(metric)).toBe(answered);
    }
  });

  it("says so, as does everything built on it, and nothing else", () => {
    expect(["about_delay", "about_median_28", "p90_delay", "routes"].map((id) => isApproximate(id, catalog))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("is refused where exact costs nothing", () => {
    const text = `workspace: { id: a, label: A }
datasets: [{ id: d, label: D, time: at, columns: { at: { type: date }, x: { type: number } } }]
metrics: [{ id: m, label: M, kind: simple, dataset: d, aggregation: sum, expression: x, approximate: true }]
`;
    const errors = readWorkspace([{ path: "a.yaml", text }]).findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule }) => rule)).toEqual(["metric/needless-approximate"]);
  });
});
